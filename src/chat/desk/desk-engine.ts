import { SecureChatError } from '../../errors.js';
import type { ErrorCode } from '../../errors.js';
import type { Store } from '../../storage/store.js';
import type { Bytes } from '../../wire/bytes.js';
import {
  checkPassphrase,
  hasDesk,
  restoreBusiness,
  setUpBusiness,
  storeDesk,
  unlockDesk,
} from '../desk-keys.js';
import { Listeners } from '../connection/listeners.js';
import type { NewDesk } from '../desk-keys.js';
import type { DeskWorld } from './desk-world.js';
import { UnlockedDesk } from './unlocked-desk.js';
import { readRecoveryCode, recoveryWords } from '../recovery-words.js';
import type { DeskModel, DeskRequest, DeskState } from '../model/desk-state.js';

/** The desk from its first minute to sign-out: what is open lives in `UnlockedDesk`, and nowhere once it is locked. */
export class DeskEngine implements DeskModel {
  readonly #world: DeskWorld;
  readonly #listeners = new Listeners();
  #state: DeskState = Object.freeze({ phase: 'loading' as const });
  #store: Store | undefined;
  #desk: UnlockedDesk | undefined;
  #afterRecovery: (() => Promise<void>) | undefined;
  /** The page went away: a desk that still unlocks does not take the lead behind its back. */
  #isAway = false;

  constructor(world: DeskWorld) {
    this.#world = world;
  }

  get state(): DeskState {
    return this.#desk?.state ?? this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  async start(): Promise<void> {
    const { business, invitation, openStore } = this.#world;
    try {
      if (business !== undefined) {
        const store = await openStore(business);
        if (await hasDesk(store)) {
          this.#store = store;
          this.#lock(undefined);
          return;
        }
      }
      this.#publish({
        phase: 'welcome',
        mode: invitation?.type ?? 'no-link',
        hasCode: invitation?.type === 'restore' && invitation.code !== '',
        isBusy: false,
        error: undefined,
      });
    } catch (cause) {
      this.#publish({ phase: 'failed', code: codeOf(cause) });
    }
  }

  suspend(): void {
    this.#isAway = true;
    this.#desk?.suspend();
  }

  resume(): void {
    this.#isAway = false;
    this.#desk?.resume();
  }

  wake(): void {
    this.#desk?.wake();
  }

  request(request: DeskRequest): void {
    this.#handle(request).catch((cause: unknown) => {
      const code = codeOf(cause);
      if (this.#desk) this.#desk.fail(cause);
      else if (this.#state.phase === 'welcome' || this.#state.phase === 'locked') {
        this.#publish({ ...this.#state, isBusy: false, error: code });
      } else this.#publish({ phase: 'failed', code });
    });
  }

  async #handle(request: DeskRequest): Promise<void> {
    const { ctx, api, invitation } = this.#world;
    switch (request.type) {
      case 'set-up': {
        if (invitation?.type !== 'set-up' || !this.#begin()) return;
        checkPassphrase(request.passphrase);
        const { businessName, memberName } = request;
        const { making, code } = await setUpBusiness(ctx, api, {
          token: invitation.token,
          businessName,
          memberName,
        });
        await this.#keep(making, request.passphrase);
        this.#afterRecovery = () => this.#unlock(request.passphrase);
        this.#publish({
          phase: 'recovery',
          words: recoveryWords(code),
          businessName,
          business: making.business,
        });
        return;
      }
      case 'restore': {
        if (!this.#begin()) return;
        checkPassphrase(request.passphrase);
        const given = request.code === '' && invitation?.type === 'restore' ? invitation.code : request.code;
        const code: Bytes | undefined = readRecoveryCode(given);
        if (!code) throw new SecureChatError('recovery-wrong');
        await this.#keep(
          await restoreBusiness(ctx, api, { code, memberName: request.memberName }),
          request.passphrase,
        );
        await this.#unlock(request.passphrase);
        return;
      }
      case 'recovery-kept': {
        const next = this.#afterRecovery;
        this.#afterRecovery = undefined;
        await next?.();
        return;
      }
      case 'unlock':
        if (this.#begin()) await this.#unlock(request.passphrase);
        return;
      case 'sign-out':
        this.#desk?.suspend();
        this.#desk = undefined;
        if (request.erase) {
          await this.#store?.destroy();
          this.#store = undefined;
          this.#world.remember(undefined);
          this.#publish({ phase: 'signed-out' });
        } else this.#lock(undefined);
        return;
      default:
        await this.#desk?.handle(request);
    }
  }

  /** One try at a time. */
  #begin(): boolean {
    const state = this.#state;
    if ((state.phase !== 'welcome' && state.phase !== 'locked') || state.isBusy) return false;
    this.#publish({ ...state, isBusy: true, error: undefined });
    return true;
  }

  async #keep(making: NewDesk, passphrase: string): Promise<void> {
    this.#store = await this.#world.openStore(making.business);
    await storeDesk(this.#world.ctx, this.#store, making, passphrase);
    this.#world.remember(making.business);
  }

  async #unlock(passphrase: string): Promise<void> {
    const store = this.#store;
    if (!store) return;
    const vault = await unlockDesk(this.#world.ctx, store, passphrase);
    this.#desk = await UnlockedDesk.open(this.#world, store, vault, this.#listeners.notify);
    this.#state = Object.freeze({ phase: 'loading' as const });
    if (!this.#isAway) this.#desk.resume();
    this.#listeners.notify();
  }

  #lock(error: ErrorCode | undefined): void {
    // Nothing of the business is readable while locked, so the page names nobody.
    this.#publish({ phase: 'locked', businessName: '', memberName: '', isBusy: false, error });
  }

  #publish(state: DeskState): void {
    this.#state = Object.freeze(state);
    this.#listeners.notify();
  }
}

function codeOf(cause: unknown): ErrorCode {
  return cause instanceof SecureChatError ? cause.code : 'storage-failed';
}
