// What stays in a browser: no cookie, nothing of another site, nothing behind Back.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own_browser, somebody, visiting } from '../lib/browser.js';
import {
  decides, first_reviewer, go, movement, opens_words, press, says_did_that, says_me_too, types_back, unfolds, waits_for_edition,
} from '../lib/people.js';
import { scene, until } from '../lib/runner.js';
import { start_server } from '../lib/server.js';

async function with_profile(cleanup, preferences) {
  const profile = await mkdtemp(join(tmpdir(), 'himthough-profile-'));
  cleanup(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

scene('cookies blocked', async (step, cleanup) => {
  const server = await start_server();
  cleanup(() => server.stop());
  const profile = await with_profile(cleanup, { profile: { default_content_setting_values: { cookies: 2 } } });
  const context = await own_browser(profile, { baseURL: server.url, locale: 'en-GB' });
  cleanup(() => context.close());
  const person = await somebody(context, server);

  await step('somebody says, reads, changes and deletes all the same', async () => {
    await go(person, '/');
    assert.equal(await person.page.evaluate(() => (document.cookie = 'kept=1') && document.cookie), '', 'this browser keeps cookies');
    const nine = await says_me_too(person, { words: 'I write this without a trace.' });
    await types_back(person, nine, true);
    await says_did_that(person, { deed: 'said_it', words: 'I said it, and I knew.' });
    await opens_words(person, nine);
    const form = await unfolds(person, '/p/readers');
    await form.locator('[name=audience][value=only_me]').check();
    await press(person, form.locator('button'));
    await press(person, (await unfolds(person, '/p/delete', true)).locator('button'));
    await opens_words(person, nine, 422);
    assert.deepEqual(await person.wrong(), []);
  });
});

scene('the desk in a browser', async (step, cleanup) => {
  const [server, reviewer, person] = await visiting(cleanup, { desk: true }, {});

  await step('its cookie is of this host only, secure, and out of reach of scripts', async () => {
    await says_me_too(person, { words: 'A line that only a reviewer may see yet.' });
    await first_reviewer(reviewer);
    const [cookie, ...more] = await reviewer.context.cookies();
    assert.equal(more.length, 0);
    assert.match(cookie.name, /^__Host-/);
    assert.deepEqual([cookie.secure, cookie.httpOnly, cookie.sameSite, cookie.path], [true, true, 'Strict', '/']);
    assert.equal(await reviewer.page.evaluate(() => document.cookie), '');
  });

  await step('Back after signing out shows nothing of it', async () => {
    await press(reviewer, 'form[action$="/read"] button');
    assert.match(await reviewer.page.locator('main').textContent(), /only a reviewer may see/);
    await go(reviewer, '/desk');
    await press(reviewer, 'form[action="/desk/sign-out"] button');
    for (let i = 0; i < 3; ++i) {
      await reviewer.page.goBack();
      const seen = await reviewer.page.content();
      assert.ok(!seen.includes('only a reviewer may see') && !seen.includes('Lighthouse'), reviewer.page.url());
    }
    assert.deepEqual(await reviewer.wrong(), []);
  });

  await step('another site cannot send its forms', async () => {
    const answer = await fetch(`${server.url}${movement}/me-too`, {
      method: 'POST', headers: { Origin: 'https://elsewhere.example', 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'words=',
    });
    assert.equal(answer.status, 403);
  });
});

// Browsers may keep a page alive behind Back although it may not be stored; the tests' browser does so only here. What is behind
// Back may also be a form's answer, which the browser refuses to show again.
scene('pages kept alive behind Back', async (step, cleanup) => {
  const server = await start_server();
  cleanup(() => server.stop());
  const profile = await with_profile(cleanup, {});
  const context = await own_browser(profile, {
    baseURL: server.url, locale: 'en-GB', ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  cleanup(() => context.close());
  const who = await somebody(context, server, { desk: true });
  const back_shows_none_of = async (...texts) => {
    for (let i = 0; i < 3; ++i) {
      await who.page.goBack().catch((error) => assert.match(error.message, /ERR_CACHE_MISS|ERR_ABORTED/));
      const read = () => who.page.evaluate(() => ({ text: document.documentElement.textContent })).catch(() => null);   // it moves on
      const seen = await until('a page stands', read);
      for (const text of texts) assert.ok(!seen.text.includes(text), `${who.page.url()} shows it again`);
    }
  };

  await step('opened words are not seen again by going back', async () => {
    const nine = await says_me_too(who, { words: 'Seen once, and then no more.', audience: 'only_me' });
    await opens_words(who, nine);
    assert.match(await who.page.content(), /Seen once/);
    await go(who, movement);
    await back_shows_none_of('Seen once', nine.join(' '));
  });

  await step('what the desk showed is not seen again after signing out', async () => {
    await says_me_too(who, { words: 'A line that only a reviewer may see yet.' });
    await first_reviewer(who);
    await press(who, 'form[action$="/read"] button');
    await go(who, '/desk');
    await press(who, 'form[action="/desk/sign-out"] button');
    await back_shows_none_of('only a reviewer may see', 'Lighthouse');
  });
});

scene('titles and addresses', async (step, cleanup) => {
  const [, person, reviewer] = await visiting(cleanup, {}, { desk: true });
  const neutral = async (who) => {
    assert.equal(await who.page.title(), 'Notes', who.page.url());
    assert.equal(await who.page.locator('link[rel=icon]').count(), 1);
  };
  await step('of private pages tell nothing, and no address holds the nine words', async () => {
    const addresses = [];
    person.context.on('request', (request) => addresses.push(request.url()));
    const nine = await says_me_too(person, { words: 'Plain words.' });
    await neutral(person);
    await types_back(person, nine, true);
    await neutral(person);
    await opens_words(person, nine);
    await neutral(person);
    await first_reviewer(reviewer, () => neutral(reviewer));
    await neutral(reviewer);
    await decides(reviewer, 'Plain words', 'accept');
    await waits_for_edition(person, `${movement}/wall`, 'Plain words');
    const telling = addresses.filter((url) => nine.some((word) => word.length > 4 && url.includes(word)));
    assert.deepEqual(telling, []);
    const stored = await person.page.evaluate(() => [localStorage.length, sessionStorage.length]);
    assert.deepEqual(stored, [0, 0]);
    assert.deepEqual(await person.wrong(), []);
  });
});
