/** Every byte of every frame between real engines, turned (PROTOCOL 15). */
import type { FrameKind } from '../../../src/wire/frame.js';
import { readHeader } from '../../../src/wire/frame.js';
import { Browser, isOpen, texts } from '../../support/people.js';
import { flip } from '../../protocol/support/snapshot.js';
import { until } from '../../support/until.js';
import type { Attack } from '../attack.js';
import type { Line } from '../hostile-node.js';
import type { NodeFrame } from '../../../src/wire/relay-frame.js';
import { Scene, shows } from '../scene.js';

function count({ rows }: Browser, table: string): number {
  return [...rows.rows.keys()].filter(key => key.startsWith(`${table} `)).length;
}

/**
 * Each frame is kept back until every byte of it was turned once, and only then delivered: engines that took one of the
 * others show words, conversations, sessions or opens too many.
 */
export const everyByte: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, desk, clock, deskClock } = scene;
  const browser = new Browser();
  let isPassing = false;
  const kept: { readonly frame: NodeFrame; readonly line: Line }[] = [];
  node.tampering = {
    frameToClient: (frame, line) => {
      if (frame.kind === 'transient') return [];
      // A desk gets a copy of its own accepts, which it passes over.
      const header = readHeader(frame.frame);
      if (header?.from === line.id || (isPassing && header?.kind === 'message')) return [frame];
      kept.push({ frame, line });
      return [];
    },
  };
  const turnAll = async (kind: FrameKind, role: 'a' | 'v'): Promise<void> => {
    const isMeant = ({ frame, line }: (typeof kept)[number]): boolean =>
      readHeader(frame.frame)?.kind === kind && line.id?.startsWith(role) === true;
    const found = await node.waitFor(kind, () => kept.find(isMeant));
    kept.splice(kept.indexOf(found), 1);
    for (let index = 0; index < found.frame.frame.length; index++) {
      // Three seconds apart, or the pair would be muted and the rest not even looked at.
      found.line.deliver({ kind: 'transient', frame: flip(found.frame.frame, index) });
      if (index % 16 === 15) await paced(found.line);
    }
    await paced(found.line);
    found.line.deliver(found.frame);
  };
  /** Lets what is on the wire be handled: the answer to a frame that is handled comes after all before it. */
  let position = 1_000_000;
  const paced = async (line: Line): Promise<void> => {
    clock.pass(61 / 3_600);
    deskClock.pass(61 / 3_600);
    line.deliver({ kind: 'own', position: ++position, frame: new Uint8Array(76) });
    await node.quiet(line);
  };
  const vera = await scene.visit(browser);
  await vera.send('first');
  await turnAll('open', 'a');
  await scene.row('first');
  if (count(scene.browser, 'open') !== 1) return true;
  await vera.send('second');
  await turnAll('pre', 'a');
  await scene.answer('second', 'answer');
  await turnAll('accept', 'v');
  await turnAll('message', 'v');
  await shows(vera, 'answer');
  await vera.send('thanks');
  await turnAll('message', 'a');
  // Her receipts may have gone ahead of her words: the rest of them passes.
  isPassing = true;
  for (const { frame, line } of kept.splice(0)) {
    if (readHeader(frame.frame)?.kind === 'message') line.deliver(frame);
  }
  await scene.row('thanks');
  const isChanged =
    texts(vera.state).join() !== 'own> first,own> second,Amir> answer,own> thanks' ||
    scene.deskTexts.join() !== '> first,> second,own> answer,> thanks' ||
    count(browser, 'session') !== 1 ||
    count(scene.browser, 'session') !== 1 ||
    count(scene.browser, 'open') !== 1;
  if (isChanged) return true;
  await vera.erase();
  await turnAll('forget', 'a');
  await until(desk, 'an empty list', state => isOpen(state) && state.rows.length === 0);
  return false;
};
