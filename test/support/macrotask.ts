/** The next task of the event loop, in Node and in a browser: everything that waits for no clock has had its turn. */
export function macrotask(): Promise<void> {
  return new Promise(resolve => {
    if (typeof globalThis.setImmediate === 'function') setImmediate(resolve);
    else {
      // No timer: those of a browser wait four milliseconds, or a second where nobody looks.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }
  });
}
