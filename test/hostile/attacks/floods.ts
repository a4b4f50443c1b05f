/** Too much of everything, and what it would use up: the disk, the processor, a peer's hearing, old keys (PROTOCOL 2, 5, 6). */
import { concat } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import { encodeMessageClear, readMessageClear } from '../../../src/wire/session-fields.js';
import type { FrameHeader } from '../../../src/wire/frame.js';
import { maxEarlyFramesInAll } from '../../../src/chat/session/early-frames.js';
import type { PeerId } from '../../../src/wire/ids.js';
import { toBase32 } from '../../../src/wire/base32.js';
import { Browser, isOpen, texts, visit } from '../../support/people.js';
import type { Attack } from '../attack.js';
import type { HostileNode, Seen } from '../hostile-node.js';
import { Scene, shows } from '../scene.js';

function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A message that looks like one of the session of `like`, and opens for nobody. */
function garbageLike({ frame, from, to }: Seen): Bytes {
  const clear = readMessageClear(frame);
  if (!clear) throw new Error('that is no message');
  const header: FrameHeader = { kind: 'message', business: clear.business, from, to };
  const n = clear.n + 1;
  const fields = { sid: clear.sid, ratchet: clear.ratchet, previous: 0, n, salt: random(16) };
  return concat(encodeHeader(header), encodeMessageClear(fields), random(272));
}

/** A message of a session that nobody has, by anybody. */
function strayMessage(business: Bytes, to: PeerId): Bytes {
  const from = `a${toBase32(random(17)).slice(0, 26)}` as PeerId;
  const fields = { sid: random(16), ratchet: random(65), previous: 0, n: 0, salt: random(16) };
  return concat(
    encodeHeader({ kind: 'message', business, from, to }),
    encodeMessageClear(fields),
    random(16),
  );
}

async function lastOfAmir(node: HostileNode): Promise<Seen> {
  const isHis = ({ kind, from }: Seen): boolean => kind === 'message' && from.startsWith('a');
  return node.waitFor('a message of his', () => node.sent.findLast(isHis));
}

async function handledAfter(node: HostileNode, count: number): Promise<readonly number[]> {
  const isHandled = ({ id, message }: HostileNode['said'][number]): readonly number[] =>
    id?.startsWith('v') === true && message.type === 'handled' ? [message.position] : [];
  return node.waitFor('that she handled it', () => {
    const positions = node.said.slice(count).flatMap(isHandled);
    return positions.length > 0 ? positions : undefined;
  });
}

/** Positions in a queue of what visitors (`v`) or desks (`a`) are sent from now on. */
function positionsOf(node: HostileNode, queue: 'own' | 'team', role: 'v' | 'a'): readonly number[] {
  const positions: number[] = [];
  node.tampering = {
    frameToClient: (frame, line) => {
      if (frame.kind === queue && line.id?.startsWith(role) === true) positions.push(frame.position);
      return [frame];
    },
  };
  return positions;
}

/** Frames to be kept for later, under a new name each: the disk fills up. */
export const fullDisk: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const browser = new Browser();
  const vera = await scene.visit(browser);
  await scene.talk(vera);
  const { from, frame } = await node.frame('open');
  const business = frame.slice(2, 22);
  for (let count = 0; count < maxEarlyFramesInAll + 20; count++) {
    node.line('v').deliver({ kind: 'transient', frame: strayMessage(business, from) });
  }
  scene.say('are you there?');
  await shows(vera, 'are you there?');
  const kept = [...browser.rows.rows.keys()].filter(key => key.startsWith('early '));
  return kept.length > maxEarlyFramesInAll;
};

