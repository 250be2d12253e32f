// The guard and the writing aid on the device: the same answers as the server's, quick, and nothing asked of the network.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { go, movement, nine_words, press } from '../lib/people.js';
import { scene, until } from '../lib/runner.js';
import { heavy_texts, jumbled_texts, labelled_texts, pack_texts } from '../lib/texts.js';

const slack = Number(process.env.SLACK ?? 4);   // a machine that does other things at the same time
const me_too = `${movement}/me-too`, did_that = `${movement}/did-that`;

/** What `himthough guard` says of standard input. */
function guard(input, ...flags) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.HIMTHOUGH, ['guard', '-', '--json', ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (bytes) => { said += bytes; });
    child.on('exit', (status) => (status === 0 ? resolve(said.trim().split('\n').map((line) => JSON.parse(line).findings)) : reject(new Error(`himthough guard: ${status}`))));
    child.stdin.end(input);
  });
}

/** A finding in one line: kind, rule, tier, and its place in bytes of UTF-8. */
const line_of = ({ kind, rule, tier, begin, end }) => [kind, rule, tier, begin, end].join(' ');

/** The served scripts read all of it in the page. Their places become bytes of UTF-8 there. */
const read_in_page = (page, texts, language = '') => page.evaluate(async ([texts, language]) => {
  const folder = document.querySelector('script[src$="/along.js"]').src.replace('along.js', '');
  const [{ Guard, Aid }, rules, aid_rules] = await Promise.all(['guard.js', 'rules.js', 'aid.js'].map((name) => import(folder + name)));
  const made = globalThis.made ??= (() => {
    const guard = new Guard(rules);
    return { guard, aid: new Aid(aid_rules, guard.normaliser) };
  })();
  const encoder = new TextEncoder();
  const bytes = (text, at) => (at === undefined ? undefined : encoder.encode(text.slice(0, at)).length);
  return texts.map((text) => {
    const found = language ? made.aid.ask(text, language).map(({ id, ...rest }) => ({ ...rest, rule: id, tier: rest.begin === undefined ? 'missing' : 'question' })) : made.guard.read(text);
    return found.map(({ kind, rule, tier, begin, end }) => ({ kind, rule, tier, begin: bytes(text, begin), end: bytes(text, end) }));
  });
}, [texts, language]);

/** Where the page and the server do not say the same; the nine words only the server knows. */
async function disagreements(page, texts, language) {
  const input = texts.map(({ text }) => JSON.stringify({ words: text.toWellFormed() })).join('\n');
  const theirs = await guard(`${input}\n`, '--lines', ...(language ? ['--aid', language] : []));
  const differ = [];
  let some = 0;
  for (let from = 0; from < texts.length; from += 500) {
    const part = texts.slice(from, from + 500), mine = await read_in_page(page, part.map(({ text }) => text), language);
    part.forEach(({ where }, at) => {
      const said = theirs[from + at];
      if (said.length) some++;
      if (said.some(({ kind }) => kind === 'receipt')) return;
      if (said.map(line_of).join('|') !== mine[at].map(line_of).join('|')) differ.push(where);
    });
  }
  console.log(`# ${language ?? 'guard'}: ${texts.length} texts, something in ${some}, ${differ.length} differ`);
  return differ;
}

scene('guard on the device', async (step, cleanup) => {
  const [server, person] = await visiting(cleanup);
  const { page } = person;
  const ordinary = [...await labelled_texts(), ...await pack_texts()], odd = [...jumbled_texts(2000), ...heavy_texts(16_000), ...heavy_texts(65_000)];
  await go(person, did_that);

  await step('finds what the server finds, in every labelled sentence and every example', async () => {
    assert.ok(ordinary.length > 2000);
    assert.deepEqual((await disagreements(page, ordinary)).slice(0, 20), []);
  });

  await step('finds what the server finds in what only a machine would write', async () => {
    assert.deepEqual((await disagreements(page, odd)).slice(0, 20), []);
  });

  for (const language of ['en', 'es', 'fr'])
    await step(`asks what the server asks in ${language}`, async () => {
      assert.deepEqual((await disagreements(page, [...ordinary, ...odd], language)).slice(0, 20), []);
    }, 300_000);   // thousands of texts, each read twice

  await step('reads bytes that are no text as the server does', async () => {
    for (const bytes of [[0xFF, 0x20], [0xC3, 0x28, 0xE2, 0x82, 0x20], [0xF0, 0x9F, 0x98, 0x20, 0xED, 0xA0, 0x80], [0xC0, 0xAF, 0xF8, 0x88]]) {
      const input = Buffer.concat([Buffer.from('Zoë '), Buffer.from(bytes), Buffer.from(' dan@example.org '), Buffer.from(bytes), Buffer.from('.')]);
      const decoder = new TextDecoder(), text = decoder.decode(input), [theirs] = await guard(input), [mine] = await read_in_page(page, [text]);
      const place = (at) => Buffer.byteLength(decoder.decode(input.subarray(0, at)));
      assert.deepEqual(theirs.map((one) => line_of({ ...one, begin: place(one.begin), end: place(one.end) })), mine.map(line_of));
    }
  });

  await step('reads 6,000 signs in a blink, and 64 KiB of anything in less than a second', async () => {
    const long = ordinary.map(({ text }) => text).join(' ').slice(0, 6000);
    const took = await page.evaluate(([long, heavy]) => {
      const time = (act) => { const start = performance.now(); act(); return performance.now() - start; };
      const { guard, aid } = globalThis.made;
      const usual = Array.from({ length: 9 }, (_, at) => time(() => { guard.read(`${at} ${long}`); aid.ask(`${at} ${long}`, 'en'); })).sort((a, b) => a - b)[4];
      return { usual, worst: Math.max(...heavy.map((text) => time(() => { guard.read(text); aid.ask(text, 'en'); }))) };
    }, [long, heavy_texts(65_000).map(({ text }) => text)]);
    console.log(`# 6,000 signs: ${took.usual.toFixed(1)} ms, 64 KiB at worst: ${took.worst.toFixed(0)} ms`);
    assert.ok(took.usual < 30 * slack && took.worst < 1000 * slack, JSON.stringify(took));
  });
});

