// Looks at a page as people see it: narrow and wide, light and dark, with what is folded open too.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { size_of, the_browser } from './browser.js';

const axe_source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = fileURLToPath(new URL('../shots/', import.meta.url));
mkdirSync(shots, { recursive: true });
export const ways = [[320, 'light'], [320, 'dark'], [1280, 'light'], [1280, 'dark']];

/** Runs in the page. What a person would stumble over, as sentences. */
function faults_of_width() {
  const wide = document.scrollingElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const widest = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5).slice(0, 3);
  return [`scrolls sideways: ${wide} of ${innerWidth} px (${widest.map((e) => e.tagName + '.' + e.className).join(' ')})`];
}

/** Runs in the page. What else would go wrong at one of ours, where leaving is always in reach. */
function faults_of_layout() {
  const faults = [];
  const leave = document.getElementById('leave');
  const height = document.scrollingElement.scrollHeight;
  for (const y of [0, height / 2, height]) {
    scrollTo(0, y);
    const box = leave.getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!hit || (hit !== leave && !leave.contains(hit))) faults.push(`"leave" is covered or out of sight at ${Math.round(y)} px`);
    if (box.height < 24 || box.width < 24) faults.push('"leave" is too small to hit');
  }
  scrollTo(0, 0);
  for (const box of document.querySelectorAll('main button, main input:not([type=hidden]), main textarea, main select, main summary')) {
    const { left, right, width } = box.getBoundingClientRect();
    if (width > 0 && (left < 0 || right > innerWidth)) faults.push(`${box.tagName} ${box.id || box.name} is cut off`);
  }
  return faults;
}

async function check_width(page, name) {
  assert.deepEqual(await page.evaluate(faults_of_width), [], `${name} at ${page.viewportSize().width} px`);
}

export async function check_layout(page, name) {
  await check_width(page, name);
  assert.deepEqual(await page.evaluate(faults_of_layout), [], `${name} at ${page.viewportSize().width} px`);
}

export async function check_with_axe(page, name) {
  await page.evaluate(axe_source);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  const told = found.violations.map(({ impact, id, nodes }) => `${impact} ${id}: ${nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`);
  assert.deepEqual(told.filter((line) => /^(serious|critical)/.test(line)), [], `${name}: axe`);
  for (const line of told) console.log(`# ${name}: ${line}`);
}

/** axe-core needs scripts: of a page without, it looks at the same HTML in a browser that runs none but axe itself. */
async function check_copy_with_axe(who, scheme, name) {
  const html = await who.page.content(), here = who.page.url();
  const context = await (await the_browser()).newContext({ viewport: who.page.viewportSize(), colorScheme: scheme, reducedMotion: 'reduce' });
  try {
    const copy = await context.newPage();
    await copy.route('**/*.js', (route) => route.abort());
    await copy.route(here, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await copy.goto(here);
    await check_with_axe(copy, name);
  } finally {
    await context.close();
  }
}

async function in_every_way(who, name, check = check_layout) {
  for (const [width, scheme] of ways) {
    await who.page.setViewportSize(size_of(width));
    await who.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await check(who.page, name);
    if (who.javascript) await check_with_axe(who.page, `${name} ${width} ${scheme}`);
    else await check_copy_with_axe(who, scheme, `${name} ${width} ${scheme}`);
    await who.page.screenshot({ path: `${shots}${name}-${width}-${scheme}.png`, fullPage: true });
  }
}

/** Opens everything that folds; gives back what folds it again. */
async function unfold(page) {
  const opened = await page.evaluate(() => {
    const all = [...document.querySelectorAll('details')];
    const closed = all.map((one, at) => (one.open ? -1 : at)).filter((at) => at >= 0);
    for (const at of closed) all[at].open = true;
    return closed;
  });
  if (opened.length === 0) return null;
  return () => page.evaluate((closed) => { for (const at of closed) document.querySelectorAll('details')[at].open = false; }, opened);
}

/** Leaves the page at the size and in the colours it had, and folded as a person finds it. */
export async function looks_at(who, name, { thorough, scheme }) {
  const before = who.page.viewportSize();
  const look = (what) => (thorough ? in_every_way(who, what) : check_layout(who.page, what));
  await look(name);
  const fold = await unfold(who.page);
  if (fold) {
    await look(`${name}-unfolded`);
    await fold();
  }
  if (!thorough) return;
  await who.page.setViewportSize(before);
  await who.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
}

/** A page that stands in pages of other sites, where nobody leaves ours. */
export const looks_at_frame = (who, name) => in_every_way(who, name, check_width);
