import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { chromiumFlags, findBrowser } from '../../scripts/browser.js';

/** A Chromium that can stop dead: its sockets stay open and nothing answers, as behind a network that is gone. */
export interface Freezable {
  readonly browser: Browser;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

export async function launchFreezable(): Promise<Freezable> {
  const server = await chromium.launchServer({
    executablePath: findBrowser('chromium'),
    args: [...chromiumFlags],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  // A browser leads its process group: the signal reaches renderers and network service at once.
  const signal = (name: NodeJS.Signals): void => {
    process.kill(-(server.process().pid ?? 0), name);
  };
  return {
    browser,
    freeze: () => {
      signal('SIGSTOP');
    },
    thaw: () => {
      signal('SIGCONT');
    },
    async close() {
      signal('SIGCONT');
      await browser.close();
      await server.close();
    },
  };
}
