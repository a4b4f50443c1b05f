/**
 * Up to where a queue was handled without a gap. `handled` and cursors speak of everything up to a position (PROTOCOL 8),
 * so one frame that waits, or that the disk refused, must hold them back: else it would be forgotten with its followers.
 */
export class Progress {
  /** In the order in which they came; from an honest node that is the order of the positions. */
  readonly #waiting = new Set<number>();
  #isOrdered = true;
  #newest = 0;
  #highest = 0;

  /** A frame came in at this position. */
  arrived(position: number): void {
    if (this.#waiting.size === 0) this.#isOrdered = true;
    else if (position <= this.#newest) this.#isOrdered = false;
    this.#newest = position;
    this.#waiting.add(position);
  }

  /** A frame was handled: the position up to which all are now, 0 for none. */
  handled(position: number): number {
    const end = this.cursor(position);
    this.#waiting.delete(position);
    this.#highest = Math.max(this.#highest, position);
    return end;
  }

  /** What `handled` will answer: a cursor is committed with what the frame brought, before it is acknowledged. */
  cursor(position: number): number {
    let end = Math.max(this.#highest, position);
    for (const waiting of this.#waiting) {
      if (waiting === position) continue;
      end = Math.min(end, waiting - 1);
      // The first is the lowest: a long log costs no walk over all that waits for each of its frames.
      if (this.#isOrdered) break;
    }
    return end;
  }
}
