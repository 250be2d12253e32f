// Who is at the desk: somebody is invited, comes, gets another role and is let go; codes for a lost telephone; figures without words.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { first_reviewer, go, joins_by, movement, press, sign_in_with, text_of } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 1280, scheme: 'light', thorough: true },
  { javascript: false, width: 320, scheme: 'dark' },
];

for (const way of ways) {
  scene(`people at the desk ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, keeper, other] = await visiting(cleanup, { ...way, desk: true }, { ...way, desk: true });
    let codes, juno;

    await step('an organiser invites a reader of figures, by a link that is shown once', async () => {
      await first_reviewer(keeper);
      await go(keeper, '/desk/people');
      await looks_at(keeper, 'desk-people', way);
      await keeper.page.check('#invite-figures');
      await press(keeper, '#invite button');
      const link = /\/desk\/start\/[\w-]+/.exec(await text_of(keeper))[0];
      await looks_at(keeper, 'desk-people-link', way);
      juno = await joins_by(other, link, 'Juno', async (name) => { if (name === 'desk-new-codes') codes = await other.page.locator('.codes li').allInnerTexts(); });
      assert.equal(codes.length, 10);
    });

    await step('who reads figures sees figures, and nobody\'s words', async () => {
      await go(other, '/desk');
      assert.equal(new URL(other.page.url()).pathname, '/desk/figures');
      await looks_at(other, 'desk-figures', way);
      await go(other, '/desk/people', 403);
      await go(other, '/desk/circles', 403);
    });

    await step('a code on paper lets somebody in once', async () => {
      await go(other, '/desk');
      await press(other, 'form[action="/desk/sign-out"] button');
      await sign_in_with(other, juno, codes[0]);
      await go(other, '/desk/codes');
      assert.ok((await text_of(other)).includes('9'));
      await looks_at(other, 'desk-codes', way);
      await press(other, 'form[action="/desk/sign-out"] button');
      await sign_in_with(other, juno, codes[0], 422);
      await sign_in_with(other, juno, codes[1]);
    });

    await step('somebody is given another role, and is let go after a question', async () => {
      await go(keeper, '/desk/people');
      const card = keeper.page.locator('li.card', { hasText: 'Juno' });
      await card.locator('select').selectOption('reviewer');
      await press(keeper, card.locator('form[action="/desk/people/role"] button'));
      await go(other, '/desk/circles');
      await press(keeper, keeper.page.locator('li.card', { hasText: 'Juno' }).locator('a'));
      await looks_at(keeper, 'desk-people-go', way);
      await press(keeper, 'main form[action^="/desk/people/go/"] button');
      await go(other, '/desk');
      assert.equal(new URL(other.page.url()).pathname, '/desk/sign-in');
    });

    await step('the last organiser stays', async () => {
      await go(keeper, '/desk/people');
      await keeper.page.locator('li.card select').first().selectOption('reviewer');
      const response = await press_any(keeper, keeper.page.locator('form[action="/desk/people/role"] button').first());
      assert.ok(response.status() >= 400);
      await looks_at(keeper, 'desk-people-refused', way);
    });

    await step('what the desk did is told to everybody by the month', async () => {
      await go(keeper, `${movement}/decisions`);
      await looks_at(keeper, 'decisions', way);
    });
  });
}

async function press_any(who, what) {
  const [response] = await Promise.all([who.page.waitForNavigation(), what.click()]);
  return response;
}
