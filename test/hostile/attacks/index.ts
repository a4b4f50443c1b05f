/** Every attack by its name: suite and table of rules find them here. */
import type { Attack } from '../attack.js';
import * as bytes from './bytes.js';
import * as floods from './floods.js';
import * as handshake from './handshake.js';
import * as node from './node.js';
import * as removed from './removed.js';
import * as session from './session.js';
import * as statements from './statements.js';

export const attacks: Readonly<Record<string, Attack>> = {
  ...bytes,
  ...floods,
  ...handshake,
  ...node,
  ...removed,
  ...session,
  ...statements,
};
