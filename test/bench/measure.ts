/** How numbers are taken here: in rounds that alternate between ours and the floor, so that a busy moment hits both. */

/** Medians of what was measured, by the name of what was run. */
export type Medians<Name extends string> = Readonly<Record<Name, number>>;

/** Runs every side once a round, in an order that turns round by round; the median of each is answered. */
export async function interleaved<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Medians<Name>> {
  const names = Object.keys(sides) as Name[];
  const taken = new Map<Name, number[]>(names.map(name => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) taken.get(name)?.push(await sides[name]());
  }
  return Object.fromEntries(names.map(name => [name, median(taken.get(name) ?? [])])) as Medians<Name>;
}

/** The value in the middle; the mean of two where they are even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
