import type { SeenSeq } from '../store/records.js';

/** The first gap in a sender's content, to ask for. */
export function gapOf(seen: SeenSeq | undefined): { readonly from: number; readonly to: number } | undefined {
  if (!seen || seen.beyond.length === 0) return undefined;
  return { from: seen.upTo + 1, to: Math.min(Math.min(...seen.beyond) - 1, seen.upTo + 500) };
}
