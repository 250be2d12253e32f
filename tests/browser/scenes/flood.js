// Very much comes in: texts that are nearly the same are one thing at the desk, short ones are read together, and a movement is read more slowly.
import assert from 'node:assert/strict';
import { visiting_where } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { first_reviewer, floods, go, movement, nine_words, press, says_me_too, send_me_too, text_of } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];

const nearly_the_same = Array.from({ length: 12 }, (_, number) =>
  `Everybody should buy the new blue lamp of the harbour company because it is cheap, bright, light and lasts for years number ${number}`);

for (const way of ways) {
  scene(`a flood ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const settings = { 'edition-every': '1 h', 'slow-wait': '5 s' };
    const [, person, keeper] = await visiting_where(settings, cleanup, way, { ...way, desk: true });

    await step('is one thing at the desk, and is declined as one after a sample', async () => {
      await floods(person, nearly_the_same);
      await says_me_too(person, { words: 'It was in the stairwell, long ago.' });
      await first_reviewer(keeper);
      const wave = keeper.page.locator('main a[href^="/desk/wave/"]').first();
      for (let tries = 0; tries < 20 && !await wave.count(); ++tries) {
        await keeper.page.waitForTimeout(500);
        await go(keeper, '/desk');
      }
      await looks_at(keeper, 'desk-queue-wave', way);
      assert.equal(await keeper.page.locator('main a[href^="/desk/item/"]').count(), 1);
      await press(keeper, wave);
      assert.ok(!(await text_of(keeper)).includes('blue lamp'));
      await looks_at(keeper, 'desk-wave', way);
      await press(keeper, 'form[action$="/read"] button');
      assert.equal(await keeper.page.locator('section.opened').count(), 5);
      await looks_at(keeper, 'desk-wave-open', way);
      await keeper.page.check('#decision-decline');
      await keeper.page.fill('#to_writer', 'Write to desk@example.org.');
      await keeper.page.check('#reason-advertisement');
      await press(keeper, '#decide button', 422);
      assert.equal(await keeper.page.inputValue('#to_writer'), 'Write to desk@example.org.');
      await keeper.page.fill('#to_writer', '');
      await press(keeper, '#decide button');
      await looks_at(keeper, 'desk-wave-decided', way);
      await press(keeper, 'form[action^="/desk/wave/undo/"] button');
      assert.ok((await text_of(keeper)).includes('Taken back.'));
      assert.equal(await keeper.page.locator('main a[href^="/desk/wave/"]').count(), 1);
    });

    await step('short ones of a kind are read together', async () => {
      await says_me_too(person, { words: 'It was on the last bus.' });
      await go(keeper, '/desk?what=story');
      await press(keeper, 'form[action="/desk/several"] button');
      await looks_at(keeper, 'desk-several', way);
      await keeper.page.check('#decline-1');
      await keeper.page.check('#accept-2');
      await press(keeper, '#decide button', 422);
      assert.ok(await keeper.page.isChecked('#decline-1'));
      await keeper.page.check('#reason-not-this-place');
      await press(keeper, '#decide button');
      assert.ok((await text_of(keeper)).includes('Your decisions were kept.'));
    });

    await step('an organiser has it read more slowly, and everybody reads so', async () => {
      const begin = keeper.page.locator('form[action="/desk/lane"] button[value=slow]');
      if (!await begin.isVisible()) await keeper.page.locator('details', { has: begin }).locator('summary').click();
      await press(keeper, begin);
      await looks_at(keeper, 'desk-slow', way);
      await go(person, movement);
      assert.ok((await text_of(person)).includes('We are reading more slowly today.'));
      await looks_at(person, 'front-slow', way);
    });

    await step('who sends something new waits, keeps every word, and gets through', async () => {
      await go(person, `${movement}/me-too`);
      await send_me_too(person, { words: 'It was behind the stage.', note: 'school' }, 429);
      assert.equal(await person.page.inputValue('#say [name=words]'), 'It was behind the stage.');
      assert.equal(await person.page.inputValue('#say [name=note]'), 'school');
      await looks_at(person, 'me-too-slow', way);
      await person.page.waitForTimeout(5000);
      await press(person, '#say button[type=submit]');
      await nine_words(person);
    });

    await step('what has no words is counted when the desk says so', async () => {
      await go(person, `${movement}/me-too`);
      await press(person, `form[action="${movement}/me-too"]:not(.stack) button`, 429);
      await looks_at(person, 'me-too-silent-slow', way);
      await person.page.waitForTimeout(5000);
      await press(person, `form[action="${movement}/me-too"]:not(.stack) button`);
      await nine_words(person);
      await looks_at(person, 'saved-held', way);
      await go(keeper, '/desk');
      await looks_at(keeper, 'desk-held', way);
      await press(keeper, 'form[action="/desk/held"] button[value=count]');
      await press(keeper, 'form[action="/desk/lane"] button[value=usual]');
      await go(person, movement);
      assert.ok(!(await text_of(person)).includes('We are reading more slowly today.'));
    });
  });
}
