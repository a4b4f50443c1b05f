/** A hostile node, or a hostile peer, on the frames of one session (PROTOCOL 6, 7). */
import { aeadKeyBytes, sealAead } from '../../../src/protocol/aead.js';
import { random } from '../../../src/protocol/context.js';
import type { Context } from '../../../src/protocol/context.js';
import { hkdf } from '../../../src/protocol/kdf.js';
import { label } from '../../../src/protocol/label.js';
import { nextKey } from '../../../src/protocol/ratchet.js';
import { mayBeTransient, openMessage, sealMessage } from '../../../src/protocol/session.js';
import type { Session } from '../../../src/protocol/session.js';
import { concat, fromText } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { field } from '../../../src/wire/codec.js';
import { encodeHeader } from '../../../src/wire/frame.js';
import { encodeMessageClear } from '../../../src/wire/session-fields.js';
import type { PeerId } from '../../../src/wire/ids.js';
import { pad } from '../../../src/wire/padding.js';
import { flip } from '../../protocol/support/snapshot.js';
import { makeContact, text } from '../../protocol/support/world.js';
import type { Attack } from '../attack.js';

const start = async () => {
  const { ctx, atAmir, atVera } = await makeContact(globalThis.crypto);
  return { ctx, amir: atAmir, vera: atVera };
};

/** A message comes twice. */
export const replay: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const { frame } = await sealMessage(ctx, amir, [text('one')]);
  const first = await openMessage(ctx, vera, frame);
  return first.ok && (await openMessage(ctx, first.session, frame)).ok;
};

/** A message that came late comes twice. */
export const lateReplay: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const one = await sealMessage(ctx, amir, [text('one')]);
  const two = await sealMessage(ctx, one.session, [text('two')]);
  const second = await openMessage(ctx, vera, two.frame);
  const late = second.ok && (await openMessage(ctx, second.session, one.frame));
  return late !== false && late.ok && (await openMessage(ctx, late.session, one.frame)).ok;
};

/** A message is passed on as one by another device, in the same session. */
export const renamed: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const { frame } = await sealMessage(ctx, amir, [text('one')]);
  const bea = `a${'b'.repeat(26)}` as PeerId;
  const { business } = amir;
  const header = encodeHeader({ kind: 'message', business, from: bea, to: vera.self });
  return (await openMessage(ctx, vera, concat(header, frame.slice(76)))).ok;
};

/** One bit in the clear counters of a message: receivers would skip keys for frames that never were. */
export const countersTurned: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const { frame } = await sealMessage(ctx, amir, [text('one')]);
  return (await openMessage(ctx, vera, flip(frame, 76 + 16 + 65 + 3))).ok;
};

/** One bit anywhere in the ciphertext. */
export const bitsTurned: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const { frame } = await sealMessage(ctx, amir, [text('one')]);
  for (let index = frame.length - 60; index < frame.length; index++) {
    if ((await openMessage(ctx, vera, flip(frame, index))).ok) return true;
  }
  return false;
};

/** A counter far ahead: the receiver would derive keys for minutes. */
export const gapFlood: Attack = async () => {
  const { ctx, amir, vera } = await start();
  let work = 0;
  const { subtle } = ctx.crypto;
  const counting = new Proxy(subtle, {
    get: (target, name: keyof SubtleCrypto) => {
      if (name === 'sign') work++;
      const value: unknown = target[name];
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const getRandomValues = ctx.crypto.getRandomValues.bind(ctx.crypto);
  const counted: Context = { now: ctx.now, crypto: { subtle: counting, getRandomValues } as Crypto };
  const { frame } = await sealMessage(ctx, amir, [text('one')]);
  frame[76 + 16 + 65 + 4 + 2] = 12;
  await openMessage(counted, vera, frame);
  return work > 2_000;
};

/** The peer is away and typing signals are lost: the words after them lie beyond the widest gap. */
export const lostTyping: Attack = async () => {
  const { ctx, amir, vera } = await start();
  let session: Session = vera;
  for (let sent = 0; sent < 600 && mayBeTransient(ctx, session); sent++) {
    const typing = [{ type: 'typing', on: true }] as const;
    ({ session } = await sealMessage(ctx, session, typing, { transient: true }));
  }
  const { frame } = await sealMessage(ctx, session, [text('are you there?')]);
  return !(await openMessage(ctx, amir, frame)).ok;
};

/** An authentic frame whose payload nests 30,000 brackets: refused, it would come again and fail for ever. */
export const brackets: Attack = async () => {
  const { ctx, amir, vera } = await start();
  const nested = fromText(`${'['.repeat(15_000)}${']'.repeat(15_000)}`);
  const area = pad(concat(field(nested), field(new Uint8Array())));
  if (!area) return false;
  try {
    return !(await openMessage(ctx, vera, await sealArea(ctx, amir, area))).ok;
  } catch {
    return true;
  }
};

/** The same with an area that cannot be cut into payloads at all. */
export const uncuttable: Attack = async () => {
  const { ctx, amir, vera } = await start();
  try {
    return !(await openMessage(ctx, vera, await sealArea(ctx, amir, new Uint8Array(256)))).ok;
  } catch {
    return true;
  }
};

/** A frame as a hostile peer seals it: authentic, whatever its area is. */
async function sealArea(ctx: Context, session: Session, area: Bytes): Promise<Bytes> {
  const { key, header } = await nextKey(ctx, session.ratchet);
  const salt = random(ctx, 16);
  const { business, self: from, peer: to, sid } = session;
  const clear = concat(
    encodeHeader({ kind: 'message', business, from, to }),
    encodeMessageClear({ sid, ...header, salt }),
  );
  const aead = await hkdf(ctx, { ikm: key, salt, info: label('message'), length: aeadKeyBytes });
  return concat(clear, await sealAead(ctx, aead, concat(clear, session.transcriptHash), area));
}
