// Somebody reports words on a page; a reviewer takes them off; their writer asks that somebody else looks, who lets them stand.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { another_reviewer, decides, first_reviewer, go, movement, nine_words, opens_words, press, says_me_too, text_of, unfolds, waits_for_edition } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];

for (const way of ways) {
  scene(`reporting ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, writer, stranger, keeper, other] = await visiting(cleanup, way, way, { ...way, desk: true }, { ...way, desk: true });
    let words, path, receipt;

    await step('takes a reason, a few words, and gives nine words', async () => {
      words = await says_me_too(writer, { words: 'It was in the stairwell, long ago.' });
      await first_reviewer(keeper);
      await another_reviewer(other, 'Night watch');
      await decides(keeper, 'stairwell', 'accept');
      await waits_for_edition(stranger, `${movement}/wall`, 'stairwell');
      await press(stranger, stranger.page.locator('article, li, section', { hasText: 'stairwell' }).last().locator(`a[href^="${movement}/c/"]`).first());
      path = new URL(stranger.page.url()).pathname;
      await press(stranger, `a[href="${path}/report"]`);
      await looks_at(stranger, 'report', way);
      await stranger.page.locator('main textarea[name=words]').fill('Call me at +1 202 555 0143.');
      await press(stranger, 'main form.stack button[type=submit]', 422);
      assert.equal(await stranger.page.inputValue('main textarea[name=words]'), 'Call me at +1 202 555 0143.');
      await looks_at(stranger, 'report-refused', way);
      await stranger.page.locator('main textarea[name=words]').fill('I know this stairwell.');
      await stranger.page.check('[name=reason][value=could_identify]');
      await press(stranger, 'main form.stack button[type=submit]');
      receipt = await nine_words(stranger);
      await opens_words(stranger, receipt);
      await looks_at(stranger, 'mine-report', way);
      assert.ok(!(await text_of(stranger)).includes('taken off'));
    });

    await step('a reviewer takes it off, with a reason', async () => {
      await go(keeper, '/desk/reports');
      await looks_at(keeper, 'desk-reports', way);
      await press(keeper, 'main li.card a');
      await looks_at(keeper, 'desk-report', way);
      await keeper.page.check('#decision-take-off');
      await keeper.page.check('#reason-could-identify');
      await press(keeper, '#decide button');
      await go(stranger, path, 404);
    });

    await step('the writer asks that somebody else looks, once', async () => {
      await opens_words(writer, words);
      const form = await unfolds(writer, '/p/appeal');
      await form.locator('textarea').fill('There are a thousand stairwells.');
      await press(writer, form.locator('button[type=submit]'));
      assert.ok((await text_of(writer)).includes('Somebody else will look.'));
      await looks_at(writer, 'mine-appeal', way);
    });

    await step('who took it off does not decide again, and somebody else does', async () => {
      await go(keeper, '/desk/appeals');
      assert.equal(await keeper.page.locator('main li.card a').count(), 0);
      await looks_at(keeper, 'desk-appeals-mine', way);
      await go(other, '/desk/appeals');
      await press(other, 'main li.card a');
      await looks_at(other, 'desk-appeal', way);
      await other.page.check('#decision-overturn');
      await press(other, '#decide button');
      await waits_for_edition(stranger, path, 'stairwell');
    });
  });
}
