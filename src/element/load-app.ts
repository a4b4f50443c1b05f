import { appPath, scriptAddress } from './app-address.js';
import type { AppModule } from './app-contract.js';

let failures = 0;

/** Loads the code of a mode, once for all elements; running it connects and stores nothing. */
export function loadApp(mode: string): Promise<AppModule> {
  return attempt(mode).catch(() => attempt(mode));
}

/** Firefox remembers a failed import by its address for good: each further attempt has one more `#` behind it. */
async function attempt(mode: string): Promise<AppModule> {
  try {
    const address = new URL(appPath.replace('*', mode), scriptAddress).href + '#'.repeat(failures);
    return (await import(address)) as AppModule;
  } catch (error) {
    failures++;
    throw error;
  }
}
