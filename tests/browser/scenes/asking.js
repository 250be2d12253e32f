// Somebody is asked for ten minutes: from the link to being counted.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { go, movement, press } from '../lib/people.js';
import { scene } from '../lib/runner.js';

for (const javascript of [true, false]) {
  scene(`asked for ten minutes ${javascript ? 'with' : 'without'} JavaScript`, async (step, cleanup) => {
    const [, person] = await visiting(cleanup, { javascript, width: 320 });
    const { page } = person;
    const address = () => page.url().replace(person.server.url, '');

    await step('goes from the link to the questions, under titles that say little', async () => {
      await go(person, `${movement}/ask`);
      assert.equal(await page.title(), 'Ten minutes');
      await press(person, 'main a.button');
      assert.equal(address(), `${movement}/ask/reflect`);
      assert.equal(await page.title(), 'Notes');
    });

    await step('finds ticked that somebody asked, and is counted for the pressing only', async () => {
      await press(person, 'main a[href$="/reflected"]');
      assert.equal(address(), `${movement}/ask/reflected`);
      assert.ok(await page.isChecked('#was-asked'));
      await press(person, 'main button');
      assert.equal(await page.locator('main .said').innerText(), 'Counted. Nothing else is kept.');
      assert.deepEqual(await page.context().cookies(), []);
    });

    await step('finds it ticked where they say what they did, and others do not', async () => {
      await go(person, `${movement}/ask/reflect`);
      await press(person, '#carry');
      assert.equal(address(), `${movement}/ask/did-that`);
      assert.ok(await page.isChecked('#was-asked'));
      await go(person, `${movement}/did-that`);
      assert.ok(!await page.isChecked('#was-asked'));
      assert.deepEqual(await person.wrong(), []);
    });
  });
}
