// The whole arc: looked back, said so, vowed, asked somebody to look, kept, confirmed; each person in a browser of their own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import {
  decides, first_reviewer, go, in_days, movement, nine_words, opens_words, press, says_did_that, sends_as_it_is, text_of, types_back, unfolds,
  waits_for_edition,
} from '../lib/people.js';
import { scene, until } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];
const accountable = `${movement}/accountable`;
const owned = 'I laughed with the others when she left the table.';
const action = 'I say stop, out loud, the next time.';

for (const way of ways) {
  scene(`vowing ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, maker, witness, other, reviewer] = await visiting(cleanup, way, way, way, { ...way, desk: true });
    const see = (what) => looks_at(maker, what, way);
    const words = {};
    let link, own_page;

    await step('somebody looks back in private and goes on to say so', async () => {
      await first_reviewer(reviewer);
      await go(maker, `${movement}/reflect`);
      await press(maker, '#carry');
      assert.equal(new URL(maker.page.url()).pathname, `${movement}/did-that`);
    });

    await step('an acknowledgement with a vow of one\'s own is accepted and stands as promised', async () => {
      words.maker = await says_did_that(maker, { deed: 'laughed_along', words: owned, action, shows: 'The others at the table would hear it.', day: in_days(30) });
      await decides(reviewer, owned, 'accept');
      await waits_for_edition(maker, accountable, action);
      assert.match(await text_of(maker), /Promised\./);
      own_page = await maker.page.locator('article.owned h2 a').first().getAttribute('href');
      await see('accountable-vowed');
    });

    await step('a vow from the list brings its words', async () => {
      await opens_words(maker, words.maker);
      const form = await unfolds(maker, '/p/vow');
      await form.locator('[name=vow_choice]').selectOption({ index: 3 });
      if (way.javascript) {   // the device shows at once what was chosen
        assert.match(await form.locator('[name=vow_action]').inputValue(), /^I /);
        assert.notEqual(await form.locator('[name=vow_shows]').inputValue(), '');
      }
      await form.locator('[name=vow_day]').fill(in_days(60));
      await see('mine-further-vow');
      await press(maker, form.locator('button[type=submit]'));
      await sends_as_it_is(maker);
      assert.equal(await maker.page.locator('section.thing').count(), 2);
    });

    await step('a link for somebody who looks is shown once', async () => {
      await opens_words(maker, words.maker);
      assert.match(await text_of(maker), /Not your partner/);
      await see('mine-before-witness');
      await press(maker, 'form[action="/p/witness/invite"] button');
      link = new URL(await maker.page.locator('.address').innerText()).pathname;
      await see('mine-witness-link');
      await opens_words(maker, words.maker);
      assert.equal(await maker.page.locator('.address').count(), 0);
    });

    await step('its first page tells nothing, and opening it uses nothing up', async () => {
      for (const who of [maker, other, witness]) await go(who, link);
      await looks_at(witness, 'witness', way);
      assert.ok(!(await text_of(witness)).includes(action));
      assert.equal(await witness.page.title(), 'Notes');
    });

    await step('who looks sees the vow, agrees, and gets nine words of their own', async () => {
      await press(witness, 'button[value=look]');
      assert.ok((await text_of(witness)).includes(action));
      await looks_at(witness, 'witness-look', way);
      await press(witness, 'button[value=agree]');
      words.witness = await nine_words(witness);
      await looks_at(witness, 'saved-witness', way);
      await types_back(witness, words.witness, true);
    });

    await step('the link opens nothing any more', async () => {
      await press(other, 'button[value=look]', 404);
      await looks_at(other, 'link-gone', way);
      await go(other, link, 404);
    });

    await step('reminders are a calendar that Debian\'s own tools can read', async () => {
      await opens_words(maker, words.maker);
      const [download] = await Promise.all([maker.page.waitForEvent('download'), maker.page.locator('form[action="/p/reminders"] button').first().click()]);
      const file = await download.path();
      const text = await readFile(file, 'utf8');
      assert.ok(!/himthough|http|127\.0/.test(text), 'it names no movement, host or address');
      const script = 'import sys, icalendar; c = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()); print(len(c.walk("VEVENT")), c.walk("VEVENT")[0]["SUMMARY"])';
      const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', script, file]);
      assert.equal(stdout.trim(), '1 Reminder');
    });

    await step('what became of it is told, with a reviewer in between', async () => {
      await opens_words(maker, words.maker);
      const form = await unfolds(maker, '/p/check-in');
      await form.locator('[value=done]').check();
      await form.locator('textarea').fill('I said stop, and two others said it too.');
      await see('mine-check-in');
      await press(maker, form.locator('button[type=submit]'));
      await sends_as_it_is(maker);
      await decides(reviewer, 'two others said it too', 'accept');
      await waits_for_edition(maker, own_page, 'two others said it too');
      assert.match(await text_of(maker), /Kept, by their own word\./);
    });

    await step('the witness confirms it', async () => {
      await opens_words(witness, words.witness);
      await looks_at(witness, 'mine-looked-at', way);
      await press(witness, 'button[value=confirms]');
      assert.match(await text_of(witness), /Confirmed with another receipt/);
    });

    await step('the next edition shows: kept, witnessed', async () => {
      await waits_for_edition(maker, own_page, 'Kept. Confirmed with another receipt.');
      await see('contribution-kept-witnessed');
      await go(maker, `${accountable}/kept`);
      assert.match(await text_of(maker), /Kept\. Confirmed/);
      await see('accountable-kept');
    });

    await step('the witness steps back and sees it no more', async () => {
      await opens_words(witness, words.witness);
      await press(witness, (await unfolds(witness, '/p/witness/end')).locator('button'));
      assert.ok(!(await text_of(witness)).includes(action));
      await opens_words(maker, words.maker);
      assert.match(await text_of(maker), /Nobody looks at this promise now/);
    });

    await step('to whom it happened, a link closes and help is there', async () => {
      await press(maker, 'form[action="/p/witness/invite"] button');
      const second = new URL(await maker.page.locator('.address').innerText()).pathname;
      await go(other, second);
      await press(other, 'button[value=happened_to_me]');
      assert.ok(await other.page.locator('a[href^="tel:"]').count() > 0);
      await looks_at(other, 'witness-happened', way);
      await go(other, second, 404);
    });

    await step('a calendar address is made, answers, and ends', async () => {
      await opens_words(maker, words.maker);
      await press(maker, (await unfolds(maker, '/p/calendar')).locator('button[value=open]'));
      const address = await maker.page.locator('.address').innerText();
      await see('mine-calendar');
      const fetched = () => fetch(maker.server.url + new URL(address).pathname);
      assert.equal((await fetched()).status, 200);
      await press(maker, (await unfolds(maker, '/p/calendar')).locator('button[value=close]'));
      await until('it is gone', async () => (await fetched()).status === 404);
    });

    await step('no page did what no page may do', async () => {
      for (const who of [maker, witness, other, reviewer]) assert.deepEqual(await who.wrong(), []);
    });
  });
}