/** Garbage in Amir's name, as fast as the wire carries it: each try costs her key derivations. */
export const endlessGarbage: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  let tries = 0;
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name: keyof SubtleCrypto) => {
      const value: unknown = target[name];
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        // AES-GCM with bytes beside: a frame, as records at rest are opened under keys that are not imported anew.
        if (name === 'importKey' && given[0] === 'raw' && given[2] === 'AES-GCM') tries++;
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
  const counted = { subtle, getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;
  const ctx = { crypto: counted, now: clock.ctx.now };
  const { business } = scene;
  const vera = scene.keep(await visit({ node: node.origin, business, world: { ctx } }));
  await scene.talk(vera);
  const like = await lastOfAmir(node);
  const count = node.said.length;
  tries = 0;
  for (let sent = 0; sent < 200; sent++)
    node.line('v').deliver({ kind: 'transient', frame: garbageLike(like) });
  const end = strayMessage(like.frame.slice(2, 22), (await node.frame('open')).from);
  node.line('v').deliver({ kind: 'own', position: 1_000_000, frame: end });
  await handledAfter(node, count);
  return tries > 100;
};

/** The node mutes Amir with garbage in his name, and has his next words forgotten as handled. */
export const forgottenWhileMuted: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  const like = await lastOfAmir(node);
  for (let sent = 0; sent < 40; sent++)
    node.line('v').deliver({ kind: 'transient', frame: garbageLike(like) });
  const positions = positionsOf(node, 'own', 'v');
  scene.say('are you there?');
  const position = await node.waitFor('his words', () => positions[0]);
  const count = node.said.length;
  const end = strayMessage(like.frame.slice(2, 22), (await node.frame('open')).from);
  node.line('v').deliver({ kind: 'own', position: position + 1, frame: end });
  const handled = await handledAfter(node, count);
  const isShown = texts(vera.state).includes('Amir> are you there?');
  return !isShown && handled.some(one => one >= position);
};

/** The same at the desk: a visitor's words wait, and the desk's cursor runs past them. */
export const cursorPastMuted: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, desk } = scene;
  const vera = await scene.asking('hello?');
  const open = await node.frame('open');
  const garbage = Uint8Array.from(open.frame, (byte, index) => (index < 88 ? byte : 7));
  for (let sent = 0; sent < 40; sent++) {
    garbage.set(random(16), 88);
    node.line('a').deliver({ kind: 'transient', frame: Uint8Array.from(garbage) });
  }
  const positions = positionsOf(node, 'team', 'a');
  await vera.send('are you there?');
  const position = await node.waitFor('her words', () => positions[0]);
  await scene.asking('I am Nora');
  const count = node.said.length;
  desk.suspend();
  desk.resume();
  const cursor = await node.waitFor('the cursor', () => {
    const proof = node.said.slice(count).find(({ message }) => message.type === 'proof')?.message;
    return proof?.type === 'proof' ? (proof.team?.after ?? 0) : undefined;
  });
  const isShown = isOpen(desk.state) && desk.state.rows.some(row => row.lastText === 'are you there?');
  return !isShown && cursor >= position;
};

/** The node repeats what Amir honestly said, over several turns of the ratchet, until she is deaf to him. */
export const mutedByRepeats: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  for (const turn of [1, 2, 3]) {
    scene.say(`his ${turn}`);
    await shows(vera, `his ${turn}`);
    await vera.send(`hers ${turn}`);
    await scene.row(`hers ${turn}`);
  }
  const his = node.sent.filter(({ kind, from }) => kind === 'message' && from.startsWith('a'));
  for (let round = 0; round < 20; round++)
    for (const { frame } of his) node.line('v').deliver({ kind: 'transient', frame });
  const count = node.said.length;
  const positions = positionsOf(node, 'own', 'v');
  scene.say('are you there?');
  const position = await node.waitFor('his words', () => positions[0]);
  const end = strayMessage((await node.frame('open')).frame.slice(2, 22), (await node.frame('open')).from);
  node.line('v').deliver({ kind: 'own', position: position + 1, frame: end });
  await handledAfter(node, count);
  await vera.send('I am');
  await scene.row('I am');
  return !texts(vera.state).includes('Amir> are you there?');
};
