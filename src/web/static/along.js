// Reads along while somebody writes, on this device: what the server's guard would mark, with what may stand there instead, and, in
// acknowledgements, what the writing aid asks, one question at a time. Nothing is sent for it and nothing is kept. Without this file
// the server shows the same before anything is kept; where it has shown it already, its lists stay until this has read the field.
const pause = 250;           // ms without a key before a text is read
const around = 40;           // signs shown on each side of a place
const most_places = 24;
const by_id = (id) => document.getElementById(id);
const copy_of = (id) => by_id(id).content.firstElementChild.cloneNode(true);

/** The worker, one question at a time: ask(text, asks) → {found, questions}, or null when a newer question about the same came. */
class Reader {
  #worker = new Worker(new URL('./reader.js', import.meta.url), {
    type: 'module', name: `${document.documentElement.lang}${document.querySelector('[data-aid]') ? ' aid' : ''}`,
  });
  #waiting = new Map();
  #asked = null;
  #number = 0;
  constructor() {
    this.#worker.onmessage = ({ data }) => {
      const { answer } = this.#asked;
      this.#asked = null;
      answer(data);
      this.#next();
    };
  }
  ask(whose, text, asks) {
    return new Promise((answer) => {
      this.#waiting.get(whose)?.answer(null);
      this.#waiting.set(whose, { text, asks, answer });
      this.#next();
    });
  }
  #next() {
    if (this.#asked || !this.#waiting.size) return;
    const [[whose, question]] = this.#waiting;
    this.#waiting.delete(whose);
    this.#asked = question;
    this.#worker.postMessage({ number: ++this.#number, text: question.text, asks: question.asks });
  }
}
const reader = new Reader();

/** A place with some words of what stands around it. */
function fill_around(paragraph, text, begin, end) {
  const mark = document.createElement('mark');
  mark.textContent = text.slice(begin, end);
  let before = text.slice(0, begin), after = text.slice(end);
  if (before.length > around) before = `… ${before.slice(-around).replace(/^\S*\s/, '').replace(/^[\uDC00-\uDFFF]/, '')}`;
  if (after.length > around) after = `${after.slice(0, around).replace(/\s\S*$/, '').replace(/[\uD800-\uDBFF]$/, '')} …`;
  paragraph.replaceChildren(before, mark, after);
}

