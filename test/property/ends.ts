/**
 * Both ends of a conversation as somebody who types meets them, over the real engines: tabs with fields, on a disk that is
 * slow, full, or gone with its tab. No tab leads, so that nothing is sealed: what was sent is what stands in the thread.
 */
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { UnlockedDesk } from '../../src/chat/desk/unlocked-desk.js';
import type { ThreadRequest } from '../../src/chat/model/desk-state.js';
import { Vault } from '../../src/chat/store/vault.js';
import type { Batch } from '../../src/chat/store/vault.js';
import { ConversationLog } from '../../src/chat/thread/conversation-log.js';
import { Drafts } from '../../src/chat/thread/drafts.js';
import { messageId } from '../../src/protocol/ids.js';
import { VisitorEngine } from '../../src/chat/visitor/visitor-engine.js';
import { visitorIdentity } from '../../src/chat/visitor/visitor-identity.js';
import type { Context } from '../../src/protocol/context.js';
import { generateStorageKey, unwrapStorageKey } from '../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import type { TabNote } from '../../src/chat/connection/tab-note.js';
import type { TabLead, TabLeadEvents } from '../../src/storage/tab-lead.js';
import { HttpNodeApi } from '../../src/transport/node-api.js';
import { fromBase64url } from '../../src/wire/base64url.js';
import type { BusinessId, ConversationId, MessageId } from '../../src/wire/ids.js';
import { deskStorePath } from '../golden/desk-store.js';
import type { DeskStore } from '../golden/desk-store.js';
import { Field } from '../support/field.js';
import { passphrase, relayOnly } from '../support/people.js';
import type { SlowDisk } from '../support/slow-disk.js';

/** A tab: the field in view, and where its words go. */
export interface Tab {
  readonly disk: SlowDisk;
  readonly place: string;
  readonly field: Field;
  /** Turns to another conversation, where there are several. */
  turn(): void;
  close(): void;
}

/** One end: its tabs share what is stored. */
export interface End {
  /** How many conversations a tab turns between. */
  readonly places: number;
  open(disk: (rows: MemoryRows) => SlowDisk): Promise<Tab>;
  /** Texts that were sent, by place, oldest first. */
  sent(): Promise<ReadonlyMap<string, readonly string[]>>;
}

// Nobody serves there, and nobody leads who would ask.
const node = 'http://127.0.0.1:9';
let pending = 0;
// No two rows of one moment: what a page wrote comes before what the next one writes.
let time = Date.now();
const ctx: Context = { crypto: counted(globalThis.crypto), now: () => time++ };

/** Lets everything run that waits for no clock. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet = pending === 0 ? quiet + 1 : 0) await setImmediate();
}

/** The model alone, at the one place of a customer or the many of an agent: quick enough for very many. */
export async function modelEnd(places: readonly string[]): Promise<End> {
  const rows = new MemoryRows();
  const bell = new Bell();
  const key = await generateStorageKey(ctx);
  return {
    places: places.length,
    async open(makeDisk) {
      const disk = makeDisk(rows);
      const vault = new Vault(ctx, disk, key);
      const log = new ConversationLog(vault, ctx.now);
      let index = 0;
      let field = new Field(() => undefined, ignore);
      const lead = bell.tab({
        onLead: ignore,
        onDeposed: ignore,
        onRing: () => void drafts.read(placeOf(index)),
        readNote: () => undefined,
      });
      const drafts = new Drafts({
        vault: () => Promise.resolve(vault),
        newId: () => messageId(ctx),
        keyOf: place => `draft/${place}`,
        sentText: (place, id) => log.ownText(place as ConversationId, id),
        onChanged: oncePerTask(() => {
          field.drawn();
        }),
      });
      const placeOf = (at: number): string => places[at % places.length] ?? '';
      const show = (): void => {
        const place = placeOf(index);
        field = new Field(
          () => drafts.state(place),
          request => {
            if (request.type === 'draft') drafts.type(place, request.text, request.returned).catch(ignore);
            if (request.type !== 'send') return;
            const add = (batch: Batch, id: MessageId, text: string): void => {
              log.addOwn(batch, place as ConversationId, id, { type: 'text', text });
            };
            drafts.send(place, request.text, add).then(() => {
              lead.ring({ type: 'changed' });
            }, ignore);
          },
        );
        void drafts.read(place);
      };
      lead.start();
      show();
      await settle();
      return {
        disk,
        get place() {
          return placeOf(index);
        },
        get field() {
          return field;
        },
        turn: () => {
          index++;
          show();
        },
        close: () => {
          lead.stop();
          disk.isGone = true;
        },
      };
    },
    sent: async () => {
      const vault = new Vault(ctx, new MemoryStore(rows), key);
      return new Map(
        await Promise.all(places.map(async id => [id, await textsOf(vault, id as ConversationId)] as const)),
      );
    },
  };
}

function ignore(): void {
  // Told in the state: the field has its words back.
}

