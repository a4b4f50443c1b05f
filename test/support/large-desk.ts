/** A desk of any size without a node: a business with its owner, and as many conversations as one likes in its store. */
import { setUpBusiness, storeDesk, unlockDesk } from '../../src/chat/desk-keys.js';
import type { DeskWorld } from '../../src/chat/desk/desk-world.js';
import { UnlockedDesk } from '../../src/chat/desk/unlocked-desk.js';
import { openPlace, sessionPlace } from '../../src/chat/desk/desk-opens.js';
import { summarised, newDeskPart } from '../../src/chat/desk/desk-summary.js';
import { idPlace, rowKey } from '../../src/chat/thread/conversation-log.js';
import type { ConversationRecord } from '../../src/chat/store/records.js';
import type { Batch, Vault } from '../../src/chat/store/vault.js';
import { emptyConversation } from '../../src/chat/store/empty-conversation.js';
import { readCard } from '../../src/protocol/card.js';
import type { VerifiedCard } from '../../src/protocol/card.js';
import type { Context } from '../../src/protocol/context.js';
import { random } from '../../src/protocol/context.js';
import { messageId, peerId } from '../../src/protocol/ids.js';
import type { BoxKey } from '../../src/protocol/keys.js';
import { importBoxKey, importSigningKey } from '../../src/protocol/keys.js';
import { encodeReceivedOpen } from '../../src/protocol/open-codec.js';
import { receiveOpen } from '../../src/protocol/open.js';
import type { ReceivedOpen } from '../../src/protocol/open.js';
import type { Store } from '../../src/storage/store.js';
import { toBase32 } from '../../src/wire/base32.js';
import type { BusinessId, ConversationId, PeerId } from '../../src/wire/ids.js';
import type { TextPayload } from '../../src/wire/payload/payload.js';
import { Caller } from './caller.js';
import { LinkDouble } from './link-double.js';
import { LocalTabs } from './local-lead.js';

export const deskPassphrase = 'correct horse battery';
/** Conversations that are put into one commit. */
const atOnce = 250;
const minuteMs = 60_000;

export interface LargeDesk {
  readonly business: BusinessId;
  readonly card: VerifiedCard;
}

/** Makes a business in `store`, with `count` conversations that have been going on for a while. */
export async function makeLargeDesk(ctx: Context, store: Store, count: number): Promise<LargeDesk> {
  const { making } = await setUpBusiness(
    ctx,
    { register: () => Promise.resolve(), backup: () => Promise.reject(new Error('there is none')) },
    { token: '', businessName: 'Juniper', memberName: 'Amir' },
  );
  const { business } = making;
  await storeDesk(ctx, store, making, deskPassphrase);
  const read = await readCard(ctx, { business, bytes: making.card });
  if (!read.ok) throw new Error(read.code);
  const vault = await unlockDesk(ctx, store, deskPassphrase);
  const key = await importSigningKey(ctx, making.device.key);
  if (!key) throw new Error('the desk has no key');
  const self = await peerId(ctx, 'a', key.publicKey);
  const inboxes = new Map<number, BoxKey>();
  for (const { epoch, bytes } of making.inboxes) {
    const box = await importBoxKey(ctx, bytes);
    if (box) inboxes.set(epoch, box);
  }
  const frame = await (await Caller.create(ctx, read.card)).open('Is the oak shelf in stock?');
  const opened = await receiveOpen(ctx, { business, inboxes, frame });
  if (!opened.ok) throw new Error(opened.reason);
  await fill(ctx, vault, { count, self, open: opened.open });
  return { business, card: read.card };
}

interface Filling {
  readonly count: number;
  readonly self: PeerId;
  /** What all opens look like. */
  readonly open: ReceivedOpen;
}

async function fill(ctx: Context, vault: Vault, { count, self, open }: Filling): Promise<void> {
  let batch = vault.batch();
  for (let index = 0; index < count; index++) {
    putConversation(ctx, batch, { index, self, open });
    if (index % atOnce < atOnce - 1) continue;
    await batch.commit(undefined);
    batch = vault.batch();
  }
  await batch.commit(undefined);
}

