// Forms that come back with their places marked, without JavaScript: replaced with one tap, looked at once more, sent as they are.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { go, in_days, movement, nine_words, opens_words, press, text_of, unfolds } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const found = (what) => `.found[id^="${what}-found"]`;
const story = 'It began at practice, in my first year there. My coach Dan stayed when the others had gone home.\n'
  + 'Years later he wrote to me from dan.k@example.org, and I have not answered to this day.';
const apology = 'I am sorry if anyone was hurt, but I had been drinking. It was only banter, and my friend Tom laughed too.';

for (const [locale, scheme] of [['en-GB', 'light'], ['es', 'dark'], ['fr', 'light']]) {
  scene(`marked forms in ${locale}`, async (step, cleanup) => {
    const way = { javascript: false, width: 320, scheme, locale, thorough: locale === 'en-GB' };
    const [, person] = await visiting(cleanup, way);
    const { page } = person;
    const see = (what) => looks_at(person, what, way);
    const puts = () => page.locator('button.put');
    const language = locale.slice(0, 2);
    let words;

    await step('words with an e-mail address come back, the place marked, with a button for it', async () => {
      await go(person, `${movement}/me-too`);
      await page.fill('#words', story);
      await page.fill('#note', 'a school, a coach');
      await page.check('[name=audience][value=survivors]');
      await press(person, '#say button[type=submit]', 422);
      await see('marked-stop');
      assert.deepEqual(await page.locator(`${found('words')} mark`).allInnerTexts(), ['coach Dan', 'dan.k@example.org']);
      assert.equal(await page.inputValue('#words'), story);
      assert.equal(await page.locator('.look').count(), 0);
    });

    await step('Return in a field sends the form and replaces nothing', async () => {
      await page.focus('#note');
      const [response] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.equal(response.status(), 422);
      assert.equal(await page.inputValue('#words'), story);
    });

    await step('a button of words that were edited meanwhile replaces nothing, and they are marked anew', async () => {
      await page.fill('#words', `So. ${story}`);
      await press(person, puts().last());
      assert.equal(await page.inputValue('#words'), `So. ${story}`);
      assert.equal(await puts().count(), 2);
      await see('marked-again');
    });

    await step('one tap puts the stand-in there, and all else stays', async () => {
      await press(person, puts().last());
      const now = await page.inputValue('#words');
      assert.ok(!now.includes('example.org') && /from \[[^\]]+\], and I/.test(now), 'it is replaced');
      assert.equal(await page.inputValue('#note'), 'a school, a coach');
      assert.ok(await page.isChecked('[name=audience][value=survivors]'));
      await see('marked-put');
    });

    await step('and it is sent as it is', async () => {
      await press(person, '.look button');
      words = await nine_words(person);
    });

    await step('what may stay is asked about once; two ways on of equal size', async () => {
      await go(person, `${movement}/me-too`);
      await page.fill('#words', 'It was my coach Dan.');
      await press(person, '#say button[type=submit]');
      await see('marked-ask');
      const [one, other] = [await page.locator('.look a').boundingBox(), await page.locator('.look button').boundingBox()];
      assert.ok(Math.abs(one.height - other.height) < 1 && Math.abs(one.width - other.width) < 1, JSON.stringify([one, other]));
      assert.ok(one.height >= 44, 'in reach of a thumb');
      await page.click('.look a');
      await press(person, '#say button[type=submit]');
      await nine_words(person);
    });

    await step('an acknowledgement is asked about, one question at a time', async () => {
      await go(person, `${movement}/did-that`);
      await page.check('[name=deed][value=laughed_along]');
      await page.fill('#words', apology);
      await page.fill('#vow_action', 'I will talk about it with my friend Tom, +1 202 555 0143.');
      await page.fill('#vow_shows', 'My team would see it.');
      await page.fill('#vow_day', in_days(30));
      await page.selectOption('#language', 'en');
      await press(person, '#say button[type=submit]', 422);
      await see('marked-owned-stop');
      const question = page.locator('.question');
      assert.equal(await question.count(), 1);
      const first = await question.innerText();
      await press(person, page.locator(`${found('vow_action')} .put`).last());
      await see('marked-owned');
      assert.equal(await question.innerText(), first);
      await press(person, '[name=ask][value=next]');
      assert.notEqual(await question.innerText(), first);
      await press(person, '[name=ask][value=no]');
      assert.equal(await question.count(), 0);
      await see('marked-not-now');
      assert.equal(await page.inputValue('#words'), apology);
      await press(person, '.look button');
      await nine_words(person);
    });

    await step('an edit is asked about in the same way', async () => {
      await opens_words(person, words);
      const form = await unfolds(person, '/p/edit');
      await form.locator('[name=words]').fill('I told my coach Dan to stop.');
      await press(person, form.locator('button[type=submit]'));
      await see('marked-edit');
      assert.ok(await puts().first().isVisible(), 'the part with the form is open');
      await press(person, puts().first());
      await press(person, '.look button');
      assert.match(await text_of(person), /I told \w* ?\[[^\]]+\] to stop\./);
      assert.deepEqual(await person.wrong(), []);
    });
  });
}
