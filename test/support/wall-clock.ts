/** Below this, a timer is the browser's own business; above, nobody waits for it in a test. */
const farMs = 10_000;

/** The clock on the wall of a page, moved by hand: timers far ahead run when it is moved past them. */
export class WallClock {
  readonly timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  readonly #real = { now: Date.now, setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  #at: number;
  #lastId = 1e9;

  constructor(at: number) {
    this.#at = at;
    Date.now = () => this.#at;
    const { setTimeout, clearTimeout } = this.#real;
    Object.assign(window, {
      setTimeout: (run: () => void, ms = 0): unknown => {
        if (ms < farMs) return setTimeout(run, ms);
        this.timers.set(++this.#lastId, { at: this.#at + ms, run });
        return this.#lastId;
      },
      clearTimeout: (id?: number): void => {
        if (id === undefined || !this.timers.delete(id)) clearTimeout(id);
      },
    });
  }

  /** Time goes by. */
  pass(ms: number): void {
    this.sleep(ms);
    for (const [id, { at, run }] of this.timers) if (at <= this.#at && this.timers.delete(id)) run();
  }

  /** Time goes by while the device sleeps: no timer runs. */
  sleep(ms: number): void {
    this.#at += ms;
  }

  restore(): void {
    const { now, ...timers } = this.#real;
    Date.now = now;
    Object.assign(window, timers);
  }
}
