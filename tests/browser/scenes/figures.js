// What a reporter does: looks at the figures, at one picture and its numbers, and puts it into a page elsewhere.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { the_browser, visitor } from '../lib/browser.js';
import { looks_at, looks_at_frame } from '../lib/looking.js';
import { go, movement, press, text_of } from '../lib/people.js';
import { scene } from '../lib/runner.js';
import { start_server } from '../lib/server.js';

const slug = movement.slice(1);
const made_up_figures = fileURLToPath(new URL('../../../tools/made_up_figures.py', import.meta.url));
const pictures = ['voices', 'days', 'arc', 'map', 'lasting'];

/** Forty days of another network's posts, counted before the server starts. */
async function import_posts(data, cleanup) {
  const folder = await mkdtemp(join(tmpdir(), 'himthough-posts-'));
  cleanup(() => rm(folder, { recursive: true, force: true }));
  const lines = ['date,tag,count,country,lang'];
  for (let day = 0; day < 40; ++day) lines.push(`${new Date(Date.UTC(2017, 9, 15 + day)).toISOString().slice(0, 10)},MeToo,${Math.round(5000 * 0.9 ** day) + 20},US,en`);
  await writeFile(join(folder, 'posts.csv'), `${lines.join('\n')}\n`);
  await promisify(execFile)(process.env.HIMTHOUGH, ['import', '--data', data, '--movement', slug, '--quiet', folder]);
}

/** Another site, of one page with that in it. */
async function site_with(html, cleanup) {
  const site = createServer((request, answer) => answer.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Elsewhere</title>${html}`));
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  cleanup(() => site.close());
  return `http://127.0.0.1:${site.address().port}/`;
}

scene('figures', async (step, cleanup) => {
  const server = await start_server({
    before: async (data) => {
      await promisify(execFile)('/usr/bin/python3', [made_up_figures, data, slug, '14']);
      await import_posts(data, cleanup);
    },
  });
  cleanup(() => server.stop());
  const reader = await visitor(server), plain = await visitor(server, { javascript: false, width: 320, scheme: 'dark' });
  cleanup(() => Promise.all([reader.close(), plain.close()]));

  await step('the page of figures is fine narrow and wide, light and dark, and needs no JavaScript', async () => {
    for (const who of [reader, plain]) {
      await go(who, `${movement}/reach`);
      await looks_at(who, who.javascript ? 'figures' : 'figures-plain', { thorough: true, scheme: who.javascript ? 'light' : 'dark' });
      assert.match(await text_of(who), /For every 100 who said me too, \d+ said I did that/);
      const shown = await who.page.locator('main img').evaluateAll((all) => all.map((one) => [one.complete && one.naturalWidth > 0, new URL(one.currentSrc).pathname]));
      assert.equal(shown.filter(([fine]) => !fine).length, 0, 'each picture is there');
    }
  });

  for (const name of pictures) {
    await step(`"${name}" leads to a page of its own with its numbers`, async () => {
      await go(reader, `${movement}/reach`);
      await press(reader, `main a[href="${movement}/reach/${name}"]`);
      await looks_at(reader, `figure-${name}`, { thorough: true, scheme: 'light' });
      assert.ok(await reader.page.locator('table.figures tbody tr').count() > 0);
    });
  }

  await step('a picture is a PNG too', async () => {
    const answer = await reader.context.request.get(`${server.url}${movement}/reach/map.svg?format=png`);
    assert.equal(answer.headers()['content-type'], 'image/png');
    await go(reader, `${movement}/reach/map`);
    const width = await reader.page.evaluate(async (path) => {
      const image = new Image();
      image.src = path;
      await image.decode();
      return image.naturalWidth;
    }, `${movement}/reach/map.png`);
    assert.equal(width, 1360);
  });

  await step('a picture stands in a page of another site, loads nothing there, and is fine by itself', async () => {
    await go(reader, `${movement}/reach/lasting`);
    const copied = (await reader.page.locator('#frame + pre').innerText()).replace(/https?:\/\/[^/"]+/, server.url);   // its public address is not one of this machine
    for (const name of pictures) {
      await go(reader, `${movement}/embed/${name}`);
      await looks_at_frame(reader, `embed-${name}`);
    }
    const other = await site_with(copied, cleanup), asked = [];
    const elsewhere = await (await the_browser()).newPage();
    elsewhere.on('request', (request) => asked.push(request.url()));
    await elsewhere.goto(other);
    const frame = elsewhere.frameLocator('iframe');
    await frame.locator('svg').first().waitFor({ state: 'attached' });
    assert.equal(await frame.locator('svg:visible').count(), 1);
    assert.deepEqual(asked, [other, `${server.url}${movement}/embed/lasting?lang=en`]);
    await elsewhere.close();
  });

  await step('does what no page may do nowhere', async () => {
    for (const who of [reader, plain]) assert.deepEqual(await who.wrong(), []);
  });
});
