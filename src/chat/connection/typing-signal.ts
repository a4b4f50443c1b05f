/** A signal is repeated at most so often, and believed so long, in ms. */
const repeatMs = 3_000;
const believedMs = 6_000;

/** Both ends of "is typing": when to say it again, and when to stop believing it. */
export class TypingSignal {
  readonly #onShown: (name: string) => void;
  #saidAt = 0;
  #said = false;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor(onShown: (name: string) => void) {
    this.#onShown = onShown;
  }

  /** Whether saying `on` now tells the other side something new. */
  isDue(on: boolean): boolean {
    const now = performance.now();
    if (on === this.#said && (!on || now - this.#saidAt < repeatMs)) return false;
    this.#said = on;
    this.#saidAt = now;
    return true;
  }

  /** The other side types (its name), or stopped (empty). A lost "stopped" is forgotten by itself. */
  show(name: string): void {
    clearTimeout(this.#forget);
    this.#onShown(name);
    if (name !== '') {
      this.#forget = setTimeout(() => {
        this.#onShown('');
      }, believedMs);
    }
  }
}
