// Two at the desk: what one reads the other cannot decide; by keyboard alone; a second pair of eyes; a way back; a rest.
import assert from 'node:assert/strict';
import { visiting_where } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { another_reviewer, decides, first_reviewer, go, movement, press, reads, says_did_that, says_me_too, text_of } from '../lib/people.js';
import { scene } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'light', thorough: true },
  { javascript: false, width: 1280, scheme: 'dark', thorough: true },
];

for (const way of ways) {
  scene(`two reviewers ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, person, keeper, other] = await visiting_where({ 'edition-every': '1 h' }, cleanup, way, { ...way, desk: true }, { ...way, desk: true });   // what is decided can be taken back

    await step('see what waits without its words', async () => {
      await says_me_too(person, { words: 'It was in the stairwell, long ago.', note: 'school' });
      await says_did_that(person, { deed: 'laughed_along', words: 'I laughed along at the harbour.' });
      await first_reviewer(keeper);
      await another_reviewer(other, 'Night watch');
      await go(keeper, '/desk');
      await looks_at(keeper, 'desk-queue', way);
      assert.ok(!(await text_of(keeper)).includes('stairwell'));
    });

    await step('one opens it by keyboard alone, and the other learns that it is open', async () => {
      const opening = keeper.page.waitForNavigation();
      await keeper.page.locator('main li.card button').first().focus();
      await keeper.page.keyboard.press('Enter');
      await opening;
      assert.ok((await text_of(keeper)).includes('stairwell'));
      await looks_at(keeper, 'desk-item', way);
      const path = new URL(keeper.page.url()).pathname;
      await go(other, path);
      const seen = await text_of(other);
      assert.ok(seen.includes('Somebody else is reading') && !seen.includes('stairwell'));
      await looks_at(other, 'desk-closed', way);
      await go(other, '/desk');
      assert.ok(!(await other.page.locator(`a[href="${path}"]`).count()));
    });

    await step('decides by keyboard alone, and takes it back', async () => {
      await keeper.page.locator('#decision-accept').focus();
      await keeper.page.keyboard.press('Space');
      const deciding = keeper.page.waitForNavigation();
      await keeper.page.keyboard.press('Enter');
      await deciding;
      assert.ok((await text_of(keeper)).includes('You accepted one.'));
      await looks_at(keeper, 'desk-undo', way);
      await press(keeper, 'form[action$="/undo"] button');
      assert.ok((await text_of(keeper)).includes('Taken back.'));
    });

    await step('a second pair of eyes does not see the first word', async () => {
      await press(keeper, keeper.page.locator('main li.card button').first());
      await keeper.page.check('#decision-decline');
      await keeper.page.check('#reason-attacks');
      await keeper.page.fill('#to_writer', 'Write to desk@example.org.');
      await keeper.page.check('#second');
      await press(keeper, '#decide button', 422);
      assert.equal(await keeper.page.inputValue('#to_writer'), 'Write to desk@example.org.');
      await looks_at(keeper, 'desk-item-refused', way);
      await keeper.page.fill('#to_writer', 'The second sentence would be enough.');
      await press(keeper, '#decide button');
      assert.ok((await text_of(keeper)).includes('Somebody else reads it too'));
      await go(other, '/desk');
      assert.ok((await text_of(other)).includes('A second pair of eyes is wanted.'));
      await press(other, other.page.locator('main li.card', { hasText: 'A second pair' }).locator('button'));
      assert.ok(!(await text_of(other)).includes('would be enough'));
      await other.page.check('#decision-accept');
      await press(other, '#decide button');
    });

    await step('what is left aside does not come up', async () => {
      await go(other, '/desk/care');
      await looks_at(other, 'desk-care', way);
      await other.page.check('#aside-deed');
      await press(other, 'main form.stack button');
      await go(other, '/desk');
      assert.ok((await text_of(other)).includes('Nothing is waiting.'));
      await decides(keeper, 'harbour', 'accept');
    });

    await step('after forty texts there is a rest first', async () => {
      await keeper.server.in_database("UPDATE reading SET items = 40");
      await says_me_too(person, { words: 'One more line.' });
      await go(keeper, '/desk');
      assert.ok((await text_of(keeper)).includes('Time for a rest'));
      await looks_at(keeper, 'desk-rest', way);
      await reads(keeper);
      assert.ok(!(await text_of(keeper)).includes('One more line.'));
    });
  });
}
