// Looking back. What is ticked and written stays in this page: no field has a name, there is no form, and nothing here asks the
// network for anything. It goes somewhere else in two ways only, each by a button: locked into this browser's storage, and once, as
// a draft, to the form of the next page (carried.js takes it out again at once).
import { Broken, lock, unlock } from './lock.js';

const place = 'notes';            // in localStorage, locked
const on_the_way = 'draft';       // in sessionStorage, from one page to the next
const shortest = 12;              // signs of a passphrase

const by_id = (id) => document.getElementById(id);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const situations = all('.situation').map((box) => ({
  id: box.dataset.id, box, ticks: all('input', box), note: box.querySelector('textarea'), noted: box.querySelector('.noted-here'),
}));
const draft = by_id('draft'), kept = by_id('kept'), keep = by_id('keep');
const passphrases = all('input[type=password]');

// --- what stands on the page ---------------------------------------------------------------------------------------------------

function on_the_page() {
  const ticks = situations.flatMap(({ id, ticks }) => ticks.filter((tick) => tick.checked).map((tick) => `${id} ${tick.dataset.number}`));
  const notes = Object.fromEntries(situations.filter(({ note }) => note.value.trim()).map(({ id, note }) => [id, note.value]));
  return JSON.stringify({ ticks, notes, draft: draft.value });
}

const nothing = on_the_page();
let safe = nothing;               // what stands on the page and may be lost: nothing, or what is kept
let passphrase = null;            // once the notes are open
let seen = null;                  // what this page read in the storage or put there; another tab may have changed it since

/** Puts kept notes in; what was typed before they were opened stays, below. */
function put_in(text) {
  const was = JSON.parse(text);
  const join = (field, words) => {
    if (!words) return;
    const here = field.value.split('\n\n'), missing = words.split('\n\n').filter((paragraph) => !here.includes(paragraph));
    field.value = field.value.trim() ? [...missing, field.value].join('\n\n') : words;
  };
  for (const { id, ticks, note } of situations) {
    for (const tick of ticks) tick.checked ||= was.ticks.includes(`${id} ${tick.dataset.number}`);
    join(note, was.notes[id]);
  }
  join(draft, was.draft);
}

function empty_page() {
  for (const { ticks, note } of situations) {
    for (const tick of ticks) tick.checked = false;
    note.value = '';
  }
  for (const field of [draft, ...passphrases]) field.value = '';
}

function mark() {
  for (const { ticks, note, noted } of situations) noted.hidden = !note.value.trim() && !ticks.some((tick) => tick.checked);
}

const fold = (open) => { for (const { box } of situations) box.open = open; };

/** The person's own notes, one after another, those that are not in the draft yet. Nothing is added to them. */
function gather() {
  const words = situations.map(({ note }) => note.value.trim()).filter((note) => note && !draft.value.includes(note));
  draft.value = [draft.value.trim(), ...words].filter(Boolean).join('\n\n');
}

// --- keeping it on this device -------------------------------------------------------------------------------------------------

/** The browser's storage, or null where it is switched off. Looking is not writing. */
function storage() {
  try { return window.localStorage; } catch { return null; }
}
const stored = () => storage()?.getItem(place) ?? null;

/** Of the sentences inside, shows the one with that name. */
function say(inside, name) {
  for (const sentence of all('[data-says]', inside)) sentence.hidden = sentence.dataset.says !== name;
}

function show_state() {
  const cannot = !window.isSecureContext || !window.crypto?.subtle ? 'secure' : !storage() ? 'storage' : stored() !== null && passphrase === null ? 'closed' : '';
  for (const sentence of all('[data-cannot]', keep)) sentence.hidden = sentence.dataset.cannot !== cannot;
  kept.hidden = cannot !== 'closed';
  const can = { keep: !cannot, first: passphrase === null, more: passphrase !== null };
  for (const part of all('[data-can]', keep)) part.hidden = !can[part.dataset.can];
}

/** Does it while its buttons wait: a key takes a moment. */
async function waiting(inside, act) {
  const buttons = all('button', inside);
  inside.setAttribute('aria-busy', 'true');
  for (const button of buttons) button.disabled = true;
  try { await act(); } finally {
    for (const button of buttons) button.disabled = false;
    inside.removeAttribute('aria-busy');
  }
}

const keep_with = (chosen) => waiting(keep, async () => {
  const there = stored(), changed = there !== null && there !== seen;
  if (changed) {
    const other = await unlock(there, chosen).catch(() => null);
    if (other === null) return say(keep, 'elsewhere');
    put_in(other);
    mark();
  }
  const text = on_the_page();
  const locked = await lock(text, chosen);
  try { storage().setItem(place, locked); } catch { return say(keep, 'full'); }
  seen = locked;
  passphrase = chosen;
  safe = text;
  for (const field of passphrases) field.value = '';
  show_state();
  say(keep, changed ? 'both' : 'kept');
});

