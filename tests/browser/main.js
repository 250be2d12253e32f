import { close_browser } from './lib/browser.js';
import { play_all } from './lib/runner.js';

// The longest first: then nothing long is left to wait for at the end.
for (const name of ['journey', 'hostile', 'every_page', 'marked', 'guard', 'redact', 'reviewing', 'organising', 'answering', 'reporting', 'figures', 'flood', 'setting_up', 'about_me', 'vowing', 'together', 'reflect', 'asking', 'leaving', 'traces']) await import(`./scenes/${name}.js`);

const status = await play_all(process.argv[2] ?? '', Number(process.env.AT_ONCE ?? 2));
await close_browser();
process.exit(status);