scene('reading along', async (step, cleanup) => {
  const [server, person] = await visiting(cleanup, { width: 320 });
  const { page } = person;
  const way = { thorough: true, scheme: 'light' };
  const asked = [];
  const list = (id = 'words-found') => page.locator(`#${id}`);
  const questions = list('words-questions');
  const looked = () => page.locator('form.stack [name=looked]').inputValue();
  const text_of = (what) => what.innerText();
  const arrives = async (path) => {
    await go(person, path);
    await page.waitForLoadState('networkidle');
    asked.length = 0;
  };
  const types = async (words, field = '#words') => { await page.locator(field).click(); await page.keyboard.insertText(words); };
  person.context.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));

  await step('marks a place while somebody types, with a sentence and a stand-in', async () => {
    await arrives(me_too);
    await types('It was at work. He wrote from dan@example.org and laughed.');
    await list().waitFor({ state: 'visible' });
    assert.equal(await text_of(list().locator('mark')), 'dan@example.org');
    assert.match(await text_of(list().locator('.says')), /e-mail/);
    assert.equal(await looked(), '1');
    await looks_at(person, 'along', way);
  });

  await step('one tap puts the stand-in there, and the browser takes it back', async () => {
    await list().locator('.put').click();
    assert.match(await page.inputValue('#words'), /wrote from \[e-mail\] and/);
    await list().waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    assert.match(await page.inputValue('#words'), /dan@example\.org/);
    await list().waitFor({ state: 'visible' });
  });

  await step('what the server would only ask is not asked where nobody else reads', async () => {
    await page.fill('#words', 'My coach Dan stayed behind.');
    await list().locator('mark', { hasText: 'Dan' }).waitFor();
    await page.check('form.stack [name=audience][value=only_me]');
    await list().waitFor({ state: 'hidden' });
    await page.check('form.stack [name=audience][value=everyone]');
    await list().waitFor({ state: 'visible' });
    await page.fill('#words', 'It happened at work.');
    await list().waitFor({ state: 'hidden' });
    assert.equal(await looked(), '');
  });

  await step('asks one question at a time, and none twice', async () => {
    await arrives(did_that);
    await types('I am sorry if anyone was hurt. It was just banter. I was drunk.');
    await questions.waitFor({ state: 'visible' });
    assert.equal(await looked(), '1');
    await looks_at(person, 'along-aid', way);
    const seen = [await text_of(questions.locator('.asks'))];
    while (await questions.locator('.next').isVisible()) {
      await questions.locator('.next').click();
      seen.push(await text_of(questions.locator('.asks')));
      assert.ok(seen.length < 30);
    }
    assert.ok(seen.length >= 3, String(seen.length));
    assert.equal(new Set(seen).size, seen.length);
    await questions.locator('.not-now').click();
    await questions.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'words');
    await types(' I was drunk.');
    await until('it was read', async () => await looked() === '1');
    assert.ok(!await questions.isVisible());
  });

  await step('what was asked, or sent away, is not asked once more when it is sent', async () => {
    await arrives(did_that);
    await page.check('[name=deed][value=laughed_along]');
    await types('I am sorry if anyone was hurt. I was drunk.');
    await questions.locator('.not-now').click();
    await types(' It is on me.');
    await press(person, 'form.stack button[type=submit]');   // before it was read again
    assert.equal(await page.locator('.look').count(), 0);
    await nine_words(person);
  });

  await step('asks in the language of the words', async () => {
    await arrives(did_that);
    await page.selectOption('#language', 'es');
    await types('Lo siento si alguien se ofendió.');
    await questions.waitFor({ state: 'visible' });
    assert.match(await text_of(questions.locator('.asks')), /¿/);
  });

  await step('a draft that was carried over is read at once', async () => {
    await page.evaluate(() => sessionStorage.setItem('draft', 'I laughed when my friend Dan told it.'));
    await go(person, did_that);
    await list().locator('mark', { hasText: 'Dan' }).waitFor();
  });

  await step('and joins what stands in the form already', async () => {
    await go(person, did_that);
    await types('I was there.');
    await page.evaluate(() => sessionStorage.setItem('draft', 'I laughed along.'));
    await press(person, 'form.stack button[type=submit]', 422);   // what it was is not chosen: the form comes back
    assert.equal(await page.inputValue('#words'), 'I was there.\n\nI laughed along.');
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  });

  await step('nothing was asked of the network, and nothing is kept', async () => {
    await arrives(did_that);
    await types('I am sorry, but Dan was there. His number is 07700 900123.');
    await list().waitFor({ state: 'visible' });
    await list().locator('.put').first().click();
    await until('it was read', async () => await looked() === '1' && await list().locator('mark').count() < 2);
    assert.deepEqual(asked, []);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    assert.deepEqual(await person.wrong(), []);
  });

  await step('where the script does not come, the server marks the same', async () => {
    await page.route('**/along.js', (route) => route.abort());
    await go(person, me_too);
    await types('He wrote from dan@example.org.');
    const [answer] = await Promise.all([page.waitForNavigation(), page.locator('form.stack button[type=submit]').last().click()]);
    assert.equal(answer.status(), 422);
    assert.equal(await text_of(list().locator('mark')), 'dan@example.org');
    await page.unroute('**/along.js');
  });
});