/** Puts words in a place of a field so that the browser can take it back (Ctrl+Z). */
function write(field, begin, end, words) {
  field.focus();
  field.setSelectionRange(begin, end);
  if (document.execCommand('insertText', false, words)) return;
  field.setRangeText(words, begin, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** A list of the server's is taken over where it stands. */
function stand_in_for(id, made, field) {
  const was = by_id(id), title = `${id}-title`, described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  made.id = id;
  made.querySelector('.found-title').id = title;
  made.setAttribute('aria-labelledby', title);
  if (!described.includes(title)) field.setAttribute('aria-describedby', [...described, title].join(' '));
  if (was) was.replaceWith(made);
  else field.parentElement.append(made);
  return made;
}

/** Questions about one text, one at a time and none twice: the form tells the server which were asked. */
class Questions {
  #retired = new Set();
  #asked;            // ids; "all": nothing more is asked
  #waiting = [];
  #shown = null;
  constructor(field, id) {
    this.field = field;
    this.id = id;
    this.list = null;
    this.#asked = new Set(field.form.elements.asked.value.split(' ').filter(Boolean));
    this.#asked.delete(by_id(id)?.dataset.which);   // that is still being asked
  }

  #tell() { this.field.form.elements.asked.value = [...this.#asked, ...(this.#shown ? [this.#shown.id] : [])].join(' '); }

  #make() {
    this.list = stand_in_for(this.id, copy_of('along-question'), this.field);
    this.list.querySelector('.next').addEventListener('click', () => this.#go_on());
    this.list.querySelector('.not-now').addEventListener('click', () => {
      this.#asked.add('all');
      this.#go_on();
    });
  }

  #retire() {
    this.#retired.add(this.#shown.asks);
    this.#asked.add(this.#shown.id);
  }

  #go_on() {
    this.#retire();
    this.show(this.#waiting, this.text);
    if (this.list.hidden) this.field.focus();
  }

  get were_shown() { return this.#shown !== null || this.#retired.size > 0; }

  /** Shows the one that is shown already, or the next. */
  show(questions, text) {
    this.text = text;
    this.#waiting = questions.filter(({ id, asks }) => !this.#asked.has('all') && !this.#asked.has(id) && !this.#retired.has(asks));
    const still = this.#waiting.find(({ asks }) => asks === this.#shown?.asks);
    if (this.#shown && !still) this.#retire();   // it was about words that are gone
    this.#shown = still ?? this.#waiting[0] ?? null;
    this.#tell();
    if (!this.#shown && !this.list) return;
    if (!this.list) this.#make();
    this.list.hidden = !this.#shown;
    if (!this.#shown) return;
    const { asks, begin, end } = this.#shown, place = this.list.querySelector('.around'), said = this.list.querySelector('.asks');
    place.hidden = begin === undefined;
    if (begin === undefined) place.replaceChildren();
    else fill_around(place, text, begin, end);
    if (said.textContent !== asks) said.textContent = asks;
    this.list.querySelector('.next').hidden = this.#waiting.every((one) => one.asks === asks);
  }

  forget() {
    this.list?.remove();
    this.list = this.#shown = null;
  }
}

class Field {
  #timer = 0;
  #told = new Set();
  #about = '';
  constructor(field) {
    const suffix = field.id.slice(field.name.length);
    this.field = field;
    this.form = field.form;
    this.looked = this.form.elements.looked.value;   // what the server has shown
    this.id = `${field.name}-found${suffix}`;
    this.list = null;
    this.questions = field.hasAttribute('data-aid') ? new Questions(field, `${field.name}-questions${suffix}`) : null;
    this.left = field.value !== '';   // whoever is still at the first words is not asked yet what is missing
    this.text = null;                 // what the list is about
    field.addEventListener('input', () => this.typed());
    field.addEventListener('change', () => { this.left = true; this.soon(); });   // what was read stays read, and what is being pressed in its place
  }
  #value(name) { return this.form.elements[name]?.value.trim() ?? ''; }

  typed() {
    this.text = null;
    this.#settle();
    this.soon();
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.read(), pause);
  }

  async read() {
    clearTimeout(this.#timer);
    const text = this.field.value;
    if (text === '' && !this.list && !this.questions?.list) return;
    const asks = this.questions && { language: this.field.dataset.aid || this.#value('language') || document.documentElement.lang, more: this.#value('vow_action') };
    const answer = await reader.ask(this.field, text, asks);
    if (!answer || this.field.value !== text) return;   // somebody went on typing
    this.text = text;
    this.#show(answer.found.filter(({ tier }) => tier === 'stop' || (tier === 'ask' && this.#is_read_by_others())));
    this.questions?.show(answer.questions.filter((question) => this.#is_open(question)), text);
    this.#settle();
  }

  /** The server need not show what stands here, once all of the form was read as it is. */
  #settle() {
    const { looked } = this.form.elements, all = fields.filter(({ form }) => form === this.form);
    const read = all.every(({ field, text }) => field.value === (text ?? '')), shown = all.some((one) => one.has_shown);
    looked.value = read && shown ? '1' : this.looked;
  }
  get has_shown() { return (this.list && !this.list.hidden) || this.questions?.were_shown; }

  #is_read_by_others() { return this.#value('audience') !== 'only_me' && !this.field.hasAttribute('data-only-me'); }

  /** What the vow says need not be asked, nor what is missing while somebody writes. */
  #is_open({ id, kind, begin }) {
    const chosen = this.#value('vow_choice') !== '', action = chosen || this.#value('vow_action') !== '', day = this.#value('vow_day') !== '';
    const shows = this.#value('vow_shows') !== '' || (chosen && this.#value('vow_action') === '');
    if (begin === undefined && !this.left) return false;
    return !(id === 'will-do' && action) && !(id === 'by-when' && day) && !(id === 'who-checks' && action && shows) && !(kind === 'promise' && action && day);
  }

  #show(found) {
    if (!found.length && !this.list && !by_id(this.id)) return;
    const about = JSON.stringify([this.text, found]);
    if (this.list && about === this.#about) return;   // a button that somebody is at stays
    this.#about = about;
    this.list ??= stand_in_for(this.id, copy_of('along-found'), this.field);
    this.list.hidden = !found.length;
    this.list.querySelector('ul').replaceChildren(...found.slice(0, most_places).map((place, number) => this.#item(place, `${this.id}-${number}`)));
    this.#tell(found);
  }

  #item({ begin, end, says, stands_for }, id) {
    const item = copy_of('along-place'), put = item.querySelector('.put'), where = item.querySelector('.around'), text = this.text;
    fill_around(where, text, begin, end);
    where.id = id;
    put.setAttribute('aria-describedby', id);   // other places have a button that says the same
    item.querySelector('.says').textContent = says;
    put.textContent = put.textContent.replace('%s', stands_for);
    put.hidden = !stands_for;
    put.addEventListener('click', () => {
      if (this.field.value !== text) return void this.read();   // the list is about other words
      write(this.field, begin, end, stands_for);
      this.read();
    });
    return item;
  }

  /** A screen reader hears of a place once. */
  #tell(found) {
    const fresh = found.find(({ begin, end, kind }) => !this.#told.has(`${kind} ${this.text.slice(begin, end)}`));
    for (const { begin, end, kind } of found) this.#told.add(`${kind} ${this.text.slice(begin, end)}`);
    if (fresh) this.list.querySelector('.told').textContent = fresh.says;
  }

  forget() {
    this.list?.remove();
    this.list = this.text = null;
    this.#told.clear();
    this.questions?.forget();
  }
}

const fields = [...document.querySelectorAll('[data-guard]')].map((field) => new Field(field));
for (const field of fields) field.read();
addEventListener('focusin', () => reader.ask('first', ' ', null), { once: true });   // the first reading takes longer
// Who reads it, in which language it is, when it will be done: each may change what is asked.
document.addEventListener('change', ({ target }) => {
  for (const one of fields) if (one.form === target.form && one.field !== target) one.read();
});
// What was typed stands in the lists too, and goes with the page.
addEventListener('pagehide', () => { for (const field of fields) field.forget(); });
addEventListener('pageshow', ({ persisted }) => { if (persisted) for (const field of fields) field.read(); });
