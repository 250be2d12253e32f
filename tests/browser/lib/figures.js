// Figures of past days, made up, as a server finds them in its data directory (docs/REACH.md says how a release stands in its file).
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const tables = { a: { days: 1, epsilon: '1/2', threshold: null }, b: { days: 7, epsilon: '1/4', threshold: 80 }, c: { days: 7, epsilon: '1/4', threshold: 80 } };
const day_of = (time) => new Date(time).toISOString().slice(0, 10);
const one_day = 86_400_000;

async function release(folder, movement, table, first, cells) {
  const { days, epsilon, threshold } = tables[table], period = day_of(first);
  const body = JSON.stringify({
    movement, table, period, days, released: day_of(first + (days + 1) * one_day),
    method: { version: 1, noise: 'two-sided geometric', epsilon, threshold }, cells,
  });
  const text = `{"release":${body},"sha256":"${createHash('sha256').update(body).digest('hex')}"}\n`;
  await writeFile(join(folder, `${table}-${period}.json`), text);
}

/** Releases of `weeks` whole weeks, the last of which ended lately. Survivors' voices rise twice and fall again. */
export async function release_weeks(data, movement, weeks) {
  const folder = join(data, 'released', movement);
  await mkdir(folder, { recursive: true });
  const today = Date.parse(day_of(Date.now()));
  const monday = today - (((new Date(today).getUTCDay() + 6) % 7) + 7 * (weeks + 1)) * one_day;
  for (let n = 0; n < 7 * weeks; ++n) {
    const voices = 60 + 900 * 0.965 ** n + (n >= 40 ? 600 * 0.8 ** (n - 40) : 0);
    const cells = Object.entries({ survivor: 1, accountable: 0.07, caller: 0.02, ally: 0.05, new_participant: 1.1, vowed: 0.04, due: 0.03, kept: 0.022, kept_witnessed: 0.008, not_kept: 0.002, withdrawn: 0.003 })
      .map(([event, part]) => [event, '', Math.round(voices * part) + (n % 5) - 2]);
    await release(folder, movement, 'a', monday + n * one_day, cells);
  }
  for (let week = 0; week < weeks; ++week) {
    const first = monday + 7 * week * one_day;
    const by_country = Object.entries({ BR: 140, FR: 86, GB: 190, IN: 620, MT: 81, MX: 349, US: 1232 }).map(([country, count]) => ['survivor', country, count]);
    await release(folder, movement, 'b', first, [...by_country, ['survivor', '', 2324], ['accountable', '', 104]]);
    await release(folder, movement, 'c', first, [['survivor', 'en', 3086], ['survivor', 'es', 590], ['survivor', 'fr', 149], ['accountable', 'en', 132]]);
  }
}
