// What people do here, as they do it: through links, fields and buttons.
import assert from 'node:assert/strict';
import { code_of } from './totp.js';
import { until } from './runner.js';

export const movement = '/himthough';

/** Goes there; the answer's status must be this. */
export async function go(who, path, status = 200) {
  const response = await who.page.goto(path);
  assert.equal(response.status(), status, `${path} answers ${response.status()}`);
  return response;
}

/** Presses and waits for the page that follows, whose status must be this. */
export async function press(who, what, status = 200) {
  const target = typeof what === 'string' ? who.page.locator(what) : what;
  const [response] = await Promise.all([who.page.waitForNavigation(), target.click()]);
  assert.equal(response.status(), status, `${what} leads to ${response.url()}, which answers ${response.status()}`);
  return response;
}

export const text_of = (who, selector = 'main') => who.page.locator(selector).first().innerText();
const long_form = (path) => `form.stack[action="${movement}${path}"]`;

/** What is asked about the words was shown: they go as they are. */
export async function sends_as_it_is(who) {
  const button = who.page.locator('.look button');
  if (await button.count() > 0) await press(who, button);
}

/** Fills the form for words and sends it, as it is when something is asked about it. Leaves at what answered. */
export async function send_me_too(who, { words, note = '', audience = 'everyone', answers = 'nobody', language = 'en' }, status = 200) {
  const form = who.page.locator(long_form('/me-too'));
  await form.locator('[name=words]').fill(words);
  await form.locator('[name=note]').fill(note);
  await form.locator(`[name=audience][value=${audience}]`).check();
  await form.locator(`[name=answers][value=${answers}]`).check();
  await form.locator('[name=language]').selectOption(language);
  await press(who, form.locator('button[type=submit]'), status);
  if (status === 200) await sends_as_it_is(who);
}

/** How somebody could tell that a vow was kept, unless a scene says otherwise. */
export const seen_by = 'My team would see it.';

export async function send_did_that(who, { deed, words, action = '', shows = action && seen_by, day = '', language = 'en' }, status = 200) {
  const form = who.page.locator(long_form('/did-that'));
  if (deed) await form.locator(`[name=deed][value=${deed}]`).check();
  await form.locator('[name=words]').fill(words);
  await form.locator('[name=vow_action]').fill(action);
  await form.locator('[name=vow_shows]').fill(shows);
  await form.locator('[name=vow_day]').fill(day);
  await form.locator('[name=language]').selectOption(language);
  await press(who, form.locator('button[type=submit]'), status);
  if (status === 200) await sends_as_it_is(who);
}

/** The nine words on the page that answered. */
export async function nine_words(who) {
  const items = await who.page.locator('ol.receipt li').allInnerTexts();
  const words = items.map((item) => item.trim().split(/\s+/).pop());
  assert.equal(words.length, 9);
  for (const word of words) assert.match(word, /^[a-z-]{3,}$/);
  return words;
}

/** Says it from the form's own page, and gives back the nine words. */
export async function says_me_too(who, said) {
  await go(who, `${movement}/me-too`);
  await send_me_too(who, said);
  return nine_words(who);
}

export async function says_did_that(who, said) {
  await go(who, `${movement}/did-that`);
  await send_did_that(who, said);
  return nine_words(who);
}

/** Types two words back, right or wrong. */
export async function types_back(who, words, right) {
  const asked = await who.page.locator('label[for=first], label[for=second]').allInnerTexts();
  const [first, second] = asked.map((label) => words[Number(/\d+/.exec(label)[0]) - 1]);
  await who.page.fill('#first', right ? first : 'mistaken');
  await who.page.fill('#second', second);
  await press(who, 'form[action="/p/check"] button', right ? 200 : 422);
}

/** Types the nine words at "my words". 422 when they open nothing. */
export async function opens_words(who, words, status = 200) {
  await go(who, '/p');
  await who.page.fill('#receipt', words.join(' '));
  await press(who, 'form[action="/p"] button', status);
}

/** Opens the part of "my words" with that form, and gives back the form. `last`: of several, the one about everything. */
export async function unfolds(who, action, last = false) {
  const parts = who.page.locator('details', { has: who.page.locator(`form[action="${action}"]`) });
  const part = last ? parts.last() : parts.first();
  const button = part.locator('button[type=submit]').first();
  if (!await button.isVisible()) await part.locator('summary').click();
  await button.waitFor({ state: 'visible' });
  return part.locator('form');
}

