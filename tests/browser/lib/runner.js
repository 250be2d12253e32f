// Scenes and their steps. A step is one test, printed as one line; a scene ends at its first failed step, since the next ones
// stand on it.

const scenes = [];
let passed = 0, failed = 0;

/** `play` is given step(name, act), which prints "ok" or "not ok", and cleanup(act), run at the scene's end, last one first. */
export function scene(name, play) { scenes.push({ name, play }); }

class SceneEnded extends Error {}

const one_line = (text) => text.replace(/\x1b\[[0-9;]*m/g, '').replace(/\s+/g, ' ').trim().slice(0, 900);

const place_of = (error) => (error.stack ?? '').split('\n').filter((line) => line.includes('/tests/browser/') && !line.includes('node_modules'))
  .map((line) => line.replace(/.*\/tests\/browser\//, '').replace(/\)$/, ''))[0] ?? '';

async function told(name, act, limit) {
  const start = Date.now();
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`took longer than ${limit / 1000} s`)), limit); });
  try {
    await Promise.race([act(), late]);
    passed += 1;
    console.log(`ok ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}: ${one_line(error.message ?? String(error))} [${place_of(error)}]`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function play({ name, play }) {
  const cleanups = [];
  const step = async (what, act, limit = 120_000) => {
    if (!await told(`${name}: ${what}`, act, limit)) throw new SceneEnded();
  };
  try {
    await play(step, (act) => cleanups.unshift(act));
  } catch (error) {
    if (!(error instanceof SceneEnded)) await told(name, async () => { throw error; }, 1000);
  }
  for (const act of cleanups) await told_if_broken(`${name}: ends well`, act);
}

async function told_if_broken(name, act) {
  try {
    await act();
  } catch (error) {
    await told(name, async () => { throw error; }, 1000);
  }
}

/** Plays every scene whose name holds `word`, `at_once` at a time. Gives back the exit status. */
export async function play_all(word, at_once) {
  const start = Date.now();
  const waiting = scenes.filter((one) => one.name.includes(word));
  const row = async () => { for (let next; (next = waiting.shift());) await play(next); };
  await Promise.all(Array.from({ length: at_once }, row));
  console.log(`# ${((Date.now() - start) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** Asks `condition` until it gives something true, which is given back. */
export async function until(what, condition, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${limit / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
