/** What every lead promises (ARCHITECTURE "Tabs and pages"), whoever its tabs are: real pages, or the double of Node's tests. */
import assert from 'node:assert/strict';
import type { Runner } from '../protocol/support/runner.js';
import type { SuiteNote } from './suite-note.js';

/** One tab and its lead. What happened to it is a list: `lead`, `deposed`, and the text of each note. */
export interface SuiteTab {
  /** Fulfilled when it stands in the queue. */
  start(): Promise<void>;
  stop(): Promise<void>;
  steal(): Promise<void>;
  ring(note: SuiteNote): Promise<void>;
  isLeading(): Promise<boolean>;
  /** Waits until exactly this happened. */
  happened(...events: readonly string[]): Promise<void>;
  /** Waits until this happened, among other things. */
  saw(event: string): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Lets the time pass after which a leader that does not answer is given up. */
  losePatience(): Promise<void>;
}

/** One browser. */
export interface SuiteBrowser extends AsyncDisposable {
  open(options?: { readonly isVisible: boolean }): Promise<SuiteTab>;
  /** Posts on the tabs' channel, as any script of the origin may. */
  post(value: unknown): Promise<void>;
}

/** What no build ever said. */
const garbage: readonly unknown[] = [
  undefined,
  null,
  0,
  'ask',
  [],
  ['ask'],
  {},
  { type: 5 },
  { type: null, text: 'x' },
  { type: 'unknown', text: 'x' },
  { type: 'intent' },
  { type: 'changed', text: {} },
  { type: 'constructor', text: 'x' },
  new Map([['type', 'ask']]),
];

