/** Every attack by its name: suite and table of rules find them here. */
import type { Attack } from '../attack.js';
import * as accepts from './accepts.js';
import * as admission from './admission.js';
import * as bytes from './bytes.js';
import * as cards from './cards.js';
import * as descriptions from './descriptions.js';
import * as floods from './floods.js';
import * as lies from './lies.js';
import * as mail from './mail.js';
import * as opens from './opens.js';
import * as removed from './removed.js';
import * as session from './session.js';
import * as statements from './statements.js';

export const attacks: Readonly<Record<string, Attack>> = {
  ...accepts,
  ...admission,
  ...bytes,
  ...cards,
  ...descriptions,
  ...floods,
  ...lies,
  ...mail,
  ...opens,
  ...removed,
  ...session,
  ...statements,
};
