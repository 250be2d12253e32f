// Looking back: nothing of it leaves the page unless somebody chooses so, and what is kept is locked.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutral_host, own_browser, size_of, somebody, visiting, visitor } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { go, movement, nine_words, press, sends_as_it_is } from '../lib/people.js';
import { scene } from '../lib/runner.js';
import { start_server } from '../lib/server.js';

const look_back = `${movement}/reflect`, did_that = `${movement}/did-that`;
const passphrase = 'four quiet herons étude', wrong = 'four quiet herons etude!';
const first = 'I laughed because the others did.', second = 'I knew how much they had been drinking.';

/** Everything the browser asks for while `act` runs, as "METHOD path", with what it sends along. */
async function asked_while(who, act) {
  const seen = [];
  const note = (request) => seen.push({
    asked: `${request.method()} ${request.url().replace(who.server.url, '')}`, body: request.postData(), headers: JSON.stringify(request.headers()),
  });
  who.context.on('request', note);
  who.page.on('websocket', (socket) => seen.push({ asked: `socket ${socket.url()}` }));
  await act();
  await who.page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
  who.context.off('request', note);
  return seen;
}

const situation = (who, id) => who.page.locator(`.situation[data-id="${id}"]`);
const note = (who, id) => who.page.locator(`#${id}-note`);
const stored = (who) => who.page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
const shown = (who, name) => who.page.locator(`[data-says="${name}"]`).filter({ visible: true }).waitFor();

async function opens(who, id) {
  if (!await situation(who, id).evaluate((box) => box.open)) await situation(who, id).locator('summary').click();
}

async function writes(who) {
  await opens(who, 'laughed');
  await who.page.check('#laughed-1');
  await note(who, 'laughed').fill(first);
  await opens(who, 'could-they-say-no');
  await who.page.check('#could-they-say-no-6');
  await note(who, 'could-they-say-no').pressSequentially(second);
}

async function keeps(who, chosen = passphrase, again = chosen) {
  await who.page.fill('#passphrase', chosen);
  await who.page.fill('#passphrase-again', again);
  await who.page.click('#keep-first');
}

async function types_passphrase(who, typed) {
  await who.page.fill('#passphrase-open', typed);
  await who.page.press('#passphrase-open', 'Enter');
}

