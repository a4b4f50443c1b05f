import type { PeerId } from '../../wire/ids.js';
import type { ConversationRecord } from '../store/records.js';
import type { ConversationRow } from '../model/desk-state.js';

/** One conversation as a line of the list, seen by device `self`. */
export function rowOf(
  conversation: ConversationRecord,
  self: PeerId,
  online: ReadonlySet<PeerId>,
): ConversationRow {
  const { id, desk, holder, unread } = conversation;
  // Ended, and nobody wrote since: it stays with whoever answered it.
  const isWaiting = !holder || (desk?.isEnded === true && desk.waitingSince > 0);
  const section = isWaiting ? 'waiting' : holder.device === self ? 'yours' : 'colleagues';
  return {
    id,
    visitor: desk?.visitor ?? '',
    name: '',
    pageTitle: desk?.context?.title ?? '',
    section,
    colleague: holder && holder.device !== self ? holder.name : '',
    lastText: desk?.lastText ?? '',
    lastIsOwn: desk?.lastIsOwn ?? false,
    lastAt: desk?.lastAt ?? 0,
    waitingSince: desk?.waitingSince ?? 0,
    unread: unread.length,
    visitorOnline: desk !== undefined && online.has(desk.visitor),
  };
}

/** Rows as the list shows them: who waits longest first, the others by their last word; a search narrows them. */
export function orderedRows(rows: readonly ConversationRow[], search: string): readonly ConversationRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  const isWanted = ({ name, pageTitle, lastText }: ConversationRow): boolean =>
    wanted === '' || [name, pageTitle, lastText].some(text => text.toLocaleLowerCase().includes(wanted));
  const waiting = rows
    .filter(({ section }) => section === 'waiting')
    .sort((a, b) => a.waitingSince - b.waitingSince);
  const latest = (section: ConversationRow['section']): readonly ConversationRow[] =>
    rows.filter(row => row.section === section).sort((a, b) => b.lastAt - a.lastAt);
  return [...waiting, ...latest('yours'), ...latest('colleagues')].filter(isWanted);
}
