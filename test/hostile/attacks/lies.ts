/** What a hostile node says in text, and counts (PROTOCOL 2, 13). */
import type { NodeMessage } from '../../../src/wire/node-messages.js';
import { Browser } from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Attack } from '../attack.js';
import { Scene, settle, shows } from '../scene.js';

/** The node counts mail that never comes, at each of many short connections: old bundles would stay for ever. */
export const bundleKept: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  const lie = (message: NodeMessage): readonly NodeMessage[] =>
    message.type === 'admitted' ? [{ ...message, mailbox: 1_000_000 }] : [message];
  node.tampering = {
    toClient: (message, line) => (line.id?.startsWith('v') === true ? lie(message) : [message]),
  };
  const browser = new Browser();
  const vera = await scene.asking('hello?', browser);
  const bundles = (): readonly string[] =>
    [...browser.rows.rows.keys()].filter(key => key.startsWith('keys bundle/'));
  const [first] = bundles();
  clock.pass(25);
  await vera.send('anybody?');
  await scene.answer('anybody?', 'yes');
  await shows(vera, 'yes');
  if (first === undefined || bundles().length !== 2) throw new Error('there are no two bundles');
  for (const hours of [49, 23, 23]) {
    clock.pass(hours);
    await tend(vera);
    node.line('v').cut();
    await until(vera, 'the cut', ({ connection }) => connection !== 'online');
    vera.request({ type: 'retry' });
    await until(vera, 'her line', ({ connection }) => connection === 'online');
    await vera.send(`after ${String(clock.shiftMs)}`);
    await scene.row(`after ${String(clock.shiftMs)}`);
  }
  await tend(vera);
  return bundles().includes(first);
};

/** Lets her look after what is due, and waits until that is done. */
async function tend(vera: { request(request: { readonly type: 'close' }): void }): Promise<void> {
  vera.request({ type: 'close' });
  await settle();
}

/** The node refuses with a code that is the name of something every object has: views would break on it. */
export const strangeCode: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  const line = await node.waitFor('her line', () => [...node.lines].find(one => one.id?.startsWith('v')));
  line.say({ type: 'refused', code: 'constructor' as 'replaced' });
  line.cut();
  await until(vera, 'what she is told', ({ error }) => error !== undefined);
  return String(vera.state.error?.code) === 'constructor';
};
