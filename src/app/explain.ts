import type { ErrorCode } from '../errors.js';
import { faultOf } from '../ui/faults.js';

/** One sentence for a code, in the customer's language: the shell itself knows codes only. */
export function explain(code: ErrorCode, lang: string): string {
  return faultOf(code, lang);
}
