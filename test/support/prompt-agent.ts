import type { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import { inThread, isOpen } from './people.js';

/** An agent who takes each conversation in the moment in which it shows; answers how to send him home. */
export function takeAtOnce(desk: DeskEngine): () => void {
  const taken = new Set<string>();
  return desk.subscribe(() => {
    const { state } = desk;
    if (!isOpen(state)) return;
    const { thread, rows } = state;
    if (thread?.section === 'waiting' && !taken.has(thread.id)) {
      taken.add(thread.id);
      inThread(desk, { type: 'claim' });
    }
    const next = rows.find(row => row.section === 'waiting' && !taken.has(row.id));
    if (next && thread?.id !== next.id) desk.request({ type: 'select', conversation: next.id });
  });
}
