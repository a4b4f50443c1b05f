import { scriptAddress } from './script-address.js';
import type { AppModule } from './app-contract.js';

const loading: Record<string, Promise<AppModule> | undefined> = {};
let failures = 0;

/** Loads the code of a mode, once for all elements; running it connects and stores nothing. The next call tries a failed one again. */
export function loadApp(mode: string): Promise<AppModule> {
  // Where it is beside this script; the build puts the hashed folder here.
  const app = new URL(`../app/${mode}.ts`, scriptAddress);
  // Firefox remembers a failed import by its address for good: each further attempt has one more `#` behind it.
  const address = app.href + '#'.repeat(failures);
  return (loading[mode] ??= (import(address) as Promise<AppModule>).catch((error: unknown) => {
    failures++;
    loading[mode] = undefined;
    throw error;
  }));
}
