import type { ThreadItem } from '../model/thread-state.js';
import type { ConversationId } from '../../wire/ids.js';
import { itemsOf } from './conversation-log.js';
import type { ConversationLog } from './conversation-log.js';

/** The last `count` lines as views draw them, and whether there are earlier ones. */
export async function threadItems(
  log: ConversationLog,
  conversation: ConversationId,
  count: number,
  options: { readonly showOwnContext: boolean },
): Promise<{ readonly items: readonly ThreadItem[]; readonly hasEarlier: boolean }> {
  const rows = await log.page(conversation, count);
  const items = itemsOf(rows.slice(-count));
  return {
    items: options.showOwnContext ? items : items.filter(item => item.kind !== 'context'),
    hasEarlier: rows.length > count,
  };
}
