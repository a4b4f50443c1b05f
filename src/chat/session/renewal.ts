import type { SessionRecord } from '../store/records.js';

/** A session older than this, or idle for longer, in ms, or that sealed more, is renewed by the visitor (PROTOCOL 5). */
const renewAgeMs = 7 * 24 * 3_600_000;
const renewIdleMs = 24 * 3_600_000;
const renewMessages = 1_000;

/** Whether the visitor should offer a fresh bundle: a long talk stays post-quantum fresh. */
export function needsRenewal({ startedAt, lastSealedAt, sealed }: SessionRecord, now: number): boolean {
  return now - startedAt > renewAgeMs || now - lastSealedAt > renewIdleMs || sealed >= renewMessages;
}
