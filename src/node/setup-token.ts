import { randomBytes } from 'node:crypto';
import { tokenHash } from './businesses.js';
import type { RegisterStore } from './store/register-store.js';

/** A set-up link is for today. */
const lifeSeconds = 24 * 3_600;

/** Makes a token that registers one business, once, within a day; only its hash is kept. */
export function createSetupToken(register: RegisterStore, now: number): string {
  const token = randomBytes(16).toString('base64url');
  register.addSetupToken(tokenHash(token), Math.floor(now / 1000) + lifeSeconds);
  return token;
}
