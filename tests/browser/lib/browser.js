// Chromium, and visitors in it. Everything a page does that no page may do is noted while a visitor looks around.
import { chromium } from 'playwright-core';
import { start_server } from './server.js';

const launch_options = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
};
let shared;

export async function the_browser() { return shared ??= await chromium.launch(launch_options); }
export async function close_browser() { await shared?.close(); }

/** A browser of its own, with what the shared one does otherwise. `profile`: a folder made ready for it. */
export async function own_browser(profile, more = {}) {
  return chromium.launchPersistentContext(profile, { ...launch_options, ...more });
}

export const neutral_host = 'https://www.wikipedia.org/';
const sizes = { 320: { width: 320, height: 800 }, 640: { width: 640, height: 400 }, 1280: { width: 1280, height: 900 } };
export const size_of = (width) => sizes[width];

/** Somebody at a browser: {context, page, wrong()}. `desk`: may have the desk's cookie. */
export async function visitor(server, { javascript = true, width = 1280, scheme = 'light', locale = 'en-GB', desk = false } = {}) {
  const browser = await the_browser();
  const context = await browser.newContext({
    javaScriptEnabled: javascript, viewport: sizes[width], colorScheme: scheme, locale, baseURL: server.url, reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  return somebody(context, server, { desk, javascript });
}

/** A server of its own and so many people at browsers, each in one of these ways; all gone at the end of the scene. [server, ...people] */
export const visiting = (cleanup, ...ways) => visiting_where({}, cleanup, ...ways);
/** The same, with settings of the server's that are not the usual ones. */
export async function visiting_where(settings, cleanup, ...ways) {
  const server = await start_server(settings);
  cleanup(() => server.stop());
  const people = [];
  for (const way of ways.length ? ways : [{}]) {
    const one = await visitor(server, way);
    cleanup(() => one.close());
    people.push(one);
  }
  return [server, ...people];
}

export async function somebody(context, server, { desk = false, javascript = true } = {}) {
  const wrong = watch(context, server, desk);
  const page = await context.newPage();
  await answer_for_neutral_host(page);
  return { context, page, javascript, server, wrong, close: () => context.close() };
}

/** Where leaving leads is not on this machine: we answer in its place, after redirects too. */
async function answer_for_neutral_host(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Fetch.enable', { patterns: [{ urlPattern: `${neutral_host}*` }] });
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const body = Buffer.from('<!doctype html><title>Neutral</title><p>Neutral').toString('base64');
    session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders: [{ name: 'Content-Type', value: 'text/html' }], body })
      .catch(() => {});   // the page was closed meanwhile
  });
}

/** Notes what must never happen; the answer gives it all back once what is under way is through. */
function watch(context, server, desk) {
  const notes = new Set(), pending = new Set();
  const path = (url) => url.replace(server.url, '').replace(/\/(c|start|item)\/[^/]+/, '/$1/*');
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${server.url}/`) && !url.startsWith(neutral_host)) notes.add(`a request to ${url}`);
  });
  context.on('response', (response) => {
    if (!response.url().startsWith(server.url)) return;
    const look = response.allHeaders().then((headers) => look_at(response, headers)).catch(() => {});   // closed meanwhile
    pending.add(look.finally(() => pending.delete(look)));
  });
  const look_at = (response, headers) => {
    const where = path(response.url()), html = (headers['content-type'] ?? '').startsWith('text/html');
    if (headers['set-cookie'] && !desk) notes.add(`${where} sets a cookie`);
    if (html && headers['cache-control'] !== 'no-store') notes.add(`${where} has Cache-Control: ${headers['cache-control']}`);
    if (!headers['content-security-policy']?.startsWith("default-src 'none'")) notes.add(`${where} has no content security policy`);
    if (headers['referrer-policy'] !== 'same-origin') notes.add(`${where} has Referrer-Policy: ${headers['referrer-policy']}`);
    if (headers['x-content-type-options'] !== 'nosniff') notes.add(`${where} may be sniffed`);
    if (html && where.startsWith('/p') && headers['content-encoding']) notes.add(`${where} is compressed`);
  };
  context.on('console', (message) => {
    const expected = /status of (4\d\d|503)/.test(message.text());   // a refused form, said by the browser
    if (['error', 'warning'].includes(message.type()) && !expected) notes.add(`console on ${path(message.location().url)}: ${message.text()}`);
  });
  context.on('weberror', (error) => notes.add(`script: ${error.error().message}`));
  context.on('dialog', (dialog) => { notes.add(`a dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
  return async () => { await Promise.all([...pending]); return [...notes]; };
}
