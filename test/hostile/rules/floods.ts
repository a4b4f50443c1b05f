import { one } from './rule.js';
import type { Rule } from './rule.js';

/** Rules of bounds (PROTOCOL 2, 5, 6, 8). */
export const floods: readonly Rule[] = [
  one(
    'PROTOCOL 5: early frames are bounded, whatever names they come under',
    'fullDisk',
    'chat/session/early-frames.ts',
    'kept.length >= maxEarlyFramesInAll || ofSender.length >= maxEarlyFrames',
    'ofSender.length >= maxEarlyFrames',
  ),
  one(
    'PROTOCOL 6: a pair is muted after 32 failures',
    'endlessGarbage',
    'chat/session/failure-limiter.ts',
    'if (++pair.failures >= maxFailures) pair.mutedUntil = now + muteMs;',
    '',
  ),
  one(
    'PROTOCOL 8: nothing is called handled that was not, though later frames were',
    'forgottenWhileMuted',
    'transport/progress.ts',
    'end = Math.min(end, waiting - 1);',
    'end += 0;',
  ),
  one(
    'PROTOCOL 8: a cursor passes nothing that waits',
    'cursorPastMuted',
    'chat/desk/desk-side.ts',
    "const after = arrival.queue === 'team' ? arrival.cursor() : 0;",
    "const after = arrival.queue === 'team' ? arrival.position : 0;",
  ),
  one(
    'PROTOCOL 8: a repeated frame is honest, and no failure',
    'mutedByRepeats',
    'chat/session/sessions.ts',
    "if (isSpent(session, record, clear)) return { ok: false, reason: 'spent', record };",
    'void isSpent;',
  ),
  one(
    'PROTOCOL 2: a bundle that is due goes a day after connecting at the latest',
    'bundleKept',
    'chat/visitor/bundle-retention.ts',
    'const isOver = this.#opens.toCome === 0 || now - dueAt >= bundleWaitMs;',
    'const isOver = this.#opens.toCome === 0 || bundleWaitMs < 0;',
  ),
  one(
    'STYLE: a code is one of a closed set of texts',
    'strangeCode',
    'transport/node-message-guard.ts',
    "(type !== 'refused' || isCode(code)) &&",
    '',
  ),
];
