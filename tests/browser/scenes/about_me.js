// Somebody thinks that words here are about them. They describe it, a reviewer looks, and takes off what tells who they are.
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
  scene(`about me ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, writer, described, keeper] = await visiting(cleanup, way, way, { ...way, desk: true });
    let receipt;

    await step('takes a description without a proof, and says what is wrong with an address', async () => {
      await says_me_too(writer, { words: 'It was the one who rings the bell at the old mill.' });
      await first_reviewer(keeper);
      await decides(keeper, 'old mill', 'accept');
      await waits_for_edition(described, `${movement}/wall`, 'old mill');
      await go(described, `${movement}/about-me`);
      await looks_at(described, 'about-me', way);
      await described.page.fill('#words', 'Something about a bell and a mill. I ring it.');
      await described.page.fill('#address', 'nowhere at all');
      await described.page.check('#wish-take-off');
      await press(described, 'main form.stack button[type=submit]', 422);
      assert.equal(await described.page.inputValue('#words'), 'Something about a bell and a mill. I ring it.');
      await looks_at(described, 'about-me-refused', way);
      await described.page.fill('#address', '');
      await press(described, 'main form.stack button[type=submit]');
      receipt = await nine_words(described);
    });

    await step('a reviewer looks for it, and takes it off', async () => {
      await go(keeper, '/desk/about-me');
      await looks_at(keeper, 'desk-about-me', way);
      await press(keeper, 'main li.card a');
      await looks_at(keeper, 'desk-described', way);
      await keeper.page.fill('#search', 'bell mill');
      await press(keeper, 'form[role=search] button');
      assert.ok((await keeper.page.locator('main').textContent()).includes('old mill'));
      await looks_at(keeper, 'desk-described-found', way);
      await press(keeper, 'form[action$="/found"] button');
      await looks_at(keeper, 'desk-described-report', way);
      await keeper.page.check('#decision-take-off');
      await keeper.page.check('#reason-could-identify');
      await press(keeper, '#decide button');
    });

    await step('the answer is read with nine words', async () => {
      await opens_words(described, receipt);
      await looks_at(described, 'mine-about-me', way);
      assert.ok(!(await (await fetch(`${described.server.url}${movement}/wall`)).text()).includes('old mill'));
    });
  });
}
