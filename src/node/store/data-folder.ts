import { accessSync, constants, mkdirSync } from 'node:fs';
import { SecureChatError } from '../../errors.js';
import { errorField } from '../log.js';

/** Makes the data folder where it is missing, readable by its owner only; throws `option-invalid` where that fails. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const reason = `DATA (--data) must be a folder that can be written, not ${JSON.stringify(folder)} (${errorField(cause)})`;
    throw new SecureChatError('option-invalid', reason, { cause });
  }
}
