// An ally answers a survivor who wants that, with a sentence that helps; it is read first; the survivor hides it.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { decides, first_reviewer, go, movement, nine_words, opens_words, press, says_me_too, text_of, waits_for_edition } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];

for (const way of ways) {
  scene(`answering a survivor ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, survivor, ally, reviewer] = await visiting(cleanup, way, way, { ...way, desk: true });
    let words, path;

    await step('is offered where the survivor wants it', async () => {
      words = await says_me_too(survivor, { words: 'It was in the stairwell, long ago.', answers: 'anyone' });
      await first_reviewer(reviewer);
      await decides(reviewer, 'stairwell', 'accept');
      await waits_for_edition(ally, `${movement}/wall`, 'stairwell');
      await press(ally, ally.page.locator('article, li, section', { hasText: 'stairwell' }).last().locator(`a[href^="${movement}/c/"]`).first());
      path = new URL(ally.page.url()).pathname;
      await press(ally, `a[href="${path}/answer"]`);
      await looks_at(ally, 'answer', way);
    });

    await step('takes a sentence of the list, and asks for one', async () => {
      await press(ally, '#answer button[type=submit]', 422);
      await looks_at(ally, 'answer-refused', way);
      await ally.page.locator('[name=sentence]').first().check();
      await press(ally, '#answer button[type=submit]');
      assert.equal((await nine_words(ally)).length, 9);
      await looks_at(ally, 'answered', way);
      await go(ally, path);
      assert.ok(!(await text_of(ally)).includes('I believe you'));
    });

    await step('stands beneath the words once somebody has read it', async () => {
      await decides(reviewer, 'I believe you', 'accept');
      await waits_for_edition(ally, path, 'I believe you');
      await looks_at(ally, 'contribution-answered', way);
    });

    await step('is hidden by the survivor at once', async () => {
      await opens_words(survivor, words);
      await looks_at(survivor, 'mine-answers', way);
      await press(survivor, survivor.page.locator('form[action="/p/answers/hide"] button').first());
      await waits_for_edition(ally, path, 'I believe you', false);
    });
  });
}
