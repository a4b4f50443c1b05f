/** What a peer may send, at the edges of what the guards let through; the same in every run. */
import { ConversationLog } from '../../src/chat/thread/conversation-log.js';
import { coreHandlers } from '../../src/chat/thread/core-handlers.js';
import { beginReceiving, receivePayloads } from '../../src/chat/thread/payload-handlers.js';
import { threadItems } from '../../src/chat/thread/thread-items.js';
import { Vault } from '../../src/chat/store/vault.js';
import { emptyConversation } from '../../src/chat/store/empty-conversation.js';
import type { ThreadItem } from '../../src/chat/model/thread-state.js';
import { MemoryStore } from '../../src/storage/memory-store.js';
import { toBase32 } from '../../src/wire/base32.js';
import type { ConversationId, PeerId } from '../../src/wire/ids.js';
import { decodePayloads } from '../../src/wire/payload/payload-decode.js';
import { encodePayloads } from '../../src/wire/payload/payload.js';
import type { ContentPayload, Payload, ReceivedPayload } from '../../src/wire/payload/payload.js';

/** A whole number below another one. */
export type Chance = (below: number) => number;

/** Chance that repeats itself. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces: readonly string[] = [
  ...['', ' ', '\n', '\t', '\0', '\u00a0', '\u2028', '\u200b', '\u00ad', '\ufeff', '\u0301', '\u20dd'],
  ...[
    '\u202e',
    '\u202a',
    '\u2066',
    '\u2067',
    '\u2069',
    '\u200f',
    '\u061c',
    '\ud800',
    '\udc00',
    '\u{1f9d1}\u200d\u{1f680}',
  ],
  ...[
    '%',
    '%E0%A4%A',
    '%u',
    '%00',
    '{}',
    '{0}',
    '${a}',
    '$&',
    '&lt;',
    '<b>',
    '</p>',
    '<!--',
    '-->',
    '`',
    '\\',
  ],
  ...[
    'https://',
    'https://a.de/%',
    'https://[',
    'https://a@b/',
    'mailto:',
    'tel:',
    ')',
    '(((',
    ',https://a.de',
  ],
  ...[
    'constructor',
    '__proto__',
    'NaN',
    'undefined',
    'مرحبا',
    'שלום',
    'नमस्ते',
    '你好。',
    'Ω',
    'ﷺ',
    'a',
    'Straße 5',
  ],
];
const numbers: readonly number[] = [
  ...[0, -0, 1, 2, 60_000, 1_790_000_000_000, 8.64e15 - 1, 8.64e15, 8.64e15 + 1],
  ...[2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, -1, 1.5, Number.NaN],
];

/** A text of at most `length` characters: one piece again and again, or many. */
export function hostileText(chance: Chance, length: number): string {
  const pick = (): string => pieces[chance(pieces.length)] ?? '';
  if (chance(3) === 0) return pick();
  const long = chance(4) === 0 ? length : chance(60);
  if (chance(2) === 0) return pick().repeat(long).slice(0, long);
  return Array.from({ length: long }, pick).join('').slice(0, long);
}

function hostileContext(chance: Chance): object {
  const text = (): string => hostileText(chance, 302);
  const pages = [
    '',
    '/',
    '/%',
    'https://shop.example/%',
    'https://',
    'http://[::1',
    `https://${text()}`,
    `/${text()}`,
  ];
  return {
    title: text(),
    page: pages[chance(pages.length)]?.slice(0, 300),
    facts: Array.from({ length: chance(22) }, () => ({ name: text(), value: text() })),
  };
}

/** One payload, whole or nearly: whether it is let through is for the guards to say. */
function hostilePayload(chance: Chance, seq: number): object {
  const id = toBase32(Uint8Array.from({ length: 16 }, () => chance(256)));
  const number = (): number => numbers[chance(numbers.length)] ?? 0;
  const content = { id, seq: chance(8) === 0 ? number() : seq, at: number() };
  const kinds: readonly (() => object)[] = [
    () => ({ type: 'text', ...content, text: hostileText(chance, 16_384) }),
    () => ({ type: 'text', ...content, text: `https://${')'.repeat(16_300)}` }),
    () => ({ type: 'text', ...content, text: hostileText(chance, 200) || 'a' }),
    () => ({ type: 'context', ...content, context: hostileContext(chance) }),
    () => ({ type: 'end', ...content }),
    () => ({ type: 'rating', ...content, stars: number(), text: hostileText(chance, 400) }),
    () => ({
      type: 'product',
      ...content,
      title: hostileText(chance, 300),
      page: '/%',
      price: hostileText(chance, 300),
    }),
    () => ({
      type: 'file',
      ...content,
      name: hostileText(chance, 300),
      mime: '',
      size: number(),
      chunks: 1,
      key: 'A'.repeat(43),
    }),
    () => ({ type: hostileText(chance, 20), ...content }),
    () => ({ type: 'receipt', delivered: [id], read: [id] }),
    () => ({ type: 'typing', on: chance(2) === 0 }),
    () => ({ type: 'resend', from: number(), to: number() }),
    () => ({ type: 'text' }),
  ];
  return kinds[chance(kinds.length)]?.() ?? {};
}

/** A thread of hostile content, taken in and read again by the code that does so for every peer. */
export interface HostileThread {
  readonly items: readonly ThreadItem[];
  readonly content: readonly ContentPayload[];
}

/** Sends payloads through decoder, guards and log, as those of a visitor. */
export async function hostileThread(seed: number, count: number): Promise<HostileThread> {
  const chance = chanceOf(seed);
  const now = 1_795_000_000_000;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const vault = new Vault({ crypto, now: () => now }, new MemoryStore(), key);
  const log = new ConversationLog(vault, () => now);
  const sender = { id: `v${'b'.repeat(26)}` as PeerId, name: '' };
  const payloads: ReceivedPayload[] = [];
  for (let seq = 1; payloads.length < count; seq++)
    payloads.push(...(decodePayloads(encodePayloads([hostilePayload(chance, seq) as Payload])) ?? []));
  const batch = vault.batch();
  const before = emptyConversation('a'.repeat(26) as ConversationId);
  const owners = { handlers: coreHandlers, onParked: () => undefined };
  const taking = beginReceiving({ batch, log, sender, conversation: before });
  const { content } = await receivePayloads(owners, taking, payloads);
  await batch.commit(undefined);
  const { items } = await threadItems(log, before.id, 10_000, { showOwnContext: true });
  return { items, content };
}
