import { descriptions } from './descriptions.js';
import { engines } from './engines.js';
import { floods } from './floods.js';
import { handshake } from './handshake.js';
import type { Rule } from './rule.js';
import { session } from './session.js';
import { statements } from './statements.js';

/** Every rule whose absence is shown to let an attacker win. */
export const rules: readonly Rule[] = [
  ...statements,
  ...handshake,
  ...session,
  ...engines,
  ...floods,
  ...descriptions,
];
