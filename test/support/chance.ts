/** Chance that repeats itself: whole numbers from 0 to below the one given. */
export type Chance = (below: number) => number;

/** Numbers that look random and are the same for a seed (mulberry32), so that a failing run can be run again. */
export function seeded(seed: number): Chance {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
