/** Stands for `node:assert/strict` where suites run in a browser: the functions they use, and no others. */

/** One text for a value; what JSON cannot tell apart gets a name of its own. */
function show(value: unknown): string {
  // In a list, as JSON has no text for `undefined` alone.
  return JSON.stringify([value], (_, member: unknown) => {
    if (member === undefined) return ['undefined'];
    if (member instanceof Uint8Array) return ['bytes', Array.from(member).join(' ')];
    if (member instanceof Map) return ['map', ...member];
    if (member instanceof Set) return ['set', ...Array.from(member, show).sort()];
    if (typeof member === 'number' && !Number.isFinite(member)) return ['number', String(member)];
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return member;
  });
}

function fail(message: string | undefined, fallback: string): never {
  throw new Error(message === undefined ? fallback : `${message}: ${fallback}`);
}

const assert = {
  ok(value: unknown, message?: string): asserts value {
    if (!value) fail(message, 'expected it to hold');
  },
  equal(actual: unknown, expected: unknown, message?: string): void {
    if (!Object.is(actual, expected))
      fail(message, `${show(actual).slice(0, 300)} is not ${show(expected).slice(0, 300)}`);
  },
  notEqual(actual: unknown, expected: unknown, message?: string): void {
    if (Object.is(actual, expected)) fail(message, 'values are the same');
  },
  deepEqual(actual: unknown, expected: unknown, message?: string): void {
    if (show(actual) !== show(expected))
      fail(message, `${show(actual).slice(0, 300)} is not ${show(expected).slice(0, 300)}`);
  },
  notDeepEqual(actual: unknown, expected: unknown, message?: string): void {
    if (show(actual) === show(expected)) fail(message, 'values are alike');
  },
  match(text: string, pattern: RegExp, message?: string): void {
    if (!pattern.test(text)) fail(message, `${text} does not match ${String(pattern)}`);
  },
  throws(work: () => unknown, expected?: unknown, message?: string): void {
    try {
      work();
    } catch (error) {
      check(error, expected, message);
      return;
    }
    fail(message, 'did not throw');
  },
  async rejects(
    work: Promise<unknown> | (() => Promise<unknown>),
    expected?: unknown,
    message?: string,
  ): Promise<void> {
    try {
      await (typeof work === 'function' ? work() : work);
    } catch (error) {
      check(error, expected, message);
      return;
    }
    fail(message, 'did not reject');
  },
};

/** An expectation is a class, or an object whose members the error has. */
function check(error: unknown, expected: unknown, message: string | undefined): void {
  if (typeof expected === 'function') {
    if (!(error instanceof expected)) fail(message, `another error: ${String(error)}`);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [name, value] of Object.entries(expected)) {
      const actual: unknown = Object.entries(error ?? {}).find(([key]) => key === name)?.[1];
      if (actual !== value) fail(message, `another error: ${String(error)}`);
    }
  }
}

export default assert;
