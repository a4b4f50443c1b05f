import type { DraftState } from '../../src/chat/model/thread-state.js';

/** A draft as a model shows it, with nothing that came back. */
export function draftOf(text = '', place = 'a conversation'): DraftState {
  return { place, text, revision: 0, returned: [] };
}
