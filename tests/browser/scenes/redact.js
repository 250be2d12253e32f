// A reviewer puts stand-ins into somebody's words, with JavaScript and without; who wrote them sees where, and changes them.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import {
  finds_in_queue, first_reviewer, go, movement, nine_words, opens_words, press, send_me_too, text_of, unfolds, waits_for_edition,
} from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark' },
];
const words = 'His name was Dan, and he stayed behind with me.\nIt was near Lantern Yard, and nobody asked.';

for (const way of ways) {
  scene(`redacting ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, person, reviewer] = await visiting(cleanup, way, { ...way, desk: true });
    const place = reviewer.page.locator('[name="place-1"]');
    let nine;

    await step('a reviewer finds the places marked, each with a word for what it is', async () => {
      await go(person, `${movement}/me-too`);
      await send_me_too(person, { words, note: 'sport' });
      const as_it_is = person.page.locator('.look button');   // asked once about the name
      if (await as_it_is.count()) await press(person, as_it_is);
      nine = await nine_words(person);
      await first_reviewer(reviewer);
      assert.ok(await finds_in_queue(reviewer, 'Lantern Yard'), 'it waits in the queue');
      assert.equal(await reviewer.page.locator('mark.tier-ask').innerText(), 'Dan');
      assert.ok(!await place.isChecked(), 'nothing is chosen by itself');
      await looks_at(reviewer, 'desk-redact', way);
    });

    await step('words that do not stand there come back as typed, with what was ticked', async () => {
      await place.check();
      await reviewer.page.fill('[name="piece-1"]', 'Lantern Street');
      await reviewer.page.selectOption('[name="kind-1"]', 'address');
      await reviewer.page.check('[name=decision][value=redact]');
      await press(reviewer, 'form#decide button', 422);
      assert.ok(await place.isChecked() && await place.isVisible());
      assert.equal(await reviewer.page.inputValue('[name="piece-1"]'), 'Lantern Street');
      assert.equal(await reviewer.page.inputValue('[name="kind-1"]'), 'address');
      await looks_at(reviewer, 'desk-redact-refused', way);
    });

    await step('then it is accepted as it stands now', async () => {
      await reviewer.page.fill('[name="piece-1"]', 'Lantern Yard');
      await press(reviewer, 'form#decide button');
      assert.equal(new URL(reviewer.page.url()).pathname, '/desk');
      await waits_for_edition(person, `${movement}/wall`, 'His name was [name], and he stayed behind with me.');
      assert.match(await person.page.locator('main').textContent(), /It was near \[address\], and nobody asked\./);
    });

    await step('who wrote it sees where a reviewer put something, and what they can do', async () => {
      await opens_words(person, nine);
      assert.deepEqual(await person.page.locator('.thing mark').allInnerTexts(), ['[name]', '[address]']);
      assert.match(await text_of(person, '.replaced'), /A reviewer replaced something here/);
      await looks_at(person, 'mine-redacted', way);
    });

    await step('changed by who wrote it, it is off the wall and in the queue again', async () => {
      const form = await unfolds(person, '/p/edit');
      await form.locator('[name=words]').fill('Somebody stayed behind with me.');
      await press(person, form.locator('button[type=submit]').last());
      assert.equal(await person.page.locator('.replaced').count(), 0);
      await waits_for_edition(person, `${movement}/wall`, 'His name', false);
      assert.ok(await finds_in_queue(reviewer, 'Somebody stayed behind'), 'it waits in the queue');
    });
  });
}
