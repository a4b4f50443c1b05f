import type { DatabaseSync } from 'node:sqlite';

/** How many positions are reserved on disk at a time; also how far a restart skips ahead. */
const reservation = 1_048_576;

/**
 * Gives positions from memory, before the commit that keeps the frame, and none twice: the end of each block is on
 * disk before its first position is given, and every start begins a new block.
 *
 * This is for one node at a time, which the lock of the folder sees to. Two nodes with a block each would commit
 * positions out of order, and a reader would pass over the lower ones.
 */
export class Positions {
  readonly #reserve: (end: number) => void;
  #next: number;
  #end: number;

  constructor(database: DatabaseSync) {
    const read = database.prepare(`SELECT value FROM meta WHERE name = 'positions'`);
    const write = database.prepare(`INSERT OR REPLACE INTO meta (name, value) VALUES ('positions', ?)`);
    this.#reserve = end => {
      write.run(String(end));
    };
    this.#next = Number(read.get()?.['value'] ?? 0) + 1;
    this.#end = this.#next;
  }

  /** The next position. */
  next(): number {
    if (this.#next >= this.#end) {
      this.#end = this.#next + reservation;
      this.#reserve(this.#end);
    }
    return this.#next++;
  }
}