function keep_first() {
  const [chosen, again] = [by_id('passphrase'), by_id('passphrase-again')];
  const fault = [...chosen.value].length < shortest ? [chosen, 'short'] : chosen.value !== again.value ? [again, 'differ'] : null;
  if (!fault) return keep_with(chosen.value);
  say(keep, fault[1]);
  return fault[0].focus();
}

const open = () => waiting(kept, async () => {
  const field = by_id('passphrase-open');
  const there = stored() ?? '';
  let text = null;
  try { text = await unlock(there, field.value); } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return say(kept, 'broken');
  }
  if (text === null) {
    say(kept, 'wrong');
    return void setTimeout(() => field.select());   // the buttons are back by then, and so is the keyboard
  }
  seen = there;
  passphrase = field.value;
  field.value = '';
  put_in(text);
  safe = text;
  mark();
  show_state();
  say(by_id('says'), 'opened');
  by_id('says').focus();
});

/** Empties the page; what is kept stays, closed. */
function empty(what = 'emptied') {
  passphrase = null;
  safe = nothing;
  empty_page();
  mark();
  fold(false);
  show_state();
  for (const inside of [kept, keep]) say(inside, '');
  say(by_id('says'), what);
  by_id('says').focus();
}

function burn() {
  try { storage()?.removeItem(place); } catch { /* where nothing can be kept, nothing is */ }
  empty('burnt');
}

// --- away from here ------------------------------------------------------------------------------------------------------------

const in_this_tab = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function carry(event) {
  if (!in_this_tab(event)) return;
  gather();
  if (!draft.value) return;
  try { sessionStorage.setItem(on_the_way, draft.value); } catch {
    event.preventDefault();
    by_id('carry-fault').hidden = false;
  }
}

/** Whoever follows a link is told once that unkept words stay behind. The bar leads away at once, always. */
function before_going(event) {
  const link = event.target.closest('main a[href]'), away = by_id('away');
  if (!link || link.id === 'carry' || link.hash || !in_this_tab(event) || on_the_page() === safe) return;
  const around = link.closest('ul, p');
  if (!away.hidden && away.previousElementSibling === around) return;
  event.preventDefault();
  around.after(away);
  away.hidden = false;
}

/** To a place on this page; the address stays as it is, so that the browser's history does not tell where somebody went. */
function to_place(event) {
  const link = event.target.closest('main a[href^="#"]');
  if (!link || !in_this_tab(event)) return;
  event.preventDefault();
  const goal = by_id(link.hash.slice(1));
  goal.scrollIntoView();
  goal.focus({ preventScroll: true });
}

/** A text field cuts off on paper what does not fit in it; a paragraph does not. */
function onto_paper() {
  const was = situations.map(({ box }) => box.open);
  fold(true);
  const rooms = all('.room').map((room) => [room.querySelector('.written'), room.parentElement.querySelector('textarea')]);
  for (const [written, field] of rooms) written.textContent = field.value.trim();
  addEventListener('afterprint', () => {
    situations.forEach(({ box }, at) => { box.open = was[at]; });
    for (const [written] of rooms) written.textContent = '';
  }, { once: true });
}

// --- begin ---------------------------------------------------------------------------------------------------------------------

try {   // what set out and did not arrive, because that page did not come, is here again
  draft.value ||= sessionStorage.getItem(on_the_way) ?? '';
  sessionStorage.removeItem(on_the_way);
} catch { /* switched off: nothing is on its way */ }
for (const part of all('.device')) part.hidden = false;
for (const part of all('.paper')) part.hidden = true;
fold(false);
mark();
show_state();

document.addEventListener('input', mark);
document.addEventListener('click', before_going);
document.addEventListener('click', to_place);
addEventListener('beforeprint', onto_paper);
by_id('gather').addEventListener('click', gather);
by_id('carry').addEventListener('click', carry);
by_id('print').addEventListener('click', () => print());
by_id('open').addEventListener('click', open);
by_id('keep-first').addEventListener('click', keep_first);
by_id('keep-more').addEventListener('click', () => keep_with(passphrase));
by_id('empty').addEventListener('click', () => empty());
for (const button of all('button.burn')) button.addEventListener('click', burn);
const enter = { 'passphrase-open': 'open', passphrase: 'keep-first', 'passphrase-again': 'keep-first' };
for (const field of passphrases) field.addEventListener('keydown', (event) => { if (event.key === 'Enter') by_id(enter[field.id]).click(); });
// A browser that keeps the page alive behind Back keeps it empty.
addEventListener('pagehide', (event) => { if (event.persisted) { passphrase = null; empty_page(); } });
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
