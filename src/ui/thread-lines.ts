import type { ThreadItem } from '../chat/model/thread-state.js';
import { guarded } from './guarded.js';
import { dayName, startOfDay } from './time.js';

/** Messages of one writer within this time form a group. */
const groupMs = 5 * 60_000;

/** An item with what its neighbours decide. */
export interface ThreadLine {
  readonly item: ThreadItem;
  /** The name of the day that begins with it, or empty. */
  readonly day: string;
  /** Whether it ends a group. */
  readonly isLast: boolean;
}

/** Items as lines. A day that is over never comes again: a writer's clock may be slow, and a message long on its way. */
export function threadLines(
  items: readonly ThreadItem[],
  locale: string,
  now: number,
): readonly ThreadLine[] {
  let latest = -Infinity;
  const lines: { item: ThreadItem; day: string; isLast: boolean }[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const day = guarded(
      () => {
        const start = startOfDay(item.at);
        if (start > latest) return dayName(locale, (latest = start), now);
        if (last && continues(last.item, item)) last.isLast = false;
        return '';
      },
      () => '',
    );
    lines.push({ item, day, isLast: true });
  }
  return lines;
}

/** An own message that is less far than the next one says so itself: nobody may take it for delivered. */
function continues(item: ThreadItem, next: ThreadItem): boolean {
  return (
    item.kind === 'text' &&
    next.kind === 'text' &&
    next.own === item.own &&
    next.author === item.author &&
    next.at - item.at < groupMs &&
    (!item.own || next.delivery === item.delivery)
  );
}
