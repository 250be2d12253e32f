// Words that want to be more than words, said in every field, accepted by a reviewer who saw nothing wrong, and shown everywhere.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { check_layout } from '../lib/looking.js';
import {
  finds_in_queue, first_reviewer, go, in_days, movement, opens_words, press, says_did_that, says_me_too, unfolds, waits_for_edition,
} from '../lib/people.js';
import { scene } from '../lib/runner.js';

const corpus = [
  '<script>window.__xss = 1</script>',
  '"><script>window.__xss = 1</script>',
  '</textarea><script>window.__xss = 1</script>',
  '<img src=x onerror=window.__xss=1>',
  '<svg/onload=window.__xss=1>',
  '<svg><animate onbegin=window.__xss=1 attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.__xss=1</script>"></iframe>',
  '<details open ontoggle=window.__xss=1><summary>x</summary></details>',
  "' autofocus onfocus=window.__xss=1 x='",
  '" autofocus onfocus=window.__xss=1 x="',
  '<a href="javascript:window.__xss=1">look</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.__xss=1&gt;">',
  '<form action=javascript:window.__xss=1><button autofocus>x</button></form>',
  '<base href="//elsewhere/">',
  '<meta http-equiv=refresh content="0;url=//elsewhere">',
  '<link rel=stylesheet href=//elsewhere/x>',
  '<!--><img src=x onerror=window.__xss=1>-->',
  '{{t:layout.leave}} {{#SURVIVOR}}x{{/SURVIVOR}} ${window.__xss=1}',
  '&lt;script&gt;window.__xss=1&lt;/script&gt; &#x3C;b&#x3E; &amp;lt;',
  '</bdi></div></main><h1 id=planted>planted</h1>',
  '\u202Egnissorc\u202C \u2066isolated\u2069 left open: \u202E',
  ']]></content><entry><title>planted</title></entry>',
];

/** Runs in the page: what only planted markup could have made. */
function planted() {
  const bad = [];
  if (window.__xss !== undefined) bad.push('a script ran');
  const suspects = 'iframe, object, embed, base, main script:not([src^="/static/"]), main style, main link:not([href^="/static/"]), main meta, math, main svg:not(.qr), main img, #planted, '
    + 'a[href^="javascript:"], [onerror], [onload], [onfocus], [ontoggle], [onbegin], form:not([action^="/"]), main details[ontoggle]';
  for (const one of document.querySelectorAll(suspects)) bad.push(one.outerHTML.slice(0, 80));
  if (document.querySelectorAll('h1').length > 1) bad.push('another heading');
  return bad;
}

scene('words that are code', async (step, cleanup) => {
  const [server, person, reviewer] = await visiting(cleanup, {}, { desk: true });
  const clean = async (who, what) => assert.deepEqual(await who.page.evaluate(planted), [], what);
  const receipts = [];

  await step('are kept or refused as words, and come back as typed', async () => {
    await go(person, `${movement}/me-too`);
    for (const [at, text] of corpus.entries()) {
      const nine = await says_me_too(person, { words: `w${at} ${text}`, note: text.slice(0, 100) });
      receipts.push(nine);
      await clean(person, text);
      await says_did_that(person, { deed: 'said_it', words: `d${at} ${text}`, action: text, day: in_days(20) });
      await clean(person, text);
    }
  });

  await step('come back in a refused form as what was typed', async () => {
    for (const text of corpus.slice(0, -2)) {
      await go(person, `${movement}/me-too`);
      const form = person.page.locator(`form.stack[action="${movement}/me-too"]`);
      await form.locator('[name=words]').fill(`${text} +1 202 555 0143 ${text}`);
      await form.locator('[name=note]').fill(text.slice(0, 100));
      await press(person, form.locator('button[type=submit]'), 422);
      await clean(person, text);
      assert.equal(await person.page.inputValue('#words'), `${text} +1 202 555 0143 ${text}`);
      assert.equal(await person.page.inputValue('#note'), text.slice(0, 100));
    }
  });

  await step('are read and accepted at the desk', async () => {
    await first_reviewer(reviewer);
    const first = reviewer.page.locator('form[action$="/read"] button').first();
    const rested = async () => {
      if (await reviewer.page.locator('.rest').count() === 0) return;
      await reviewer.server.in_database('DELETE FROM reading');   // a quarter of an hour went by
      await go(reviewer, '/desk');
    };
    while (await first.count() > 0) {
      await clean(reviewer, 'the queue');
      await press(reviewer, first);
      await clean(reviewer, 'an item');
      await reviewer.page.check('[name=decision][value=accept]');
      await press(reviewer, '#decide button');
      await rested();
    }
    assert.equal(await finds_in_queue(reviewer, 'w0'), false);
  });

  await step('stand on the walls as words, each of them', async () => {
    const last = corpus.length - 1;
    await waits_for_edition(person, `${movement}/wall`, `w${last} `);
    const shown = { w: '', d: '' };
    for (const [voice, wall] of [['w', 'wall'], ['d', 'accountable']]) {
      for (const page of ['', '/1', '/2']) {
        await go(person, `${movement}/${wall}${page}`);
        await clean(person, `${wall}${page}`);
        shown[voice] += await person.page.locator('main').textContent();
      }
      for (const [at, text] of corpus.slice(0, 20).entries()) assert.ok(shown[voice].includes(`${voice}${at} ${text}`), `${wall}: ${text}`);
    }
    await go(person, `${movement}/wall`);   // and one gets from page to page by links
    const pages = [new URL(person.page.url()).pathname];
    for (const way of ['next', 'prev']) {
      await press(person, `nav.pages a[rel=${way}]`);
      pages.push(new URL(person.page.url()).pathname);
      await check_layout(person.page, pages.at(-1));
    }
    assert.deepEqual(pages, [`${movement}/wall`, `${movement}/wall/1`, `${movement}/wall`]);
    await go(person, `${movement}/both`);
    await clean(person, 'both');
    assert.ok(!/[\u202A-\u202E\u2066-\u2069]/.test(shown.w + shown.d), 'no sign that turns the writing around');
  });

  await step('stand on their own pages, in feeds and among "my words" as words', async () => {
    await go(person, `${movement}/wall`);
    const links = await person.page.locator('h2.voice a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const link of links) {
      await go(person, link);
      await clean(person, link);
    }
    for (const nine of receipts.slice(0, 6)) {
      await opens_words(person, nine);
      await unfolds(person, '/p/edit');
      await clean(person, 'my words');
    }
    const feed = await (await fetch(`${server.url}${movement}/wall.atom`)).text();
    const told = await person.page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, 'application/xml');
      return { broken: parsed.querySelectorAll('parsererror').length, planted: [...parsed.querySelectorAll('script, img, svg, iframe')].length,
        titles: [...parsed.querySelectorAll('entry > title')].map((title) => title.textContent) };
    }, feed);
    assert.deepEqual([told.broken, told.planted], [0, 0]);
    assert.ok(told.titles.length > 0 && !told.titles.includes('planted'));
  });

  await step('make no page do what no page may do', async () => {
    assert.deepEqual(await person.wrong(), []);
    assert.deepEqual(await reviewer.wrong(), []);
  });
});
