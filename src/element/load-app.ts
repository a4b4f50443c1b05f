import { appPath, scriptAddress } from './app-address.js';
import type { AppModule } from './app-contract.js';

let loading: Promise<AppModule> | undefined;
let failures = 0;

/** Loads the app's code once for all elements; running it connects and stores nothing. */
export function loadApp(): Promise<AppModule> {
  loading ??= attempt()
    .catch(attempt)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** Firefox remembers a failed import by its address for good: each further attempt has one more `#` behind it. */
async function attempt(): Promise<AppModule> {
  const address = new URL(appPath, scriptAddress).href + '#'.repeat(failures++);
  const app = (await import(address)) as AppModule;
  failures = 0;
  return app;
}
