/** Both views without a page: fields alone, over stores in memory. */
import type { ThreadRequest } from '../../src/chat/model/desk-state.js';
import { MemoryRows, MemoryStore } from '../../src/storage/memory-store.js';
import { Field } from '../support/field.js';
import type { ShowDesk } from './desk-end.js';
import type { Ground } from './end.js';
import { until } from '../support/pending.js';
import { oncePerTask } from './tabs.js';
import type { ShowVisitor } from './visitor-end.js';

/** A store in memory, and what shows its tabs. */
export function inMemory<Show>(show: Show): Ground<Show> {
  const rows = new MemoryRows();
  return {
    openStore: () => Promise.resolve(new MemoryStore(rows)),
    show,
    task: () => Promise.resolve(),
  };
}

export const visitorField: ShowVisitor = engine => {
  const field = new Field(
    () => engine.state.draft,
    request => {
      engine.request(request);
    },
  );
  const remove = engine.subscribe(
    oncePerTask(() => {
      field.drawn();
    }),
  );
  return Promise.resolve({ field, remove });
};

/** The view makes a composer anew for each conversation that it comes to show. */
export const deskField: ShowDesk = (desk, ask) => {
  let shown: { readonly id: string; readonly field: Field } | undefined;
  return {
    get place() {
      return shown?.id ?? '';
    },
    get field() {
      if (!shown) throw new Error('no field');
      return shown.field;
    },
    drawn() {
      const { thread } = desk.state;
      if (!thread) return;
      const { id } = thread;
      if (shown?.id !== id) {
        const field = new Field(
          () => (desk.state.thread?.id === id ? desk.state.thread.draft : undefined),
          request => {
            ask({ ...(request as ThreadRequest), conversation: id });
          },
        );
        shown = { id, field };
      }
      shown.field.drawn();
    },
    select: conversation => {
      ask({ type: 'select', conversation });
    },
    remove: () => undefined,
    shown: () => until(() => shown !== undefined),
  };
};
