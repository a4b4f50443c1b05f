import { UnlockedDesk } from '../../src/chat/desk/unlocked-desk.js';
import type { DeskRequest } from '../../src/chat/model/desk-state.js';
import { Vault } from '../../src/chat/store/vault.js';
import { unwrapStorageKey } from '../../src/protocol/passphrase.js';
import type { Store, Table } from '../../src/storage/store.js';
import { HttpNodeApi } from '../../src/transport/node-api.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import type { ConversationId } from '../../src/wire/ids.js';
import type { DeskStore } from '../golden/desk-store.js';
import { passphrase, relayOnly } from '../support/people.js';
import type { End, Ground, TypingField } from './end.js';
import { Bell, ctx, node, oncePerTask, textsOf } from './tabs.js';

type OpenRequest = Parameters<UnlockedDesk['handle']>[0];

/** An agent's view of the open desk. */
export interface DeskView {
  readonly place: string;
  readonly field: TypingField;
  drawn(): void;
  /** Clicks the row of a conversation. */
  select(conversation: ConversationId): void;
  remove(): void;
  /** Settles once a conversation is in view. */
  shown(): Promise<void>;
}

export type ShowDesk = (desk: UnlockedDesk, ask: (request: DeskRequest) => void) => DeskView;

const conversations = ['a', 'b', 'c'].map(letter => letter.repeat(26) as ConversationId);
let deskKey: Promise<CryptoKey> | undefined;

export async function deskEnd({ openStore, show, task }: Ground<ShowDesk>, golden: DeskStore): Promise<End> {
  const store = await openStore();
  await store.commit(
    golden.rows.map(([row, value]) => {
      const [table = '', key = ''] = row.split(' ');
      return { table: table as Table, key, value: fromBase64url(value) };
    }),
  );
  const vault = new Vault(ctx, store, await unlockedKey(store));
  const [known] = await vault.range('conversation', { prefix: '' });
  if (!known?.value.desk) throw new Error('the golden desk has no conversation');
  const batch = vault.batch();
  for (const id of conversations) {
    const context = { title: id, page: 'https://shop.example/', facts: [] };
    batch.put('conversation', id, { ...known.value, id, desk: { ...known.value.desk, context } });
  }
  await batch.commit(undefined);
  const bell = new Bell();
  return {
    places: conversations.length,
    task,
    async open(makeDisk) {
      const disk = makeDisk(await openStore());
      let draw = (): void => undefined;
      const desk = await UnlockedDesk.open(
        {
          ctx,
          node,
          business: golden.business,
          invitation: undefined,
          api: new HttpNodeApi(node),
          openStore: () => Promise.resolve(disk),
          makeLead: (_business, events) => bell.tab(events),
          makeLink: relayOnly,
          remember: () => undefined,
          onArrived: () => undefined,
          notifications: () => 'unsupported',
          askNotifications: () => Promise.resolve(),
        },
        disk,
        new Vault(ctx, disk, await unlockedKey(store)),
        () => {
          draw();
        },
      );
      const view = show(desk, request => {
        desk.handle(request as OpenRequest).catch((cause: unknown) => {
          desk.fail(cause);
        });
      });
      draw = oncePerTask(() => {
        view.drawn();
      });
      view.drawn();
      let index = 0;
      const turn = (): void => {
        const next = conversations[index++ % conversations.length];
        if (next !== undefined) view.select(next);
      };
      desk.resume();
      await task();
      turn();
      await view.shown();
      return {
        disk,
        get place() {
          return view.place;
        },
        get field() {
          return view.field;
        },
        turn,
        close: () => {
          desk.suspend();
          view.remove();
          disk.end();
        },
      };
    },
    sent: async () => {
      const fresh = new Vault(ctx, store, await unlockedKey(store));
      const found = conversations.map(async id => [id, await textsOf(fresh, id)] as const);
      return new Map(await Promise.all(found));
    },
  };
}

/** Deriving it takes its time by design: once for all windows. */
async function unlockedKey(store: Store): Promise<CryptoKey> {
  return (deskKey ??= (async () => {
    const wrapped = await store.get('keys', 'wrapped');
    const key = wrapped instanceof Uint8Array && (await unwrapStorageKey(ctx, passphrase, wrapped));
    if (!key) throw new Error('the golden desk does not open');
    return key;
  })());
}
