import { isObject, isOneOf } from '../../src/wire/guards.js';

/** What the tabs of the lead's suite tell each other. */
export interface SuiteNote {
  readonly type: 'changed' | 'intent';
  readonly text: string;
}

/** Reads such a note; anything else is dropped. */
export function readSuiteNote(value: unknown): SuiteNote | undefined {
  if (!isObject(value)) return undefined;
  const { type, text } = value;
  return isOneOf(type, ['changed', 'intent']) && typeof text === 'string' ? { type, text } : undefined;
}
