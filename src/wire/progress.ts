/**
 * Up to where a queue was handled without a gap. `handled` and cursors speak of everything up to a position (PROTOCOL 8),
 * so one frame that waits, or that the disk refused, must hold them back: else it would be forgotten with its followers.
 */
export class Progress {
  readonly #waiting = new Set<number>();
  #highest = 0;

  /** A frame came in at this position. */
  arrived(position: number): void {
    this.#waiting.add(position);
  }

  /** A frame was handled: the position up to which all are now, 0 for none. */
  handled(position: number): number {
    this.#waiting.delete(position);
    this.#highest = Math.max(this.#highest, position);
    let end = this.#highest;
    for (const waiting of this.#waiting) end = Math.min(end, waiting - 1);
    return end;
  }
}
