// The whole way, from the one-time link to the words that are gone again, with JavaScript and without, narrow and wide.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import {
  decides, finds_in_queue, first_reviewer, go, in_days, movement, nine_words, opens_words, press, says_did_that, says_me_too, seen_by, send_did_that,
  send_me_too, sends_as_it_is, text_of, types_back, unfolds, waits_for_edition,
} from '../lib/people.js';
import { scene, until } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 320, scheme: 'dark' },
  { javascript: true, width: 1280, scheme: 'dark' },
  { javascript: false, width: 1280, scheme: 'light' },
];

const wall = `${movement}/wall`, accountable = `${movement}/accountable`, both = `${movement}/both`;
const me_too = 'It was in a stairwell, years ago.\nI still take the lift.';
const in_a_month = in_days(30), days_ago = in_days(-3);
const owned = 'I laughed with the others, and I saw her face.';

for (const way of ways) {
  const name = `journey ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`;
  scene(name, async (step, cleanup) => {
    const [server, person, reviewer] = await visiting(cleanup, way, { ...way, desk: true });
    const { page } = person;
    const see = (what) => looks_at(person, what, way);
    const see_desk = (what) => looks_at(reviewer, what, way);
    const words = {};   // the nine of each
    const shows = async (path, text, there = true) => {
      await go(person, path);
      assert.equal((await page.locator('main').textContent()).includes(text), there, `${path} shows it: ${!there}`);
    };

    await step('the link from the server makes the first reviewer, who signs in', async () => {
      await first_reviewer(reviewer, see_desk);
      await see_desk('desk-queue-empty');
      await go(reviewer, server.first_link, 404);   // it works once
    });

    await step('the two doors of the front page are of one size', async () => {
      await go(person, '/');
      await see('front');
      const doors = page.locator('nav.doors a.door:not(.third)');
      assert.equal(await doors.count(), 2);
      const [one, other] = [await doors.nth(0).boundingBox(), await doors.nth(1).boundingBox()];
      assert.ok(Math.abs(one.width - other.width) < 1 && Math.abs(one.height - other.height) < 1, JSON.stringify([one, other]));
    });

    await step('a survivor says me too without a word', async () => {
      await press(person, `nav.doors a[href="${movement}/me-too"]`);
      await see('me-too');
      await press(person, page.locator(`form[action="${movement}/me-too"]`).first().locator('button'));
      words.silent = await nine_words(person);
      await see('saved-silent');
      await page.reload();   // the same form once more finds what it said before
      assert.deepEqual(await nine_words(person), words.silent);
    });

    await step('two of the nine words are typed back: wrong first, then right', async () => {
      await types_back(person, words.silent, false);
      assert.deepEqual(await nine_words(person), words.silent);
      await see('saved-mistyped');
      await types_back(person, words.silent, true);
      await see('checked');
    });

    await step('words with a telephone number come back as typed, the place marked', async () => {
      await go(person, `${movement}/me-too`);
      await send_me_too(person, {
        words: `${me_too}\nCall me at +1 202 555 0143.`, note: 'a stairwell', audience: 'survivors', answers: 'anyone', language: 'es',
      }, 422);
      assert.equal(await page.inputValue('#words'), `${me_too}\nCall me at +1 202 555 0143.`);
      assert.equal(await page.inputValue('#note'), 'a stairwell');
      assert.equal(await page.inputValue('#language'), 'es');
      assert.ok(await page.isChecked('[name=audience][value=survivors]') && await page.isChecked('[name=answers][value=anyone]'));
      assert.match(await page.locator('.found mark').first().innerText(), /202 555 0143/);
      await see('me-too-refused');
      await send_me_too(person, { words: me_too, note: 'a stairwell' });
      words.open = await nine_words(person);
      await see('saved');
    });

    await step('words for only me, for survivors, and two more', async () => {
      words.sealed = await says_me_too(person, { words: 'Nobody but me shall read this line.', audience: 'only_me' });
      await see('saved-sealed');
      words.shared = await says_me_too(person, { words: 'For those who know it too.', audience: 'survivors', answers: 'survivors' });
      await see('saved-shared');
      words.declined = await says_me_too(person, { words: 'Buy the lamp of the month here.' });
      words.to_change = await says_me_too(person, { words: 'It was the man from the corner house.' });
    });

    await step('an acknowledgement without a deed and with a day in the past comes back as typed', async () => {
      await go(person, '/');
      await press(person, `nav.doors a[href="${movement}/did-that"]`);
      await see('did-that');
      await send_did_that(person, { words: owned, action: 'Speak up at the next table.', day: in_a_month }, 422);
      assert.equal(await page.inputValue('#words'), owned);
      await see('did-that-refused');
      await page.evaluate(() => { document.querySelector('form.stack').noValidate = true; });   // as a browser without date fields
      await send_did_that(person, { deed: 'laughed_along', words: owned, action: 'Speak up at the next table.', day: days_ago }, 422);
      assert.ok(await page.isChecked('[name=deed][value=laughed_along]'));
      assert.equal(await page.inputValue('#vow_action'), 'Speak up at the next table.');
      assert.equal(await page.inputValue('#vow_day'), days_ago);
      assert.ok(await page.locator('#vow-day-fault').isVisible());
    });

    await step('somebody acknowledges with a vow, and somebody without', async () => {
      await send_did_that(person, { deed: 'laughed_along', words: owned, action: 'Speak up at the next table.', day: in_a_month });
      words.vowed = await nine_words(person);
      await see('saved-accountable');
      words.words_so_far = await says_did_that(person, { deed: 'looked_away', words: 'I knew, and I went home.' });
    });

    await step('nothing is public before a reviewer has read it', async () => {
      for (const path of [wall, accountable, both]) await shows(path, 'stairwell', false);
      await shows(accountable, 'saw her face', false);
    });

    await step('the queue shows all but what is sealed, and a decision needs one', async () => {
      assert.equal(await finds_in_queue(reviewer, 'Nobody but me'), false);
      await go(reviewer, '/desk');
      await see_desk('desk-queue');
      assert.ok(await finds_in_queue(reviewer, 'stairwell'));
      await see_desk('desk-item');
      await press(reviewer, '#decide button', 422);
      await see_desk('desk-item-refused');
      assert.ok(await finds_in_queue(reviewer, 'her face'));
      await see_desk('desk-item-accountable');
    });

    await step('the reviewer accepts, declines with a reason, asks to change', async () => {
      await decides(reviewer, 'stairwell', 'accept');
      await see_desk('desk-queue-decided');
      await decides(reviewer, 'those who know it too', 'accept');
      await decides(reviewer, 'her face', 'accept');
      await decides(reviewer, 'I knew, and I went home', 'accept');
      await decides(reviewer, 'lamp of the month', 'decline', 'advertisement');
      await decides(reviewer, 'corner house', 'change', 'could_identify');
    });

    await step('each wall shows its own, both together only where asked for', async () => {
      await waits_for_edition(person, wall, 'stairwell');
      await see('wall');
      await waits_for_edition(person, accountable, 'I knew, and I went home');
      await waits_for_edition(person, accountable, 'saw her face');
      assert.equal(await page.locator('.vow.none').count(), 1);   // words so far
      await see('accountable');
      for (const text of ['saw her face', 'I knew', 'those who know it too', 'Nobody but me', 'lamp of the month', 'corner house'])
        await shows(wall, text, false);
      for (const text of ['stairwell', 'those who know it too']) await shows(accountable, text, false);
      await shows(both, 'stairwell');
      await shows(both, 'saw her face');
      await see('both');
    });

    await step('somebody stands with a survivor', async () => {
      await go(person, wall);
      await press(person, `h2.voice a[href^="${movement}/c/"]`);
      await see('contribution');
      const before = await text_of(person);
      await press(person, 'form.stand button');
      assert.notEqual(await text_of(person), before);
      await see('contribution-stood');
      await go(person, accountable);
      await press(person, page.locator(`h2.voice a[href^="${movement}/c/"]`).first());
      assert.equal(await page.locator('form.stand').count(), 0);   // nobody applauds here
      await see('contribution-accountable');
    });

    await step('what is said of the words tells what became of them', async () => {
      await go(person, '/p');
      await see('mine');
      await press(person, 'form[action="/p"] button', 422);
      await see('mine-refused');
      const states = {};
      for (const [which, nine] of Object.entries(words)) {
        await opens_words(person, nine);
        states[which] = await page.locator('.state').first().innerText();
      }
      await opens_words(person, words.declined);
      await see('mine-declined');
      assert.equal(new Set([states.open, states.declined, states.to_change, states.sealed]).size, 4, JSON.stringify(states));
      assert.equal(states.open, states.vowed);
    });

    await step('edited words leave the wall at once and wait for review again', async () => {
      await opens_words(person, words.open);
      await see('mine-open');
      const form = await unfolds(person, '/p/edit');
      await form.locator('[name=words]').fill('Write to me: somebody@example.org');
      await press(person, form.locator('button'), 422);
      assert.equal(await page.locator('form[action="/p/edit"] [name=words]').inputValue(), 'Write to me: somebody@example.org');
      await see('mine-open-refused');
      const again = page.locator('form[action="/p/edit"]');
      await again.locator('[name=words]').fill('It was in a stairwell. I take the lift now, and I sing in it.');
      await press(person, again.locator('button[type=submit]'));
      await see('mine-open-changed');
      await shows(wall, 'stairwell', false);
      await decides(reviewer, 'I sing in it', 'accept');
      await waits_for_edition(person, wall, 'I sing in it');
    });

    await step('an acknowledgement is edited, and a vow is made later', async () => {
      await opens_words(person, words.words_so_far);
      await see('mine-open-accountable');
      const form = await unfolds(person, '/p/edit');
      await form.locator('[name=vow_action]').fill('Ask before I walk on.');
      await form.locator('[name=vow_shows]').fill(seen_by);
      await form.locator('[name=vow_day]').fill(in_days(60));
      await press(person, form.locator('button[type=submit]'));
      await sends_as_it_is(person);
      assert.match(await text_of(person), /Ask before I walk on/);
      await shows(accountable, 'I knew, and I went home', false);
    });

    await step('other readers are chosen: off the wall, among those who know', async () => {
      await opens_words(person, words.open);
      const form = await unfolds(person, '/p/readers');
      await form.locator('[name=audience][value=survivors]').check();
      await press(person, form.locator('button'));
      await shows(wall, 'I sing in it', false);
      const among = await until('it stands among those who know, with the next edition', async () => {
        await opens_words(person, words.silent);   // who has said so without a word reads them too
        await press(person, 'form[action="/p/among"] button');
        const shared = await page.locator('main').textContent();
        return shared.includes('I sing in it') && shared;
      });
      assert.ok(among.includes('For those who know it too'));
      assert.ok(!among.includes('Nobody but me') && !among.includes('her face'));
      await see('among');
    });

    await step('the export holds everything', async () => {
      await opens_words(person, words.open);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('form[action="/p/export"] button').click()]);
      const held = JSON.parse(await readFile(await download.path(), 'utf8'));
      assert.equal(held.contributions.length, 1);
      const [one] = held.contributions;
      assert.equal(one.words, 'It was in a stairwell. I take the lift now, and I sing in it.');
      assert.deepEqual([one.voice, one.note, one.audience, one.language], ['survivor', 'a stairwell', 'survivors', 'en']);
      await opens_words(person, words.vowed);
      const [other] = await Promise.all([page.waitForEvent('download'), page.locator('form[action="/p/export"] button').click()]);
      const [vowed] = JSON.parse(await readFile(await other.path(), 'utf8')).contributions;
      assert.deepEqual([vowed.deed, vowed.words], ['laughed_along', owned]);
      assert.deepEqual(vowed.vow, { kind: 'stop', action: 'Speak up at the next table.', shows: seen_by, repeats: 'once', made: in_days(0), due: in_a_month });
    });

    await step('one is deleted, then everything: the nine words open nothing', async () => {
      await opens_words(person, words.vowed);
      await press(person, (await unfolds(person, '/p/delete')).locator('button'));
      await see('gone');
      await shows(accountable, 'saw her face', false);
      for (const which of ['open', 'sealed', 'shared', 'silent']) {
        await opens_words(person, words[which]);
        await press(person, (await unfolds(person, '/p/delete', true)).locator('button'));
        await opens_words(person, words[which], 422);
      }
      await opens_words(person, words.open, 422);
      await see('mine-gone');
    });

    await step('the reviewer looks at the sessions and signs out', async () => {
      await go(reviewer, '/desk/sessions');
      await see_desk('desk-sessions');
      await press(reviewer, 'form[action="/desk/sign-out"] button');
      await go(reviewer, '/desk');
      assert.equal(new URL(reviewer.page.url()).pathname, '/desk/sign-in');
    });

    await step('no page did what no page may do', async () => {
      assert.deepEqual(await person.wrong(), []);
      assert.deepEqual(await reviewer.wrong(), []);
      assert.deepEqual(await person.context.cookies(), []);
    });

    await step('nothing that people typed stands in what the server told', async () => {
      const said = server.log();
      const typed = ['stairwell', 'her face', 'example.org', '202 555', 'Lighthouse', 'herons', ...Object.values(words).map((nine) => nine.join(' '))];
      assert.deepEqual(typed.filter((text) => said.includes(text)), []);
    });
  });
}
