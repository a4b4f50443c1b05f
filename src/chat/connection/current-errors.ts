import type { ErrorCode } from '../../errors.js';

/** What may be wrong at the same time, the worst first: each ends with its own cause. */
const causes = ['route', 'lead', 'storage', 'words', 'clock', 'link', 'other'] as const;
export type ErrorCause = (typeof causes)[number];

/** The errors that still hold, of which one is shown: it ends with its cause, and not before another one that holds. */
export class CurrentErrors {
  readonly #codes = new Map<ErrorCause, ErrorCode>();

  /** The worst that holds now. */
  get worst(): ErrorCode | undefined {
    for (const cause of causes) {
      const code = this.#codes.get(cause);
      if (code !== undefined) return code;
    }
    return undefined;
  }

  /** What holds of one cause from now on; `undefined`: nothing. */
  set(cause: ErrorCause, code: ErrorCode | undefined): void {
    if (code === undefined) this.#codes.delete(cause);
    else this.#codes.set(cause, code);
  }

  /** Somebody tries again, or everything begins anew. */
  clear(): void {
    this.#codes.clear();
  }
}

/** Which cause a failure has: that is what ends it. */
export function causeOf(code: ErrorCode): ErrorCause {
  if (code.startsWith('storage')) return 'storage';
  if (code.startsWith('message')) return 'words';
  if (code === 'route-tampered') return 'route';
  if (code === 'deposed') return 'lead';
  if (code === 'clock-wrong') return 'clock';
  return code === 'node-unreachable' ? 'link' : 'other';
}
