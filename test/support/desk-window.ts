import type { UnlockedDesk } from '../../src/chat/desk/unlocked-desk.js';
import type { UnlockedDeskState } from '../../src/chat/model/desk-state.js';
import type { Model } from '../../src/chat/model/model.js';
import type { Context } from '../../src/protocol/context.js';
import type { Store } from '../../src/storage/store.js';
import type { BusinessId } from '../../src/wire/ids.js';
import { openLargeDesk } from './large-desk.js';
import type { RunningDesk } from './large-desk.js';
import { LocalTabs } from './local-lead.js';

type Request = Parameters<UnlockedDesk['handle']>[0];

/** One window of an unlocked desk, as a model that can be waited for. */
export class DeskWindow implements Model<UnlockedDeskState, Request> {
  readonly running: RunningDesk;
  readonly #listeners: Set<() => void>;

  private constructor(running: RunningDesk, listeners: Set<() => void>) {
    this.running = running;
    this.#listeners = listeners;
  }

  static async open(
    ctx: Context,
    ground: { readonly store: Store; readonly business: BusinessId },
    tabs = new LocalTabs(),
  ): Promise<DeskWindow> {
    const listeners = new Set<() => void>();
    const notify = (): void => {
      for (const listener of listeners) listener();
    };
    return new DeskWindow(await openLargeDesk(ctx, ground, notify, tabs), listeners);
  }

  get state(): UnlockedDeskState {
    return this.running.desk.state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks as a view does: what fails is shown. */
  request(request: Request): void {
    const { desk } = this.running;
    desk.handle(request).catch((cause: unknown) => {
      desk.fail(cause);
    });
  }

  close(): void {
    this.running.desk.suspend();
  }
}
