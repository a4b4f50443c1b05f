import { Vault } from '../../src/chat/store/vault.js';
import { VisitorEngine } from '../../src/chat/visitor/visitor-engine.js';
import { visitorIdentity } from '../../src/chat/visitor/visitor-identity.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { relayOnly } from '../support/people.js';
import type { End, Ground, TypingField } from './end.js';
import { Bell, ctx, node, textsOf } from './tabs.js';

/** A customer's view of her engine. */
export interface VisitorView {
  readonly field: TypingField;
  remove(): void;
}

export type ShowVisitor = (engine: VisitorEngine) => Promise<VisitorView>;

export async function visitorEnd({ openStore, show, task }: Ground<ShowVisitor>): Promise<End> {
  const business = 'sc1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' as BusinessId;
  const bell = new Bell();
  const store = await openStore();
  const { storageKey, conversation } = await visitorIdentity(ctx, store, business);
  const vault = new Vault(ctx, store, storageKey);
  return {
    places: 1,
    task,
    async open(makeDisk) {
      const disk = makeDisk(await openStore());
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
      // Not awaited: people type while the store still opens, where they see a field by then.
      void engine.start();
      const view = await show(engine);
      return {
        disk,
        place: business,
        get field() {
          return view.field;
        },
        turn: () => undefined,
        close: () => {
          engine.suspend();
          view.remove();
          disk.end();
        },
      };
    },
    sent: async () => new Map([[business, await textsOf(vault, conversation)]]),
  };
}
