import type { VisitorState } from '../chat/model/visitor-state.js';

/** The rest is loaded before it is asked for where it has to be there offline, or where there is no conversation. */
export function needsMore(state: VisitorState): boolean {
  return (
    state.phase === 'failed' ||
    state.phase === 'erased' ||
    state.error !== undefined ||
    state.items.some(item => item.kind === 'text' && item.own && item.delivery !== 'pending')
  );
}
