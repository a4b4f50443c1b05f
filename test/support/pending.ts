/** What is on its way, so that nobody waits for longer than it takes. */
import { macrotask } from './macrotask.js';

let pending = 0;

/** Lets everything run that waits for no clock. */
export async function settle(): Promise<void> {
  // What is answered asks again in tasks of its own: quiet is what stays quiet.
  for (let quiet = 0; quiet < 2; quiet = pending === 0 ? quiet + 1 : 0) await macrotask();
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await macrotask();
}

/** The same object, whose promises are counted until they settle. */
export function counted<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, parameters);
        if (!(answer instanceof Promise)) return answer;
        pending++;
        return answer.finally(() => {
          pending--;
        });
      };
    },
  });
}

/** WebCrypto whose answers are counted. */
export function countedCrypto(crypto: Crypto): Crypto {
  const subtle = counted(crypto.subtle);
  return new Proxy(crypto, {
    get: (target, name) => {
      if (name === 'subtle') return subtle;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
