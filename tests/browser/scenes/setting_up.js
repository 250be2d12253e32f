// Who organises changes what the movement says, in forms: looked at first, in place at once, and back by one press.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visiting_where } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { first_reviewer, go, movement, press, text_of } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];

for (const way of ways) {
  scene(`setting up ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const files = await mkdtemp(join(tmpdir(), 'himthough-files-'));
    cleanup(() => rm(files, { recursive: true, force: true }));
    for (const folder of ['movements', 'help', 'guides']) await cp(join(top, folder), join(files, folder), { recursive: true });
    const settings = { movements: join(files, 'movements'), 'help-lines': join(files, 'help'), guides: join(files, 'guides') };
    const [, person, keeper] = await visiting_where(settings, cleanup, way, { ...way, desk: true });
    const field = (key) => `#f-${key}`;

    await step('shows what can be changed', async () => {
      await first_reviewer(keeper);
      await go(keeper, '/desk/movement');
      await looks_at(keeper, 'desk-movement', way);
    });

    await step('a question is looked at, put in place, and read at once', async () => {
      await press(keeper, keeper.page.locator('main section .links a').first());
      await looks_at(keeper, 'desk-setting', way);
      await keeper.page.fill(field('question'), 'Millions said it. And <b>him</b>?');
      await press(keeper, 'button[value=look]');
      assert.ok((await text_of(keeper, '#preview')).includes('And <b>him</b>?'));
      await looks_at(keeper, 'desk-setting-looked', way);
      await press(keeper, 'button[value=put]');
      await go(person, movement);
      assert.ok((await text_of(person)).includes('And <b>him</b>?'));
    });

    await step('what is wrong stands beside its field, and nothing typed is lost', async () => {
      await go(keeper, '/desk/movement');
      await press(keeper, keeper.page.locator('main section .links a', { hasText: 'Rhythm' }).first());
      const editions = keeper.page.locator(field('editions'));
      await editions.fill('sometimes');
      await press(keeper, 'button[value=look]', 422);
      assert.equal(await editions.inputValue(), 'sometimes');
      await looks_at(keeper, 'desk-setting-refused', way);
    });

    await step('an action is added to the menu of vows, and can be vowed at once', async () => {
      await go(keeper, '/desk/movement');
      const menu = keeper.page.locator('main details').first();
      await menu.locator('summary').click();
      await looks_at(keeper, 'desk-movement-menu', way);
      await press(keeper, menu.locator('p a'));
      for (const [key, typed] of [['id', 'ask-first'], ['kind', 'learn'], ['does', 'I ask before I touch.'], ['shows', 'I was asked back.'], ['rhythm', 'weekly']]) {
        await keeper.page.fill(field(key), typed);
      }
      await press(keeper, 'button[value=look]');
      await looks_at(keeper, 'desk-setting-action', way);
      await press(keeper, 'button[value=put]');
      await go(person, `${movement}/did-that`);
      assert.equal(await person.page.locator('option[value=ask-first]').textContent(), 'I ask before I touch.');
      await go(keeper, '/desk/movement/history');
      await press(keeper, keeper.page.locator('main ul.plain a').first());
      await press(keeper, 'form[action^="/desk/movement/history/"] button');
    });

    await step('one press leads back', async () => {
      await go(keeper, '/desk/movement/history');
      await looks_at(keeper, 'desk-setup-history', way);
      await press(keeper, keeper.page.locator('main ul.plain a').last());
      await looks_at(keeper, 'desk-setup-change', way);
      await press(keeper, 'form[action^="/desk/movement/history/"] button');
      await go(person, movement);
      assert.ok(!(await text_of(person)).includes('And <b>him</b>?'));
    });

    await step('a file to take along, and the end of it all, ask for the password and a code', async () => {
      for (const name of ['export', 'erase']) {
        await go(keeper, `/desk/movement/${name}`);
        await looks_at(keeper, `desk-${name}`, way);
        await press(keeper, 'main form.stack button[type=submit]', 422);
        await looks_at(keeper, `desk-${name}-refused`, way);
      }
      await go(person, movement);
    });

    await step('a help line is said to be checked today', async () => {
      await go(keeper, '/desk/movement');
      const line = keeper.page.locator('main li.card').first();
      await press(keeper, line.locator('button'));
      const today = new Date().toISOString().slice(0, 10);
      assert.equal(await keeper.page.locator('main li.card time').first().getAttribute('datetime'), today);
    });
  });
}
