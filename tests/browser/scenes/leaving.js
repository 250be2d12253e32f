// Away, fast: the link, three presses of Shift, and Back.
import assert from 'node:assert/strict';
import { neutral_host, visiting, visitor } from '../lib/browser.js';
import { first_reviewer, go, movement, opens_words, says_me_too } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const away = (who) => who.page.waitForURL(neutral_host, { timeout: 20_000 });

async function shift(who, times) { for (let i = 0; i < times; ++i) await who.page.keyboard.press('Shift'); }

for (const javascript of [true, false]) {
  scene(`leaving ${javascript ? 'with' : 'without'} JavaScript`, async (step, cleanup) => {
    const [server, person] = await visiting(cleanup, { javascript, width: 320 });
    const { page } = person;

    await step('the link leads away and asks the browser to forget', async () => {
      await go(person, `${movement}/me-too`);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => new URL(response.url()).pathname === '/leave'), away(person), page.locator('#leave').click(),
      ]);
      assert.equal(answer.status(), 303);
      assert.equal(await answer.headerValue('location'), neutral_host);
      assert.equal(await answer.headerValue('clear-site-data'), '"cache", "cookies", "storage"');
    });

    await step('the link is reached by keyboard', async () => {
      await go(person, '/');
      for (const id of ['skip', 'bar-help', 'bar-leave']) {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), id);
      }
      await Promise.all([away(person), page.keyboard.press('Enter')]);
    });

    if (!javascript) return;

    await step('three presses of Shift lead away, from a field too', async () => {
      await go(person, `${movement}/did-that`);
      await page.focus('#words');
      await Promise.all([away(person), shift(person, 3)]);
    });

    await step('writing capital letters does not', async () => {
      await go(person, `${movement}/me-too`);
      await page.focus('#words');
      for (let i = 0; i < 4; ++i) await page.keyboard.press('Shift+A');
      await shift(person, 2);
      await page.keyboard.press('b');
      await shift(person, 1);
      assert.equal(await page.inputValue('#words'), 'AAAAb');
    });

    await step('Back does not return to the page that was left', async () => {
      const fresh = await visitor(server, { javascript, width: 320 });
      cleanup(() => fresh.close());
      const nine = await says_me_too(fresh, { words: 'It was long ago.', audience: 'only_me' });
      await opens_words(fresh, nine);
      await Promise.all([away(fresh), shift(fresh, 3)]);
      await fresh.page.goBack();
      assert.ok(!(await fresh.page.content()).includes('It was long ago'), 'the words are not seen again');
      await fresh.page.goForward();
      await fresh.page.waitForURL(neutral_host);
      assert.deepEqual(await fresh.wrong(), []);
    });

    await step('Back from where one came directly leaves the site behind', async () => {
      const fresh = await visitor(server, { javascript });
      cleanup(() => fresh.close());
      await go(fresh, `${movement}/wall`);
      await Promise.all([away(fresh), fresh.page.locator('#leave').click()]);
      await fresh.page.goBack();
      assert.equal(fresh.page.url(), 'about:blank');
    });

    await step('the page about leaving tries it out', async () => {
      await go(person, '/leave/about');
      await Promise.all([away(person), page.locator('main a[href="/leave"]').click()]);
      assert.deepEqual(await person.wrong(), []);
    });
  });
}

scene('leaving the desk', async (step, cleanup) => {
  const [, reviewer] = await visiting(cleanup, { desk: true });
  await step('takes the session out of the browser', async () => {
    await first_reviewer(reviewer);
    await Promise.all([away(reviewer), reviewer.page.locator('#leave').click()]);
    await go(reviewer, '/desk');
    assert.equal(new URL(reviewer.page.url()).pathname, '/desk/sign-in');
    assert.deepEqual(await reviewer.context.cookies(), []);
  });
});
