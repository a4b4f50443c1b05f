import { randomBytes } from 'node:crypto';
import { tokenHash } from './businesses.js';
import type { RegisterStore } from './store/register-store.js';

/** Whoever finds the link in a mailbox or a shell's history a day later cannot use it. */
const lifeSeconds = 24 * 3_600;

/** Makes a token that registers one business, once, within a day; only its hash is kept. */
export async function createSetupToken(register: RegisterStore, now: number): Promise<string> {
  const token = randomBytes(16).toString('base64url');
  await register.addSetupToken(tokenHash(token), Math.floor(now / 1000) + lifeSeconds);
  return token;
}
