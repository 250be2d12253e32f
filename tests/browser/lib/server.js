// A himthough server of one's own: its own data directory, its own ports, ended by its process id.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const binary = process.env.HIMTHOUGH;
// Editions in seconds instead of hours; a test types faster than any person.
const fast = { 'edition-every': '1 s', 'survivors-every': '1 s', 'posts-at-once': '0', 'surge-per-minute': '0', port: '0', 'ops-port': '0' };
const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

/** {url, first_link, log(), new_link(), in_database(sql), stop()}. Serves the movement of the source tree at /himthough. `before(data)`: what its data directory needs first. */
export async function start_server({ before = async () => {}, ...settings } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'himthough-browser-'));
  const data = join(home, 'data');
  await promisify(execFile)(binary, ['init', '--data', data]);
  await before(data);
  const flags = Object.entries({ ...fast, ...settings }).flatMap(([key, value]) => (value === true ? [`--${key}`] : [`--${key}`, value]));
  const child = spawn(binary, ['serve', '--data', data, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let log = '', said = '';
  child.stderr.on('data', (bytes) => { log += bytes; });
  const ended = new Promise((resolve) => child.on('exit', (status, signal) => { running.delete(child); resolve(status ?? signal); }));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => { said += bytes; if (said.includes('Stop it with')) resolve(); });
    ended.then((status) => reject(new Error(`the server ended with ${status}: ${log.slice(0, 1500)}`)));
  });
  return {
    url: /serves (http:\S+)/.exec(said)[1],
    first_link: /http:\S+\/desk\/start\/\S+/.exec(said)[0],
    log: () => log + said,
    /** The path of a link by which one more reviewer joins. */
    new_link: async () => /\/desk\/start\/\S+/.exec((await promisify(execFile)(binary, ['reviewer', 'add', '--data', data])).stdout)[0],
    /** Changes something behind the server's back: the one way for days to pass in a test. */
    in_database: (sql) => promisify(execFile)('sqlite3', ['-cmd', '.timeout 10000', join(data, 'himthough.db'), sql]),
    async stop() {
      child.kill('SIGTERM');
      const status = await ended;
      await rm(home, { recursive: true, force: true });
      if (status !== 0) throw new Error(`the server ended with ${status}: ${log.slice(-1500)}`);
    },
  };
}
