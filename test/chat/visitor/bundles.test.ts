import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VisitorEngine } from '../../../src/chat/visitor/visitor-engine.js';
import { HostileNode } from '../../hostile/hostile-node.js';
import { Scene, settle, shows } from '../../hostile/scene.js';
import { Browser } from '../../support/people.js';
import { until } from '../../support/until.js';

describe('a bundle that a newer open replaced', () => {
  let node: HostileNode;
  let scene: Scene;
  let browser: Browser;
  let vera: VisitorEngine;
  let first: string | undefined;
  let times = 0;

  /** Keys of the bundles that her browser still holds. */
  const bundles = (): readonly string[] =>
    [...browser.rows.rows.keys()].filter(key => key.startsWith('keys bundle/'));

  /** She looks after what is due; answers whether the first bundle is still there. */
  async function isKept(): Promise<boolean> {
    vera.request({ type: 'close' });
    await settle();
    return first !== undefined && bundles().includes(first);
  }

  /** She comes back, and the node says that so many frames follow. */
  async function comeBack(mailbox: number): Promise<void> {
    node.tampering = {
      toClient: (message, line) =>
        message.type === 'admitted' && line.id?.startsWith('v') === true
          ? [{ ...message, mailbox }]
          : [message],
    };
    vera.suspend();
    vera.resume();
    await until(vera, 'her line', ({ connection }) => connection === 'online');
    const words = `back ${String(++times)}`;
    await vera.send(words);
    await scene.row(words);
  }

  beforeEach(async () => {
    node = await HostileNode.start();
    scene = await Scene.open({ node: async () => Promise.resolve(node) });
    browser = new Browser();
    vera = await scene.visit(browser);
    await vera.send('hello?');
    await scene.row('hello?');
    [first] = bundles();
    scene.clock.pass(25);
    await vera.send('anybody?');
    await scene.answer('anybody?', 'yes');
    await shows(vera, 'yes');
  });

  afterEach(async () => {
    await scene[Symbol.asyncDispose]();
    await node.close();
  });

  it('stays for 48 hours after the newer one was accepted, for answers on their way', async () => {
    scene.clock.pass(47);
    await comeBack(0);
    assert.ok(await isKept());
  });

  it('goes then, where nothing waits for her', async () => {
    scene.clock.pass(49);
    await comeBack(0);
    assert.ok(!(await isKept()));
    assert.equal(bundles().length > 0, true, 'the newer one stays');
  });

  it('stays while nobody says what waits', async () => {
    scene.clock.pass(49);
    vera.suspend();
    assert.ok(await isKept());
  });

  it('stays until the frames counted at the admission were handled', async () => {
    scene.clock.pass(49);
    // A receipt for her own words may be the first of them.
    await comeBack(3);
    assert.ok(await isKept());
    for (const words of ['one', 'two', 'three']) {
      scene.say(words);
      await shows(vera, words);
    }
    assert.ok(!(await isKept()));
  });

  it('goes a day after the first connection, however much the node counts', async () => {
    scene.clock.pass(49);
    await comeBack(1_000);
    assert.ok(await isKept());
    scene.clock.pass(23);
    await comeBack(1_000);
    assert.ok(await isKept());
    scene.clock.pass(2);
    assert.ok(!(await isKept()));
  });
});
