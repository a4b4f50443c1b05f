import { SecureChatError } from '../../errors.js';
import { openRegister } from '../drivers.js';
import { Origins } from '../origins.js';
import { createSetupToken } from '../setup-token.js';
import type { CliOptions } from './options.js';
import type { Terminal } from './serve.js';

/** Prints a link that sets one business up, once; a node may run on the same data meanwhile. */
export async function init(options: CliOptions, { out }: Terminal): Promise<void> {
  out(`Set-up link, good for one business and one day: ${await setupLink(options)}`);
  out(
    'Open it in the browser that will be your desk. Your root key is made there and never leaves it unsealed.',
  );
}

/** A fresh set-up link. The token stands behind `#`, so no server and no log sees it. */
export async function setupLink({ data, publicUrl, host, port }: CliOptions): Promise<string> {
  // Only a running node that chose its own port knows it: the link would lead nowhere.
  if (publicUrl === undefined && port === 0)
    throw new SecureChatError(
      'option-invalid',
      'PORT (--port) must be that of the node, not 0, to make a link',
    );
  await using opened = await openRegister(data);
  const token = await createSetupToken(opened.register, Date.now());
  return `${new Origins(publicUrl, host, port).primary}/desk#setup=${token}`;
}
