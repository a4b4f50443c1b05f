/** A hostile node between real engines: it keeps, repeats and reorders what passes (PROTOCOL 5, 8). */
import { readHeader } from '../../../src/wire/frame.js';
import type { NodeFrame } from '../../../src/wire/relay-frame.js';
import { Browser, isOpen, texts } from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Attack } from '../attack.js';
import type { HostileNode } from '../hostile-node.js';
import { Scene, shows } from '../scene.js';

/** A position that no queue of these scenes reaches. */
const far = 1_000_000;

/** Every frame comes again: to everybody, live and as stored ones, forwards and backwards, after the session was renewed. */
export const everythingAgain: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  const nora = await scene.visit(new Browser());
  await nora.send('I am Nora');
  await scene.answer('I am Nora', 'hello Nora');
  await shows(nora, 'hello Nora');
  const vera = await scene.asking('first');
  await vera.send('second');
  await scene.row('second');
  await scene.answer('second', 'answer');
  await shows(vera, 'answer');
  clock.pass(25);
  await vera.send('thanks');
  await scene.row('thanks');
  const accepts = (): boolean => node.sent.filter(({ kind }) => kind === 'accept').length === 3;
  await node.waitFor('the renewal', () => (accepts() ? true : undefined));
  const recorded = [...node.sent, ...node.sent.toReversed()];
  recorded.forEach(({ frame }, index) => {
    for (const line of node.lines) {
      line.deliver({ kind: 'transient', frame });
      line.deliver({ kind: 'own', position: far + index, frame });
      if (line.id?.startsWith('a') === true) line.deliver({ kind: 'team', position: far + index, frame });
    }
  });
  scene.say('anything else?');
  await shows(vera, 'anything else?');
  await vera.send('no');
  await scene.row('no');
  await until(scene.desk, 'the last words', () => scene.deskTexts.includes('> no'));
  await nora.send('bye');
  await scene.row('bye');
  const isRight =
    texts(vera.state).join() ===
      'own> first,own> second,Amir> answer,own> thanks,Amir> anything else?,own> no' &&
    scene.deskTexts.join() === '> first,> second,own> answer,> thanks,own> anything else?,> no' &&
    texts(nora.state).join() === 'own> I am Nora,Amir> hello Nora,own> bye';
  return !isRight;
};

/** Keeps back the first answer to the visitor that is stored from now on; answers what was kept. */
function keepFirstAnswer(node: HostileNode): readonly NodeFrame[] {
  const kept: NodeFrame[] = [];
  node.tampering = {
    frameToClient: (frame, line) => {
      const isAnswer = frame.kind === 'own' && readHeader(frame.frame)?.kind === 'message';
      if (line.id?.startsWith('v') !== true || !isAnswer || kept.length > 0) return [frame];
      kept.push(frame);
      return [];
    },
  };
  return kept;
}

/** Three answers, the first of them last. */
export const reordered: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  const kept = keepFirstAnswer(node);
  for (const words of ['one', 'two', 'three']) {
    scene.say(words);
    await until(scene.desk, words, () => scene.deskTexts.includes(`own> ${words}`));
    if (words === 'one') await node.waitFor('one kept back', () => kept[0]);
    else await shows(vera, words);
  }
  const [late] = kept;
  if (late) node.line('v').deliver(late);
  await shows(vera, 'one');
  const his = texts(vera.state).filter(text => text.startsWith('Amir> '));
  return his.join() !== ['answer', 'one', 'two', 'three'].map(words => `Amir> ${words}`).join();
};

/** One answer never comes, though the node said that it is stored. */
export const swallowed: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  const kept = keepFirstAnswer(node);
  scene.say('swallowed');
  await node.waitFor('the frame', () => kept[0]);
  const isShown = (): boolean => texts(vera.state).includes('Amir> swallowed');
  for (let more = 1; more <= 5 && !isShown(); more++) {
    scene.say(`more ${more}`);
    await shows(vera, `more ${more}`);
    await vera.send(`got ${more}`);
    await scene.row(`got ${more}`);
  }
  return !isShown();
};

/** The same with words of hers: the desk asks for them. */
export const swallowedHers: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  let isSwallowed = false;
  node.tampering = {
    frameToNode: (frame, line) => {
      if (isSwallowed || frame.kind !== 'durable' || line.id?.startsWith('v') !== true) return [frame];
      isSwallowed = true;
      line.say({ type: 'stored', n: frame.n });
      return [];
    },
  };
  await vera.send('swallowed');
  await node.waitFor('the frame', () => (isSwallowed ? true : undefined));
  const isShown = (): boolean => scene.deskTexts.includes('> swallowed');
  for (let more = 1; more <= 5 && !isShown(); more++) {
    await vera.send(`more ${more}`);
    await scene.row(`more ${more}`);
    scene.say(`got ${more}`);
    await shows(vera, `got ${more}`);
  }
  return !isShown();
};

/** The first open was never stored, whatever the node said: a day later she writes again. */
export const firstLost: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  node.tampering = {
    frameToNode: (frame, line) => {
      if (line.id?.startsWith('v') !== true || frame.kind !== 'durable') return [frame];
      line.say({ type: 'stored', n: frame.n });
      return [];
    },
  };
  const vera = await scene.visit();
  await vera.send('first words');
  const isSent = until(vera, 'the lie', ({ items }) =>
    items.some(one => one.kind === 'text' && one.delivery === 'sent'),
  );
  await isSent;
  node.tampering = {};
  clock.pass(25);
  await vera.send('hello?');
  const isHers = ({ kind }: { kind: string }): boolean => kind === 'open' || kind === 'pre';
  const next = await node.waitFor('what she sends next', () => node.sent.filter(isHers)[1]);
  if (next.kind === 'pre') return true;
  await scene.answer('hello?', 'sorry');
  await until(scene.desk, 'all of it', () => scene.deskTexts.length === 3);
  return !scene.deskTexts.includes('> first words');
};

/** A visitor asked to be forgotten; the node still has her open, and brings it again. */
export const revived: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, desk } = scene;
  const vera = await scene.asking('forget me');
  await vera.send('please');
  await scene.row('please');
  await vera.erase();
  await until(desk, 'an empty list', state => isOpen(state) && state.rows.length === 0);
  const recorded = node.sent.filter(({ kind }) => kind === 'open' || kind === 'pre');
  for (const { frame } of recorded) node.line('a').deliver({ kind: 'transient', frame });
  await scene.asking('I am Nora');
  return isOpen(desk.state) && desk.state.rows.length !== 1;
};
