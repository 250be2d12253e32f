// What several do together: three people in a circle through two rounds, and a pledge that stands once enough have joined.
import assert from 'node:assert/strict';
import { visiting } from '../lib/browser.js';
import { looks_at } from '../lib/looking.js';
import { decides, first_reviewer, go, in_days, movement, nine_words, opens_words, press, sends_as_it_is, text_of, types_back, unfolds, waits_for_edition } from '../lib/people.js';
import { scene, until } from '../lib/runner.js';

const ways = [
  { javascript: true, width: 320, scheme: 'dark', thorough: true },
  { javascript: false, width: 1280, scheme: 'light' },
];
const address = (item) => new URL(item).pathname;

/** From the nine words to the circle. */
async function opens_circle(who, words) {
  await opens_words(who, words);
  await press(who, 'form[action="/p/circle"] button');
}

async function writes(who, words) {
  await who.page.fill('#note textarea', words);
  await press(who, '#note button[type=submit]');
}

for (const way of ways) {
  scene(`a circle ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [server, opener, second, third, reviewer] = await visiting(cleanup, way, way, way, { ...way, desk: true });
    const people = [opener, second, third], words = new Map();
    const see = (what) => looks_at(opener, what, way);
    let links;

    await step('one opens it and gets a link for each seat', async () => {
      await first_reviewer(reviewer);
      await go(opener, `${movement}/circle`);
      await see('circle');
      await opener.page.selectOption('#seats', '3');
      await opener.page.check('#rhythm-weekly');
      await press(opener, '#open button[type=submit]');
      words.set(opener, await nine_words(opener));
      links = (await opener.page.locator('.address').allInnerTexts()).map(address);
      assert.equal(links.length, 2);
      await see('saved-circle');
      await types_back(opener, words.get(opener), true);
    });

    await step('two others take a seat each, and a link gives one seat', async () => {
      await go(second, links[0]);
      await looks_at(second, 'seat', way);
      await go(second, links[0]);   // looking uses nothing up
      for (const [who, link] of [[second, links[0]], [third, links[1]]]) {
        await go(who, link);
        await press(who, 'main form button[type=submit]');
        words.set(who, await nine_words(who));
      }
      await go(second, links[1], 404);
    });

    await step('the first round begins, and nobody reads before all have written', async () => {
      await opens_circle(opener, words.get(opener));
      await see('my-circle-gathering');
      await press(opener, '#begin button[type=submit]');
      await see('my-circle-round');
      await writes(opener, 'I put off a talk that I owe.');
      await opens_circle(second, words.get(second));
      assert.ok(!(await text_of(second)).includes('put off a talk'));
      await writes(second, 'I said it to one friend.');
      assert.ok(!(await text_of(second)).includes('put off a talk'));
    });

    await step('all read it once all have written', async () => {
      await opens_circle(third, words.get(third));
      await writes(third, 'I listened this week.');
      assert.match(await text_of(third), /put off a talk[^]*to one friend|to one friend[^]*put off a talk/);
      await opens_circle(opener, words.get(opener));
      assert.match(await text_of(opener), /listened this week/);
      await see('my-circle-read');
    });

    await step('a week later there is a second round, with a question that a member chose', async () => {
      const choosing = await unfolds(opener, '/p/circle/question');
      await choosing.locator('#question').fill('What did you not say?');
      await press(opener, choosing.locator('button[type=submit]'));
      await server.in_database('UPDATE circle SET first = first - 7');
      await opens_circle(second, words.get(second));
      assert.match(await text_of(second), /What did you not say\?/);
      for (const who of people) {
        await opens_circle(who, words.get(who));
        await writes(who, 'That I was afraid.');
      }
      await opens_circle(opener, words.get(opener));
      assert.equal((await text_of(opener)).split('That I was afraid.').length, 4);   // of each of the three
    });

    await step('nothing of it stands readable in the database', async () => {
      const { stdout } = await server.in_database('.dump');
      for (const said of ['put off a talk', 'one friend', 'was afraid', 'did you not say']) assert.ok(!stdout.includes(said));
    });

    await step('a member shows a round to a reviewer, who reads that one', async () => {
      await opens_circle(third, words.get(third));
      const showing = await unfolds(third, '/p/circle/show');
      await press(third, showing.locator('button[type=submit]'));
      await go(reviewer, '/desk/circles');
      await press(reviewer, 'main .card a');
      await reviewer.page.locator('details.noted summary').click();
      const read = await text_of(reviewer);
      assert.ok(read.includes('I was afraid') && !read.includes('put off a talk'));
      await looks_at(reviewer, 'desk-circle', way);
      await reviewer.page.check('#decision-nothing');
      await press(reviewer, '#decide button[type=submit]');
    });

    await step('one leaves, and with fewer than three the circle is gone', async () => {
      await opens_circle(third, words.get(third));
      await press(third, (await unfolds(third, '/p/circle/leave')).locator('button[type=submit]'));
      await opens_words(third, words.get(third), 422);
      await opens_words(second, words.get(second));
      assert.equal(await second.page.locator('form[action="/p/circle"]').count(), 0);
    });

    await step('no page did what no page may do', async () => {
      for (const who of [...people, reviewer]) assert.deepEqual(await who.wrong(), []);
    });
  });

  scene(`a group pledge ${way.javascript ? 'with' : 'without'} JavaScript ${way.width} ${way.scheme}`, async (step, cleanup) => {
    const [, maker, other, reviewer] = await visiting(cleanup, way, way, { ...way, desk: true });
    const accountable = `${movement}/accountable`, action = 'We end the jokes at the table.';
    let link, joined;

    await step('one begins it and gets a link for the others', async () => {
      await first_reviewer(reviewer);
      await go(maker, `${movement}/pledge`);
      await looks_at(maker, 'pledge', way);
      await maker.page.fill('#words', 'A five-a-side team');
      await maker.page.fill('[name=vow_action]', action);
      await maker.page.fill('[name=vow_shows]', 'Anybody at the table would hear it.');
      await maker.page.fill('[name=vow_day]', in_days(60));
      await maker.page.fill('#needs', '2');
      await press(maker, '#say button[type=submit]');
      await sends_as_it_is(maker);
      await nine_words(maker);
      link = address(await maker.page.locator('.address').innerText());
      await looks_at(maker, 'saved-pledge', way);
    });

    await step('nobody joins before a reviewer has read it', async () => {
      await go(other, link);
      assert.equal(await other.page.locator('main form').count(), 0);
      await decides(reviewer, action, 'accept');
      await until('it can be joined', async () => {
        await go(other, link);
        return await other.page.locator('main form').count() > 0;
      });
      await go(maker, accountable);
      assert.ok(!(await text_of(maker)).includes(action), 'one of two is not enough');
    });

    await step('with enough of them it stands on the wall', async () => {
      await looks_at(other, 'together', way);
      await press(other, 'main form button[type=submit]');
      joined = await nine_words(other);
      await waits_for_edition(maker, accountable, action);
      await looks_at(maker, 'accountable-pledge', way);
    });

    await step('with too few it is hidden again', async () => {
      await opens_words(other, joined);
      await looks_at(other, 'mine-joined', way);
      await press(other, (await unfolds(other, '/p/delete', true)).locator('button'));
      await waits_for_edition(maker, accountable, action, false);
    });

    await step('no page did what no page may do', async () => {
      for (const who of [maker, other, reviewer]) assert.deepEqual(await who.wrong(), []);
    });
  });
}
