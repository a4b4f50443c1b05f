import { join } from 'node:path';
import { SecureChatError } from '../../errors.js';
import { Origins } from '../origins.js';
import { createSetupToken } from '../setup-token.js';
import { databaseFile, openDatabase } from '../store/sqlite/database.js';
import { SqliteRegister } from '../store/sqlite/register.js';
import type { CliOptions } from './options.js';
import type { Terminal } from './serve.js';

/** Prints a link that sets one business up, once; it works beside a running node, which shares the database. */
export function init(options: CliOptions, { out }: Terminal): void {
  out(`Set-up link, good for one business and one day: ${setupLink(options)}`);
  out(
    'Open it in the browser that will be your desk. Your root key is made there and never leaves it unsealed.',
  );
}

/** A fresh set-up link. The token stands behind `#`, so no server and no log sees it. */
export function setupLink({ data, publicUrl, host, port }: CliOptions): string {
  // Only a running node that chose its own port knows it: the link would lead nowhere.
  if (publicUrl === undefined && port === 0)
    throw new SecureChatError(
      'option-invalid',
      'PORT (--port) must be that of the node, not 0, to make a link',
    );
  const database = openDatabase(join(data, databaseFile));
  try {
    const token = createSetupToken(new SqliteRegister(database), Date.now());
    return `${new Origins(publicUrl, host, port).primary}/desk#setup=${token}`;
  } finally {
    database.close();
  }
}
