import { messageId } from '../../protocol/ids.js';
import type { VisitorState } from '../model/visitor-state.js';
import { Drafts } from '../thread/drafts.js';
import type { AddText } from '../thread/drafts.js';
import { sendable } from '../thread/sendable.js';
import type { VisitorSide } from './visitor-side.js';
import type { VisitorWorld } from './visitor-world.js';

export interface VisitorDraftsOptions {
  /** The side, once its store is open: words that were typed before it are not dropped, they wait. */
  readonly opened: () => Promise<VisitorSide>;
  readonly state: () => VisitorState;
  /** The draft changed by itself. */
  readonly onChanged: () => void;
}

/** What the visitor writes: her one draft, her words, and what of the page goes with them. Any tab may; the leader seals. */
export class VisitorDrafts extends Drafts {
  /** Adds words, and before them the page where it is shared and was not told yet. */
  readonly add: AddText;

  constructor({ ctx }: VisitorWorld, { opened, state, onChanged }: VisitorDraftsOptions) {
    super({
      vault: async () => (await opened()).vault,
      newId: () => messageId(ctx),
      keyOf: () => 'draft',
      sentText: async (_place, id) => {
        const { log, identity } = await opened();
        return log.ownText(identity.conversation, id);
      },
      onChanged,
    });
    this.add = async (batch, id, text) => {
      const words = sendable(text);
      const {
        vault,
        log,
        identity: { conversation },
      } = await opened();
      const { sharesContext, context } = state();
      const [before] = await Promise.all([vault.meta('sharedContext'), log.readEnd(conversation)]);
      const told = JSON.stringify(context);
      if (sharesContext && context && before?.context !== told) {
        log.addOwn(batch, conversation, messageId(ctx), { type: 'context', context });
        batch.putMeta('sharedContext', { context: told });
      }
      log.addOwn(batch, conversation, id, { type: 'text', text: words });
    };
  }
}
