/**
 * Which tab leads, and the bell between tabs (ARCHITECTURE "Tabs and pages"). One tab of a browser holds the
 * connection; the others write intents to the store and ring.
 */
export interface TabLeadEvents {
  /** This tab leads from now on. */
  readonly onLead: () => void;
  /** Another tab leads now: whatever this one still commits is refused by the fence. */
  readonly onDeposed: () => void;
  /** Another tab changed the store; `wants` says whether it asks the leader to act. */
  readonly onRing: (note: RingNote) => void;
}

/**
 * What tabs tell each other: never text, keys or ids. `state` is the leader's view of the connection, drawn by followers;
 * `erased`: nothing is kept any more.
 */
export interface RingNote {
  readonly type: 'changed' | 'intent' | 'state' | 'erased';
  readonly state?: unknown;
}

export interface TabLead {
  readonly isLeading: boolean;
  /** Queues for the lead. */
  start(): void;
  /** Rings the other tabs. An `intent` that no leader answers makes a visible tab take over. */
  ring(note: RingNote): void;
  /** Takes the lead now, whoever has it. */
  steal(): void;
  /** Gives the lead up and leaves the queue: on `pagehide`, so that a page in the back/forward cache blocks nobody. */
  stop(): void;
}