/** From the one-time link to the desk. `seen(name)` is called on every page on the way. */
export async function first_reviewer(who, seen = async () => {}) {
  const reviewer = { name: 'Lighthouse keeper', password: 'seven quiet herons at the weir' };
  await go(who, who.server.first_link);
  await seen('desk-start');
  await who.page.fill('#name', reviewer.name);
  await who.page.fill('#password', 'password');
  await press(who, 'main button[type=submit]', 422);
  assert.equal(await who.page.inputValue('#name'), reviewer.name);
  await seen('desk-start-refused');
  await who.page.fill('#password', reviewer.password);
  await press(who, 'main button[type=submit]');
  return confirms(who, reviewer, seen);
}

/** From the page with the secret to the desk. */
async function confirms(who, reviewer, seen) {
  await seen('desk-start-code');
  reviewer.secret = await who.page.locator('code.secret').innerText();
  await who.page.fill('#code', code_of(reviewer.secret));
  await press(who, 'main button[type=submit]');
  assert.equal(await who.page.locator('.codes li').count(), 10);
  await seen('desk-new-codes');
  await press(who, 'main a[href="/desk/sign-in"]');
  await seen('desk-sign-in');
  await sign_in(who, reviewer);
  return reviewer;
}

/** Another reviewer, by a link that the operator made. */
export const another_reviewer = async (who, name) => joins_by(who, await who.server.new_link(), name);

/** Somebody who was invited comes by the link, and signs in. */
export async function joins_by(who, link, name, seen = async () => {}) {
  const reviewer = { name, password: 'seven quiet herons at the weir' };
  await go(who, link);
  await who.page.fill('#name', name);
  await who.page.fill('#password', reviewer.password);
  await press(who, 'main button[type=submit]');
  return confirms(who, reviewer, seen);
}

/** With the next code: each is good once. */
export async function sign_in(who, reviewer) {
  await who.page.fill('#name', reviewer.name);
  await who.page.fill('#password', reviewer.password);
  await who.page.fill('#code', code_of(reviewer.secret, 1));
  await press(who, 'main button[type=submit]');
  assert.match(new URL(who.page.url()).pathname, /^\/desk(\/figures)?$/);
}

/** With a code that was kept on paper. */
export async function sign_in_with(who, reviewer, code, status = 200) {
  await go(who, '/desk/sign-in');
  await who.page.fill('#name', reviewer.name);
  await who.page.fill('#password', reviewer.password);
  await who.page.fill('#code', code);
  await press(who, 'main button[type=submit]', status);
}

/** Presses "Read it" where nobody has yet. */
export async function reads(reviewer) {
  const read = reviewer.page.locator('main form[action$="/read"] button').first();
  if (await read.count()) await press(reviewer, read);
}

/** Opens what holds these words in the queue, and puts back what does not; false when nothing does. */
export async function finds_in_queue(reviewer, words) {
  await go(reviewer, '/desk');
  const paths = await reviewer.page.locator('a[href^="/desk/item/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const path of paths) {
    await go(reviewer, path);
    await reads(reviewer);
    if ((await reviewer.page.locator('main').textContent()).includes(words)) return true;
    await press(reviewer, 'form[action$="/put-back"] button');
  }
  return false;
}

/** decision: accept, change or decline. */
export async function decides(reviewer, words, decision, reason) {
  assert.ok(await finds_in_queue(reviewer, words), 'it waits in the queue');
  await reviewer.page.check(`[name=decision][value=${decision}]`);
  if (reason) await reviewer.page.check(`[name=reason][value=${reason}]`);
  await press(reviewer, '#decide button');
  assert.equal(new URL(reviewer.page.url()).pathname, '/desk');
}

/** Waits for the edition in which that page shows these words, or no longer does; then goes there. */
export async function waits_for_edition(who, path, words, there = true) {
  await until(`${path} ${there ? 'shows' : 'no longer shows'} it`, async () => {
    const answer = await fetch(who.server.url + path);
    return (await answer.text()).includes(words) === there;
  });
  await go(who, path);
}

export const in_days = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Says it as a program does, one form for each text: for floods. */
export async function floods(who, texts) {
  const path = `${movement}/me-too`, headers = { origin: who.server.url };
  for (const words of texts) {
    const page = await (await who.page.request.get(path)).text();
    const token = /name="token" value="([^"]+)"/.exec(page)[1];
    const form = { token, words, note: '', language: 'en', audience: 'everyone', answers: 'nobody', looked: '1' };
    const answer = await who.page.request.post(path, { form, headers });
    assert.equal(answer.status(), 200);
  }
}