/** Registers the suite; `browse` opens a browser without tabs. */
export function tabLeadSuite(
  { describe, it }: Runner,
  title: string,
  browse: () => Promise<SuiteBrowser>,
): void {
  const story = (name: string, play: (browser: SuiteBrowser) => Promise<void>): void => {
    it(name, async () => {
      await using browser = await browse();
      await play(browser);
    });
  };
  /** A tab that is queued behind those before. */
  const queued = async (browser: SuiteBrowser): Promise<SuiteTab> => {
    const tab = await browser.open();
    await tab.start();
    return tab;
  };
  /** The first tab. */
  const leading = async (browser: SuiteBrowser): Promise<SuiteTab> => {
    const tab = await queued(browser);
    await tab.happened('lead');
    return tab;
  };
  const leaders = (...tabs: readonly SuiteTab[]): Promise<readonly boolean[]> =>
    Promise.all(tabs.map(tab => tab.isLeading()));

  describe(title, () => {
    story('has one leader at a time, and whoever waits longest is next', async browser => {
      const one = await leading(browser);
      const [two, three] = [await queued(browser), await queued(browser)];
      assert.deepEqual(await leaders(one, two, three), [true, false, false]);
      await one.stop();
      await two.happened('lead');
      assert.deepEqual(await leaders(one, two, three), [false, true, false]);
      await two.stop();
      await three.happened('lead');
      assert.deepEqual(await leaders(one, two, three), [false, false, true]);
    });

    story('goes to whoever steals it, and the deposed one queues again, last', async browser => {
      const one = await leading(browser);
      const [two, three] = [await queued(browser), await queued(browser)];
      await three.steal();
      await three.happened('lead');
      await one.happened('lead', 'deposed');
      assert.deepEqual(await leaders(one, two, three), [false, false, true]);
      await three.stop();
      await two.happened('lead');
      await two.stop();
      await one.happened('lead', 'deposed', 'lead');
    });

    story('is not stolen from oneself', async browser => {
      const [one, two] = [await leading(browser), await queued(browser)];
      await one.steal();
      await one.ring({ type: 'changed', text: 'still here' });
      await two.happened('still here');
      await one.happened('lead');
    });

    story('queues once, however often it is started', async browser => {
      const [one, two] = [await leading(browser), await queued(browser)];
      await two.start();
      await one.start();
      await one.stop();
      await two.happened('lead');
      await one.start();
      await two.stop();
      await one.happened('lead', 'lead');
    });

    story('is given up by a stop, once, and sought again by a start', async browser => {
      const one = await leading(browser);
      await one.stop();
      await one.stop();
      assert.equal(await one.isLeading(), false);
      await one.start();
      await one.happened('lead', 'lead');
    });

    story('leaves the queue by a stop, too', async browser => {
      const one = await leading(browser);
      const [two, three] = [await queued(browser), await queued(browser)];
      await two.stop();
      await two.stop();
      await one.stop();
      await three.happened('lead');
      await two.start();
      await three.stop();
      await two.happened('lead');
    });

    story('of a tab that was stopped, or never started, can neither be stolen nor rung', async browser => {
      const [one, two] = [await leading(browser), await queued(browser)];
      const never = await browser.open();
      await two.stop();
      for (const tab of [two, never]) {
        await tab.steal();
        await tab.ring({ type: 'intent', text: 'from nowhere' });
        await tab.losePatience();
        assert.equal(await tab.isLeading(), false);
      }
      await two.start();
      await two.ring({ type: 'changed', text: 'back' });
      await one.happened('lead', 'back');
      await two.happened();
      await never.happened();
    });

    story('rings all the others, in order, and not oneself', async browser => {
      const one = await leading(browser);
      const [two, three] = [await queued(browser), await queued(browser)];
      await two.ring({ type: 'changed', text: 'first' });
      await two.ring({ type: 'intent', text: 'second' });
      await one.happened('lead', 'first', 'second');
      await three.happened('first', 'second');
      await one.ring({ type: 'changed', text: 'third' });
      await two.happened('third');
      await three.happened('first', 'second', 'third');
    });

    story('stays with a leader that answers', async browser => {
      const [one, two] = [await leading(browser), await queued(browser)];
      await two.ring({ type: 'intent', text: 'are you there?' });
      await two.ring({ type: 'changed', text: 'are you?' });
      await one.happened('lead', 'are you there?', 'are you?');
      // Behind the answer, as the leader's own words keep their order.
      await one.ring({ type: 'changed', text: 'yes' });
      await two.happened('yes');
      await two.losePatience();
      await two.ring({ type: 'changed', text: 'so it is' });
      await one.happened('lead', 'are you there?', 'are you?', 'so it is');
      assert.deepEqual(await leaders(one, two), [true, false]);
    });

    story('goes from a frozen leader to the tab that is seen, and that one only', async browser => {
      const one = await leading(browser);
      const hidden = await browser.open({ isVisible: false });
      await hidden.start();
      const seen = await queued(browser);
      await one.freeze();
      await hidden.ring({ type: 'intent', text: 'in vain' });
      await hidden.losePatience();
      await seen.happened('in vain');
      await seen.ring({ type: 'intent', text: 'is anybody there?' });
      await seen.losePatience();
      await seen.happened('in vain', 'lead');
      await one.thaw();
      // Whether it hears what was rung meanwhile is the browser's affair: whoever is deposed draws the store anew.
      await one.saw('deposed');
      await hidden.happened('is anybody there?');
      assert.deepEqual(await leaders(one, hidden, seen), [false, false, true]);
      await seen.stop();
      await hidden.happened('is anybody there?', 'lead');
    });

    story('goes to a tab that comes while the leader is frozen', async browser => {
      const one = await leading(browser);
      await one.freeze();
      const two = await queued(browser);
      await two.losePatience();
      await two.happened('lead');
      await one.thaw();
      await one.happened('lead', 'deposed');
    });

    story('survives notes that nobody reads, and hears the next one', async browser => {
      const [one, two] = [await leading(browser), await queued(browser)];
      for (const value of garbage) await browser.post(value);
      await two.ring({ type: 'changed', text: 'and now?' });
      await one.happened('lead', 'and now?');
      await two.happened();
    });
  });
}
