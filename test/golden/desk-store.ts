import { fileURLToPath } from 'node:url';
import type { BusinessId } from '../../src/wire/ids.js';

/** A desk's store as it was once written, under the passphrase of the tests' people. */
export interface DeskStore {
  readonly business: BusinessId;
  readonly madeAt: number;
  readonly rows: readonly (readonly [key: string, base64url: string])[];
}

export const deskStorePath = fileURLToPath(new URL('desk-store.json', import.meta.url));
