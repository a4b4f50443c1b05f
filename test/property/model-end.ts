import { Vault } from '../../src/chat/store/vault.js';
import type { Batch } from '../../src/chat/store/vault.js';
import { ConversationLog } from '../../src/chat/thread/conversation-log.js';
import { Drafts } from '../../src/chat/thread/drafts.js';
import { messageId } from '../../src/protocol/ids.js';
import { generateStorageKey } from '../../src/protocol/passphrase.js';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import type { ConversationId, MessageId } from '../../src/wire/ids.js';
import { Field } from '../support/field.js';
import type { End } from './end.js';
import { settle } from '../support/pending.js';
import { Bell, ctx, oncePerTask, textsOf } from './tabs.js';

/** The model alone, at the one place of a customer or the many of an agent: quick enough for very many. */
export async function modelEnd(places: readonly string[]): Promise<End> {
  const rows = new MemoryRows();
  const bell = new Bell();
  const key = await generateStorageKey(ctx);
  return {
    places: places.length,
    task: () => Promise.resolve(),
    async open(makeDisk) {
      const disk = makeDisk(new MemoryStore(rows));
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
          disk.end();
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
