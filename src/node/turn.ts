import { createHmac, randomBytes } from 'node:crypto';
import type { TurnCredentials } from '../wire/node-messages.js';

/** The business's own TURN server, as coturn's `use-auth-secret` wants it. */
export interface TurnOptions {
  readonly urls: readonly string[];
  readonly secret: string;
}

/** How long credentials live: a call may last a working day, coturn asks for them at each refresh. */
const lifeSeconds = 12 * 3600;

/**
 * Credentials that end by themselves. The name is random: coturn's log must not say which customer called, and
 * quotas count by name.
 */
export function turnCredentials({ urls, secret }: TurnOptions, now: number): TurnCredentials {
  const username = `${String(Math.floor(now / 1000) + lifeSeconds)}:${randomBytes(6).toString('hex')}`;
  return { urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