scene('looking back', async (step, cleanup) => {
  const [, person] = await visiting(cleanup, { width: 320 });
  const { page } = person;
  const way = { thorough: true, scheme: 'light' };
  const nothing_asked = async (what, act) => assert.deepEqual((await asked_while(person, act)).map(({ asked }) => asked), [], what);
  let locked;

  await step('asks questions, folded, none of them marked, and its title tells nothing', async () => {
    await go(person, look_back);
    assert.equal(await page.title(), 'Notes');
    assert.ok(await page.locator('.situation').count() >= 12);
    assert.equal(await page.locator('.situation[open], .noted-here:visible, .paper:visible').count(), 0);
    assert.equal(await page.locator('main form, main [name]').count(), 0, 'no field could be sent');
    await looks_at(person, 'reflect', way);
  });

  await step('ticking and typing asks the network for nothing and keeps nothing', async () => {
    await nothing_asked('ticking and typing', () => writes(person));
    assert.equal(await page.locator('.noted-here:visible').count(), 2);
    assert.deepEqual(await stored(person), { local: {}, session: {} });
    await looks_at(person, 'reflect-written', way);
  });

  await step('"it happened to me too" is one tap from every question, and nothing is lost on the way', async () => {
    await nothing_asked('to the top', () => situation(person, 'laughed').locator('a[href="#too"]').click());
    assert.equal(await note(person, 'laughed').inputValue(), first);
    assert.deepEqual(await page.evaluate(() => [document.activeElement.id, location.hash]), ['too', ''], 'the history does not tell');
    assert.deepEqual(await page.locator('#too a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))), [`${movement}/help`, `${movement}/me-too`]);
    assert.equal(await page.locator('.situation a[href="#too"]').count(), await page.locator('.situation').count());
  });

  await step('a link away says first that the words stay behind', async () => {
    await nothing_asked('the first press', () => situation(person, 'could-they-say-no').locator('a[href$="/serious"]').click());
    assert.ok(await page.locator('#away').isVisible());
    assert.equal(new URL(page.url()).pathname, look_back);
    await press(person, situation(person, 'could-they-say-no').locator('a[href$="/serious"]'));
    assert.equal(new URL(page.url()).pathname, `${look_back}/serious`);
    assert.equal(await page.title(), 'Notes');
    await press(person, `main a[href="${look_back}"]`);
    assert.equal(await page.locator('.noted-here:visible').count(), 0, 'it is gone');
    await press(person, '#too a[href$="/me-too"]');   // nothing was written: no question
    await go(person, look_back);
  });

  await step('a passphrase that is too short, or not the same twice, keeps nothing', async () => {
    await writes(person);
    await nothing_asked('faults', async () => {
      await keeps(person, 'short');
      await shown(person, 'short');
      await keeps(person, passphrase, `${passphrase}s`);
      await shown(person, 'differ');
    });
    assert.deepEqual(await stored(person), { local: {}, session: {} });
  });

  await step('keeping locks it, and none of the words can be read in the browser', async () => {
    await nothing_asked('keeping', async () => {
      await keeps(person);
      await shown(person, 'kept');
    });
    const { local, session } = await stored(person);
    assert.deepEqual([Object.keys(local), session], [['notes'], {}]);
    const bytes = Buffer.from(local.notes, 'base64');
    assert.equal(bytes[0], 1);
    assert.equal((bytes.length - 1 - 16 - 12 - 16) % 1024, 0, 'its length tells only whole kilobytes');
    for (const told of [first, second, 'laughed', 'ticks']) assert.ok(!bytes.includes(told) && !local.notes.includes(told), told);
    assert.deepEqual(await page.locator('input[type=password]').evaluateAll((fields) => fields.map((field) => field.value)), ['', '', '']);
    await nothing_asked('keeping again', async () => {
      await page.click('#keep-more');
      await page.waitForFunction((was) => localStorage.notes !== was, local.notes);
    });
    locked = (await stored(person)).local.notes;
    const again = Buffer.from(locked, 'base64');
    assert.notDeepEqual(again.subarray(1, 29), bytes.subarray(1, 29), 'salt and nonce are new each time');
    await looks_at(person, 'reflect-kept', way);
  });

  await step('another day it says that notes are here, and the wrong passphrase opens and loses nothing', async () => {
    const asked = await asked_while(person, () => page.reload());
    assert.ok(asked.every(({ asked, body }) => body === null && (asked === `GET ${look_back}` || /^GET \/static\/\w+\/[\w.]+$/.test(asked))), JSON.stringify(asked));
    assert.ok(await page.locator('#kept').isVisible());
    assert.ok(!await page.locator('#keep-first').isVisible(), 'what is there is not written over');
    await nothing_asked('a wrong passphrase', async () => {
      await types_passphrase(person, wrong);
      await shown(person, 'wrong');
    });
    assert.deepEqual((await stored(person)).local, { notes: locked });
    await looks_at(person, 'reflect-wrong', way);
  });

  await step('the passphrase opens it, and what was typed meanwhile stays too', async () => {
    await opens(person, 'laughed');
    await note(person, 'laughed').fill('Typed before.');
    await nothing_asked('opening', async () => {
      await types_passphrase(person, passphrase.normalize('NFD'));   // as another keyboard spells it
      await shown(person, 'opened');
    });
    assert.equal(await note(person, 'laughed').inputValue(), `${first}\n\nTyped before.`);
    assert.equal(await note(person, 'could-they-say-no').inputValue(), second);
    assert.ok(await page.isChecked('#could-they-say-no-6'));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'says');
  });

  await step('the draft holds the own words and no other', async () => {
    await nothing_asked('gathering', () => page.click('#gather'));
    assert.equal(await page.inputValue('#draft'), `${first}\n\nTyped before.\n\n${second}`);
    await page.click('#gather');
    assert.equal(await page.inputValue('#draft'), `${first}\n\nTyped before.\n\n${second}`, 'nothing stands there twice');
  });

  await step('on paper all of it stands black on white, without what belongs to the screen', async () => {
    await nothing_asked('printing', async () => {
      await page.evaluate(() => { window.print = () => dispatchEvent(new Event('beforeprint')); });
      await page.click('#print');
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    });
    const paper = await page.evaluate(() => ({
      open: document.querySelectorAll('.situation[open]').length, ink: getComputedStyle(document.querySelector('h1')).color,
      text: document.body.innerText, seen: [...document.querySelectorAll('.bar, .foot, main button, main a, textarea, #kept, #keep')].filter((one) => one.checkVisibility()).length,
    }));
    assert.equal(paper.open, await page.locator('.situation').count());
    assert.equal(paper.ink, 'rgb(0, 0, 0)');
    assert.equal(paper.seen, 0);
    for (const text of [first, second, 'Typed before.']) assert.ok(paper.text.includes(text), text);
    assert.ok(!paper.text.includes('Him, though'), 'it does not tell where it comes from');
    await page.setViewportSize({ width: 700, height: 1000 });
    await page.screenshot({ path: new URL('../shots/reflect-paper.png', import.meta.url).pathname, fullPage: true });
    await page.setViewportSize(size_of(320));
    await page.emulateMedia({ media: null, colorScheme: 'light' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.locator('.written').evaluateAll((all) => all.filter((one) => one.textContent).length), 0);
    assert.equal((await page.pdf({ format: 'A4' })).subarray(0, 5).toString(), '%PDF-');
  });

  await step('carried over it stands in the form, below what has to be read first, and nothing has been sent', async () => {
    const asked = await asked_while(person, () => press(person, '#carry'));
    for (const { asked: line, body, headers } of asked) {
      assert.ok(body === null && !headers.includes('laughed') && !headers.includes('drinking'), line);
      assert.ok(line === `GET ${did_that}` || /^GET \/static\/\w+\/[\w.]+$/.test(line), line);
    }
    assert.equal(await page.inputValue('#words'), `${first}\n\nTyped before.\n\n${second}`);
    assert.ok(await page.locator('#carried').isVisible());
    assert.deepEqual((await stored(person)).session, {}, 'it is in the field and nowhere else');
    const [before, field] = [await page.locator('#before').boundingBox(), await page.locator('#words').boundingBox()];
    assert.ok(before.y >= 0 && before.y < field.y, 'what has to be read first is read first');
    assert.match(await page.locator('section[aria-labelledby=before]').innerText(), /evidence[^]*court[^]*absolves[^]*equal choice[^]*Do not contact/);
    await looks_at(person, 'did-that-carried', way);
    await page.reload();
    assert.equal(await page.inputValue('#words'), '', 'once, and no more');
  });

  await step('emptying the page leaves alone what is kept', async () => {
    await go(person, look_back);
    await types_passphrase(person, passphrase);
    await shown(person, 'opened');
    await nothing_asked('emptying', () => page.click('#empty'));
    assert.equal(await note(person, 'laughed').inputValue(), '');
    assert.deepEqual((await stored(person)).local, { notes: locked });
    assert.ok(await page.locator('#kept').isVisible());
  });

  await step('burning takes it away at once, without a request', async () => {
    await types_passphrase(person, passphrase);
    await shown(person, 'opened');
    await nothing_asked('burning', async () => {
      await page.locator('#keep button.burn').click();
      await shown(person, 'burnt');
    });
    assert.deepEqual(await stored(person), { local: {}, session: {} });
    assert.equal(await page.locator('.noted-here:visible').count(), 0);
    assert.equal(await note(person, 'laughed').inputValue(), '');
    assert.ok(!await page.locator('#kept').isVisible());
    await looks_at(person, 'reflect-burnt', way);
  });

  await step('it can be burnt without the passphrase, and what is damaged too', async () => {
    await page.evaluate((was) => { localStorage.notes = `${was.slice(0, 60)}AAAA${was.slice(64)}`; }, locked);
    await page.reload();
    await types_passphrase(person, passphrase);
    await shown(person, 'wrong');   // whether the words or the passphrase were changed cannot be told apart
    await page.evaluate(() => { localStorage.notes = 'made up'; });
    await types_passphrase(person, passphrase);
    await shown(person, 'broken');
    await page.locator('#kept button.burn').click();
    assert.deepEqual((await stored(person)).local, {});
  });

  await step('no page did what no page may do', async () => assert.deepEqual(await person.wrong(), []));
});

scene('looking back, then sending what one wrote', async (step, cleanup) => {
  const [server, person] = await visiting(cleanup);
  const { page } = person;

  await step('the draft is sent when its writer sends it', async () => {
    await go(person, look_back);
    await writes(person);
    await press(person, '#carry');
    await page.fill('#words', `${first} I will not do it again.`);
    await page.check('[name=deed][value=laughed_along]');
    await press(person, 'form.stack button[type=submit]');
    await sends_as_it_is(person);
    await nine_words(person);
    assert.deepEqual(await stored(person), { local: {}, session: {} });
    assert.deepEqual(await person.wrong(), []);
  });

  await step('a draft that set out for a page which never came is here again, and nowhere else', async () => {
    await go(person, look_back);
    await writes(person);
    await person.context.setOffline(true);
    await Promise.all([page.waitForEvent('requestfailed'), page.click('#carry')]);
    await person.context.setOffline(false);
    await go(person, look_back);
    assert.equal(await page.inputValue('#draft'), `${first}\n\n${second}`);
    assert.deepEqual((await stored(person)).session, {});
  });

  await step('two tabs lose nothing of each other', async () => {
    const one = await visitor(server);
    cleanup(() => one.close());
    await go(one, look_back);
    const other = await somebody(one.context, server);
    await go(other, look_back);
    const longer = `${first} I see it now.`;
    for (const [tab, id, words] of [[one, 'laughed', first], [other, 'laughed', longer], [other, 'could-they-say-no', second]]) {
      await opens(tab, id);
      await note(tab, id).fill(words);
    }
    await keeps(one);
    await shown(one, 'kept');
    const { notes } = (await stored(one)).local;
    await keeps(other, wrong);
    await shown(other, 'elsewhere');
    await looks_at(other, 'reflect-elsewhere', { thorough: true, scheme: 'light' });
    assert.equal((await stored(one)).local.notes, notes, 'what another passphrase locks is not written over');
    await keeps(other);
    await shown(other, 'both');
    await looks_at(other, 'reflect-both', { thorough: true, scheme: 'light' });
    const both = `${first}\n\n${longer}`;
    assert.equal(await note(other, 'laughed').inputValue(), both);
    await one.page.click('#keep-more');
    await shown(one, 'both');
    assert.equal(await note(one, 'could-they-say-no').inputValue(), second);
    assert.deepEqual((await note(one, 'laughed').inputValue()).split('\n\n').sort(), both.split('\n\n'), 'and nothing stands there twice');
  });

  for (const how of ['the link', 'three presses of Shift']) {
    await step(`leaving by ${how} burns what is kept`, async () => {
      const fresh = await visitor(server);
      cleanup(() => fresh.close());
      await go(fresh, look_back);
      await writes(fresh);
      await keeps(fresh);
      await shown(fresh, 'kept');
      await go(fresh, `${movement}/wall`);
      const away = fresh.page.waitForURL(neutral_host, { timeout: 20_000 });
      if (how === 'the link') await fresh.page.click('#leave');
      else for (let i = 0; i < 3; ++i) await fresh.page.keyboard.press('Shift');
      await away;
      await go(fresh, look_back);
      assert.deepEqual(await stored(fresh), { local: {}, session: {} });
      assert.ok(!await fresh.page.locator('#kept').isVisible());
    });
  }
});

scene('looking back without JavaScript', async (step, cleanup) => {
  const [server, person] = await visiting(cleanup, { javascript: false, width: 320 });
  const { page } = person;

  await step('shows every question open, and nothing that does nothing', async () => {
    await go(person, look_back);
    const situations = await page.locator('.situation').count();
    assert.ok(situations >= 12);
    assert.equal(await page.locator('.situation[open]').count(), situations);
    assert.equal(await page.locator('main').locator('button, textarea, input[type=password]').filter({ visible: true }).count(), 0);
    assert.equal(await page.locator('.paper').filter({ visible: true }).count(), 1);
    await press(person, '#carry');
    assert.equal(new URL(page.url()).pathname, did_that);
    assert.ok(!await page.locator('#carried').isVisible());
  });

  await step('on paper has boxes to tick and room to write', async () => {
    await go(person, look_back);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.room > i').filter({ visible: true }).count(), 3 * await page.locator('.situation').count() + 8);
    assert.equal(await page.locator('.bar, .foot, .button, .onward').filter({ visible: true }).count(), 0);
    await page.setViewportSize({ width: 700, height: 1000 });
    await page.screenshot({ path: new URL('../shots/reflect-paper-without.png', import.meta.url).pathname, fullPage: true });
  });

  for (const [width, scheme] of [[320, 'light'], [320, 'dark'], [1280, 'light'], [1280, 'dark']]) {
    await step(`looks right at ${width} px, ${scheme}`, async () => {
      const reader = await visitor(server, { javascript: false, width, scheme });
      cleanup(() => reader.close());
      await go(reader, look_back);
      await reader.page.screenshot({ path: new URL(`../shots/reflect-without-${width}-${scheme}.png`, import.meta.url).pathname, fullPage: true });
      assert.deepEqual(await reader.wrong(), []);
    });
  }
});

// Where a browser cannot lock anything, or keeps nothing, keeping is not offered, and a sentence says why.
for (const [why, make] of Object.entries({
  secure: async (profile, server) => {
    const context = await own_browser(profile, {
      locale: 'en-GB', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP plain.test 127.0.0.1, EXCLUDE 127.0.0.1'],
    });
    return { context, address: server.url.replace('127.0.0.1', 'plain.test') };
  },
  storage: async (profile, server) => {
    await mkdir(join(profile, 'Default'));
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
    return { context: await own_browser(profile, { locale: 'en-GB' }), address: server.url };
  },
})) {
  scene(`looking back where nothing can be kept (${why})`, async (step, cleanup) => {
    const server = await start_server();
    cleanup(() => server.stop());
    const profile = await mkdtemp(join(tmpdir(), 'himthough-profile-'));
    cleanup(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
    const { context, address } = await make(profile, server);
    cleanup(() => context.close());
    const person = await somebody(context, server);
    await step('keeping is not offered, and everything else works', async () => {
      await go(person, address + look_back);
      assert.ok(await person.page.locator(`[data-cannot="${why}"]`).isVisible());
      assert.equal(await person.page.locator('input[type=password]').filter({ visible: true }).count(), 0);
      await writes(person);
      await person.page.click('#gather');
      assert.equal(await person.page.inputValue('#draft'), `${first}\n\n${second}`);
      if (why === 'storage') {
        await person.page.click('#carry');
        assert.ok(await person.page.locator('#carry-fault').isVisible(), 'it says that the draft cannot be handed over');
        assert.equal(await person.page.inputValue('#draft'), `${first}\n\n${second}`);
      }
      await person.page.click('#empty');
      assert.equal(await person.page.inputValue('#draft'), '');
    });
  });
}
