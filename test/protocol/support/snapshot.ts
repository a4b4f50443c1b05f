/** Values as text, so that suites see whether an input was changed. */
import assert from 'node:assert/strict';

/** One text for a value: bytes, maps and sets included, so that values compare and mutation shows. */
export function snapshot(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof Uint8Array) return `bytes:${hex(member)}`;
    if (member instanceof Map) return ['map', ...(member as ReadonlyMap<unknown, unknown>)];
    if (member instanceof Set) return ['set', ...(member as ReadonlySet<unknown>)];
    return member === undefined ? 'undefined' : member;
  });
}

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of hex. */
export function unhex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}

/** Bytes with one bit of one byte turned. */
export function flip(bytes: Uint8Array, index: number): Uint8Array<ArrayBuffer> {
  const flipped = Uint8Array.from(bytes);
  flipped[index] = (flipped[index] ?? 0) ^ 1;
  return flipped;
}

/** Runs work and fails where it changed what it was given. */
export async function untouched<Result>(inputs: unknown, work: () => Promise<Result>): Promise<Result> {
  const before = snapshot(inputs);
  const result = await work();
  assert.equal(snapshot(inputs), before, 'an input was changed');
  return result;
}
