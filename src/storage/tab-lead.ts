/**
 * Which tab leads, and the bell between tabs (ARCHITECTURE "Tabs and pages"). One tab of a browser holds the
 * connection; the others write intents to the store and ring. What they tell each other is the note of the floor above.
 */
export interface TabLeadEvents<Note extends RingNote> {
  /** This tab leads from now on. */
  readonly onLead: () => void;
  /** Another tab leads now: whatever this one still commits is refused by the fence. */
  readonly onDeposed: () => void;
  /** Another tab changed the store, or asks the leader to act. */
  readonly onRing: (note: Note) => void;
  /**
   * Reads what came over the channel; `undefined` drops it. Every script of the origin may post there, and another tab
   * may run an older or a newer build.
   */
  readonly readNote: (value: unknown) => Note | undefined;
}

/** What every note has: an `intent` asks the leader to act. `ask` and `here` are the lead's own words. */
export interface RingNote {
  readonly type: string;
}

export interface TabLead<Note extends RingNote> {
  readonly isLeading: boolean;
  /** Queues for the lead. */
  start(): void;
  /** Rings the other tabs. An `intent` that no leader answers makes a visible tab take over. */
  ring(note: Note): void;
  /** Takes the lead now, whoever has it. */
  steal(): void;
  /** Gives the lead up and leaves the queue: on `pagehide`, so that a page in the back/forward cache blocks nobody. */
  stop(): void;
}
