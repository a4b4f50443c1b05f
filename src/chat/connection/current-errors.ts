import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';

/** What may be wrong at the same time, the worst first: each ends with its own cause. */
const causes = ['route', 'lead', 'storage', 'words', 'clock', 'link', 'other'] as const;
export type ErrorCause = (typeof causes)[number];

/** The errors that still hold, of which one is shown: it ends with its cause, and not before another one that holds. */
export class CurrentErrors {
  readonly #codes = new Map<ErrorCause, ErrorCode>();
  readonly #show: (worst: ErrorCode | undefined) => void;

  /** `show` is called with the worst that holds, whenever something was said of one cause. */
  constructor(show: (worst: ErrorCode | undefined) => void) {
    this.#show = show;
  }

  /** What holds of one cause from now on; `undefined`: nothing. */
  set(cause: ErrorCause, code: ErrorCode | undefined): void {
    if (code === undefined) this.#codes.delete(cause);
    else this.#codes.set(cause, code);
    const worst = causes.find(one => this.#codes.has(one));
    this.#show(worst && this.#codes.get(worst));
  }

  /** Something failed. Deposed is not an error: another tab leads, and this one draws what that one commits. */
  fail(failure: unknown): void {
    const code = failure instanceof SecureChatError ? failure.code : 'storage-failed';
    if (code !== 'deposed') this.set(causeOf(code), code);
  }

  /** What was written stands: whatever kept words from it is over. */
  wrote(): void {
    this.set('storage', undefined);
    this.set('words', undefined);
  }

  /** Somebody tries again, or everything begins anew. */
  clear(): void {
    this.#codes.clear();
    this.#show(undefined);
  }
}

/** Which cause a failure has: that is what ends it. */
export function causeOf(code: ErrorCode): ErrorCause {
  if (code.startsWith('storage')) return 'storage';
  if (code.startsWith('message')) return 'words';
  if (code === 'route-tampered') return 'route';
  if (code === 'clock-wrong') return 'clock';
  return code === 'node-unreachable' ? 'link' : 'other';
}