function putConversation(
  ctx: Context,
  batch: Batch,
  { index, self, open }: Omit<Filling, 'count'> & { readonly index: number },
): void {
  const id = messageId(ctx) as string as ConversationId;
  const visitor = `v${messageId(ctx)}` as PeerId;
  const at = ctx.now() - (index + 10) * minuteMs;
  const openId = toBase32(random(ctx, 16));
  const sid = toBase32(random(ctx, 16));
  const { number } = open;
  const isYours = index % 3 > 0;
  const of = { conversation: id, number };
  batch.put('open', openId, {
    ...of,
    bytes: encodeReceivedOpen(open),
    openId,
    at,
    acceptedAt: 0,
    bundle: undefined,
  });
  batch.put('index', openPlace(id, number) + openId, { row: openId });
  const begun: ConversationRecord = {
    ...emptyConversation(id),
    desk: { ...newDeskPart(open), visitor, visitorKey: random(ctx, 65) },
    openNumber: number,
    openAt: at,
    holder: isYours ? { device: self, name: 'Amir', number, claim: 1, sid } : undefined,
  };
  if (isYours) {
    const session = { peer: visitor, name: '', claim: 1, startedAt: at, lastSealedAt: at, sealed: 2 };
    batch.put('session', sid, { ...of, ...session, bytes: random(ctx, 420), supersededAt: 0 });
    batch.put('index', sessionPlace(id) + sid, { row: sid });
  }
  putThread(ctx, batch, { id, visitor, at, count: 4 });
  batch.put(
    'conversation',
    id,
    summarised(
      {
        from: visitor,
        conversation: begun,
        content: [words(ctx, at)],
        typing: undefined,
        transfer: undefined,
        rtc: undefined,
        resend: [],
      },
      at,
    ),
  );
}

function words(ctx: Context, at: number): TextPayload {
  const text = 'An oak shelf of 120 cm, oiled, please.';
  return { type: 'text', id: messageId(ctx), seq: 1, at, text };
}

/** Puts a thread of `count` messages, hers and ours in turn, the last of them at `at`. */
export function putThread(
  ctx: Context,
  batch: Batch,
  {
    id,
    visitor,
    at,
    count,
  }: {
    readonly id: ConversationId;
    readonly visitor: PeerId;
    readonly at: number;
    readonly count: number;
  },
): void {
  for (let index = 0; index < count; index++) {
    const own = index % 2 > 0;
    const time = at - (count - index) * 1_000;
    const { text, id: message } = words(ctx, time);
    const seq = Math.floor(index / 2) + 1;
    const key = rowKey(id, time, message);
    batch.put('message', key, {
      id: message,
      own,
      seq,
      at: time,
      author: own ? 'Amir' : '',
      sender: own ? '' : visitor,
      body: { type: 'text', id: message, seq, at: time, text },
      delivery: 'read',
      sid: '',
    });
    batch.put('index', idPlace(id, message), { row: key });
  }
}

export interface RunningDesk {
  readonly desk: UnlockedDesk;
  readonly link: LinkDouble;
  readonly vault: Vault;
}

/** Unlocks a desk: the test stands where its node is. */
export async function openLargeDesk(
  ctx: Context,
  { store, business }: { readonly store: Store; readonly business: BusinessId },
  onChange: () => void,
  tabs = new LocalTabs(),
): Promise<RunningDesk> {
  const made: LinkDouble[] = [];
  const world: DeskWorld = {
    ctx,
    node: 'https://chat.example',
    business,
    invitation: undefined,
    api: { register: () => Promise.resolve(), backup: () => Promise.reject(new Error('there is none')) },
    openStore: () => Promise.resolve(store),
    makeLead: (_business, events) => tabs.make(events),
    makeLink: options => {
      const link = new LinkDouble(options);
      made.push(link);
      return link;
    },
    remember: () => undefined,
    onArrived: () => undefined,
    notifications: () => 'unsupported',
    askNotifications: () => Promise.resolve(),
  };
  const vault = await unlockDesk(ctx, store, deskPassphrase);
  const desk = await UnlockedDesk.open(world, store, vault, onChange);
  desk.resume();
  const [link] = made;
  if (!link) throw new Error('the desk made no link');
  return { desk, link, vault };
}