export async function visitorEnd(): Promise<End> {
  const business = 'sc1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' as BusinessId;
  const rows = new MemoryRows();
  const bell = new Bell();
  const { storageKey, conversation } = await visitorIdentity(ctx, new MemoryStore(rows), business);
  const vault = new Vault(ctx, new MemoryStore(rows), storageKey);
  return {
    places: 1,
    open(makeDisk) {
      const disk = makeDisk(rows);
      const engine = new VisitorEngine(
        {
          ctx,
          business,
          node,
          openStore: () => Promise.resolve(disk),
          makeLead: events => bell.tab(events),
          makeLink: relayOnly,
          route: 'relay',
          saveFile: () => undefined,
          onArrived: () => undefined,
          onErased: () => undefined,
        },
        { greeting: '', context: undefined },
      );
      const field = new Field(
        () => engine.state.draft,
        request => {
          engine.request(request);
        },
      );
      engine.subscribe(
        oncePerTask(() => {
          field.drawn();
        }),
      );
      // Not awaited: people type while the store still opens.
      void engine.start();
      const close = (): void => {
        engine.suspend();
        disk.isGone = true;
      };
      return Promise.resolve({ disk, place: business, field, turn: () => undefined, close });
    },
    sent: async () => new Map([[business, await textsOf(vault, conversation)]]),
  };
}

const golden = JSON.parse(readFileSync(deskStorePath, 'utf8')) as DeskStore;
const conversations = ['a', 'b', 'c'].map(letter => letter.repeat(26) as ConversationId);
let deskKey: Promise<CryptoKey> | undefined;

export async function deskEnd(): Promise<End> {
  const rows = new MemoryRows();
  for (const [key, value] of golden.rows) rows.rows.set(key, fromBase64url(value) ?? new Uint8Array());
  const store = new MemoryStore(rows);
  const vault = new Vault(ctx, store, await unlockedKey(store));
  const [known] = await vault.range('conversation', { prefix: '' });
  const batch = vault.batch();
  for (const id of conversations) if (known) batch.put('conversation', id, { ...known.value, id });
  await batch.commit(undefined);
  const bell = new Bell();
  return {
    places: conversations.length,
    async open(makeDisk) {
      const disk = makeDisk(rows);
      let fields = new Map<string, Field>();
      let draw = (): void => undefined;
      const desk: UnlockedDesk = await UnlockedDesk.open(
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
      const ask = (request: Parameters<UnlockedDesk['handle']>[0]): void => {
        desk.handle(request).catch((cause: unknown) => {
          desk.fail(cause);
        });
      };
      /** The view makes a composer anew for each conversation that it comes to show. */
      draw = oncePerTask(() => {
        const { thread } = desk.state;
        if (!thread) return;
        const { id } = thread;
        const field =
          fields.get(id) ??
          new Field(
            () => (desk.state.thread?.id === id ? desk.state.thread.draft : undefined),
            request => {
              ask({ ...(request as ThreadRequest), conversation: id });
            },
          );
        fields = new Map([[id, field]]);
        field.drawn();
      });
      let index = 0;
      const select = (): void => {
        ask({ type: 'select', conversation: conversations[index++ % conversations.length] });
      };
      desk.resume();
      select();
      await until(() => fields.size > 0);
      return {
        disk,
        get place() {
          return [...fields.keys()][0] ?? '';
        },
        get field() {
          const [field] = fields.values();
          if (!field) throw new Error('no field');
          return field;
        },
        turn: select,
        close: () => {
          desk.suspend();
          disk.isGone = true;
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
async function unlockedKey(store: MemoryStore): Promise<CryptoKey> {
  return (deskKey ??= (async () => {
    const wrapped = await store.get('keys', 'wrapped');
    const key = wrapped instanceof Uint8Array && (await unwrapStorageKey(ctx, passphrase, wrapped));
    if (!key) throw new Error('the golden desk does not open');
    return key;
  })());
}

async function textsOf(vault: Vault, conversation: ConversationId): Promise<readonly string[]> {
  const rows = await vault.range('message', { prefix: `${conversation}/` });
  return rows.flatMap(({ value: { own, body } }) => (own && body.type === 'text' ? [body.text] : []));
}

/** The bell between tabs, none of which leads. */
class Bell {
  readonly #tabs = new Set<TabLeadEvents<TabNote>>();

  tab(events: TabLeadEvents<TabNote>): TabLead<TabNote> {
    return {
      isLeading: false,
      start: () => this.#tabs.add(events),
      stop: () => this.#tabs.delete(events),
      steal: () => undefined,
      ring: note => {
        for (const other of this.#tabs)
          if (other !== events)
            queueMicrotask(() => {
              other.onRing(note);
            });
      },
    };
  }
}

/** As a view draws: after the task that changed the model, once. */
function oncePerTask(draw: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      draw();
    });
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

/** WebCrypto that says how many of its answers are still to come. */
function counted(crypto: Crypto): Crypto {
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]): Promise<unknown> => {
        pending++;
        try {
          return (await Reflect.apply(method, target, parameters)) as unknown;
        } finally {
          pending--;
        }
      };
    },
  });
  return new Proxy(crypto, {
    get: (target, name) => {
      if (name === 'subtle') return subtle;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
