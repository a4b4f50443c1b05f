/** What the tabs of all ends share: a clock, the bell between them, and what was sent. No tab leads, so that nothing is sealed. */
import type { TabNote } from '../../src/chat/connection/tab-note.js';
import type { Vault } from '../../src/chat/store/vault.js';
import type { Context } from '../../src/protocol/context.js';
import type { TabLead, TabLeadEvents } from '../../src/storage/tab-lead.js';
import type { ConversationId } from '../../src/wire/ids.js';
import { countedCrypto } from '../support/pending.js';

/** Nobody serves there, and nobody leads who would ask. */
export const node = 'http://127.0.0.1:9';
// No two rows of one moment: what a page wrote comes before what the next one writes.
let time = Date.now();
export const ctx: Context = { crypto: countedCrypto(globalThis.crypto), now: () => time++ };

/** The bell between tabs, none of which leads. */
export class Bell {
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
export function oncePerTask(draw: () => void): () => void {
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

export async function textsOf(vault: Vault, conversation: ConversationId): Promise<readonly string[]> {
  const rows = await vault.range('message', { prefix: `${conversation}/` });
  return rows.flatMap(({ value: { own, body } }) => (own && body.type === 'text' ? [body.text] : []));
}
