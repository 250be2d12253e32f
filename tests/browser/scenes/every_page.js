// Every page that anybody can open, in every language, with an eye on what is easily broken: width, keyboard, headings.
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { size_of, visiting, visitor } from '../lib/browser.js';
import { check_layout, looks_at } from '../lib/looking.js';
import { go, movement, waits_for_edition } from '../lib/people.js';
import { scene } from '../lib/runner.js';
import { start_server } from '../lib/server.js';

const pages = {
  '/': 'front', '/help': 'help-all', '/leave/about': 'leave-about', '/p': 'mine', '/desk/sign-in': 'desk-sign-in',
  [`${movement}/wall`]: 'wall-empty', [`${movement}/accountable`]: 'accountable-empty', [`${movement}/both`]: 'both-empty',
  [`${movement}/me-too`]: 'me-too', [`${movement}/did-that`]: 'did-that', [`${movement}/pledge`]: 'pledge', [`${movement}/him-though`]: 'him-though',
  [`${movement}/circle`]: 'circle', [`${movement}/reflect`]: 'reflect', [`${movement}/reflect/serious`]: 'reflect-serious',
  [`${movement}/about-me`]: 'about-me', [`${movement}/call`]: 'call', [`${movement}/calls`]: 'calls-empty',
  [`${movement}/ask`]: 'ask', [`${movement}/ask/poster`]: 'poster', [`${movement}/reflected`]: 'reflected',
  [`${movement}/guides`]: 'guides', [`${movement}/guides/asking-a-friend`]: 'guide',
  [`${movement}/help`]: 'help', [`${movement}/rules`]: 'rules', [`${movement}/keeps`]: 'keeps', [`${movement}/decisions`]: 'decisions', [`${movement}/reach`]: 'reach',
};
const seen_on_the_journey = new Set(['front', 'me-too', 'did-that', 'mine', 'desk-sign-in']);
const languages = { en: 'en-GB', es: 'es-MX', fr: 'fr-FR' };

scene('every page', async (step, cleanup) => {
  const [server, reader] = await visiting(cleanup);

  await step('is fine narrow and wide, light and dark', async () => {
    for (const [path, name] of Object.entries(pages)) {
      if (seen_on_the_journey.has(name)) continue;
      await go(reader, path);
      await looks_at(reader, name, { thorough: true, scheme: 'light' });
    }
    await go(reader, '/nowhere', 404);
    await looks_at(reader, 'error-404', { thorough: true, scheme: 'light' });
    await go(reader, `${movement}/c/nothing`, 404);
    await check_layout(reader.page, 'a contribution that is not there');
  });

  for (const [language, locale] of Object.entries(languages)) {
    await step(`fits at 320 px and zoomed to 200 % in ${language}, and says which language it is`, async () => {
      const speaker = await visitor(server, { locale, width: 320 });
      cleanup(() => speaker.close());
      for (const [path, name] of Object.entries(pages)) {
        await speaker.page.setViewportSize(size_of(320));
        await go(speaker, path);
        assert.equal(await speaker.page.getAttribute('html', 'lang'), language);
        await check_layout(speaker.page, `${name} in ${language}`);
        await speaker.page.setViewportSize(size_of(640));   // 1280 px at 200 %
        await check_layout(speaker.page, `${name} in ${language} at 200 %`);
      }
      assert.deepEqual(await speaker.wrong(), []);
    });
  }

  await step('has one heading of the first rank, one main, a skip link that the keyboard reaches first', async () => {
    for (const [path, name] of Object.entries(pages)) {
      await go(reader, path);
      assert.deepEqual([await reader.page.locator('h1').count(), await reader.page.locator('main').count()], [1, 1], name);
      await reader.page.keyboard.press('Tab');
      const first = await reader.page.evaluate(() => ({ name: document.activeElement.className, top: document.activeElement.getBoundingClientRect().top }));
      assert.equal(first.name, 'skip', `${name}: the first Tab`);
      assert.ok(first.top >= 0, `${name}: the skip link is seen`);
      await reader.page.keyboard.press('Enter');
      assert.equal(await reader.page.evaluate(() => document.activeElement.id), 'main', `${name}: the skip link leads to what matters`);
    }
  });

  await step('shows where the keyboard is, never below the bar', async () => {
    for (const path of [`${movement}/me-too`, `${movement}/did-that`, `${movement}/help`]) {
      for (const width of [320, 1280]) {
        await reader.page.setViewportSize(size_of(width));
        await go(reader, path);
        const hidden = [];
        const count = await reader.page.evaluate(() => document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, select').length);
        for (const key of ['Tab', 'Shift+Tab']) {
          for (let i = 0; i < count; ++i) {
            await reader.page.keyboard.press(key);
            const told = await reader.page.evaluate(() => {
              const focused = document.activeElement;
              if (focused === document.body || focused.closest('.bar')) return '';
              const box = focused.getBoundingClientRect();
              const bar = document.querySelector('.bar').getBoundingClientRect();
              const under = box.bottom <= bar.bottom && focused.className !== 'skip';
              return under || box.top >= innerHeight ? `${focused.tagName} ${focused.id || focused.textContent.slice(0, 30)}` : '';
            });
            if (told) hidden.push(told);
          }
        }
        assert.deepEqual(hidden, [], `${path} at ${width} px`);
      }
    }
  });

  await step('does what no page may do nowhere', async () => assert.deepEqual(await reader.wrong(), []));
});

const demo = { '/': 'movements', '/another': 'demo-front', '/another/wall': 'demo-wall', '/another/accountable': 'demo-accountable' };

scene('a full house', async (step, cleanup) => {
  const movements = await mkdtemp(join(tmpdir(), 'himthough-movements-'));
  cleanup(() => rm(movements, { recursive: true, force: true }));
  const file = fileURLToPath(new URL('../../../movements/himthough.toml', import.meta.url));
  for (const slug of ['himthough', 'another']) await copyFile(file, join(movements, `${slug}.toml`));
  const server = await start_server({ movements, demo: true });
  cleanup(() => server.stop());
  const reader = await visitor(server);
  cleanup(() => reader.close());

  await step('with two movements and made-up contributions is fine narrow and wide, light and dark, and says that they are made up', async () => {
    for (const wall of ['/another/accountable', '/another/wall']) await waits_for_edition(reader, wall, '<article');
    for (const [path, name] of Object.entries(demo)) {
      await go(reader, path);
      if (path !== '/') assert.equal(await reader.page.locator('.demo').count(), 1, path);
      await looks_at(reader, name, { thorough: true, scheme: 'light' });
    }
    assert.deepEqual(await reader.wrong(), []);
  });
});
