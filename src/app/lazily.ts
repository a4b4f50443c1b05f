import { SecureChatErrorEvent } from '../element/events/error.js';
import type { AppHandle, HostHandle } from '../element/host/host-contract.js';

/** An app whose code is still on its way: what it is told meanwhile, it is told when it is there. */
export function lazily(load: () => Promise<AppHandle>, host: HostHandle): AppHandle {
  let isDisposed = false;
  const app = load().then(handle => {
    if (isDisposed) handle.dispose();
    return handle;
  });
  app.catch(() => {
    host.emit(new SecureChatErrorEvent('app-unavailable'));
  });
  const then = (act: (handle: AppHandle) => void): void => {
    void app.then(act, () => undefined);
  };
  return {
    open() {
      then(handle => {
        handle.open();
      });
    },
    close() {
      then(handle => {
        handle.close();
      });
    },
    call: async request => (await app).call(request),
    dispose() {
      isDisposed = true;
      then(handle => {
        handle.dispose();
      });
    },
  };
}
