import type { Store } from '../../storage/store.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import { readTabNote } from './tab-note.js';
import type { TabNote } from './tab-note.js';

export interface LeadershipWorld {
  readonly store: Pick<Store, 'raiseFence'>;
  readonly makeLead: (events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  /** What must be known before this tab may commit as the leader. */
  readonly prepare: () => Promise<void>;
  /** This tab leads until `signal` aborts. */
  readonly onTerm: (signal: AbortSignal) => void;
  readonly onDeposed: () => void;
  readonly onRing: (note: TabNote) => void;
  readonly onFailure: (cause: unknown) => void;
}

/** A fence that no leader has: what is committed behind it is refused. */
const noFence = -1;

/**
 * Whether this tab leads, one `AbortSignal` a term. A term begins only once its fence stands and all is prepared: a lead
 * that went while it still took shape never begins one.
 */
export class Leadership {
  readonly #world: LeadershipWorld;
  readonly #lead: TabLead<TabNote>;
  #term: AbortController | undefined;
  #epoch: number | undefined;

  constructor(world: LeadershipWorld) {
    this.#world = world;
    this.#lead = world.makeLead({
      onLead: () => {
        this.#begin().catch(world.onFailure);
      },
      onDeposed: () => {
        this.#end();
        world.onDeposed();
      },
      onRing: world.onRing,
      readNote: readTabNote,
    });
  }

  get isLeading(): boolean {
    return this.#epoch !== undefined;
  }

  /** The epoch to commit behind; where this tab does not lead, one that every commit is refused under. */
  get fence(): number {
    return this.#epoch ?? noFence;
  }

  /** Queues for the lead. */
  start(): void {
    this.#lead.start();
  }

  /** Takes the lead, whoever has it. */
  steal(): void {
    this.#lead.steal();
  }

  /** Leaves the lead, and the queue, to other tabs. */
  stop(): void {
    this.#lead.stop();
    this.#end();
  }

  ring(note: TabNote): void {
    this.#lead.ring(note);
  }

  async #begin(): Promise<void> {
    this.#end();
    const term = new AbortController();
    this.#term = term;
    const epoch = await this.#world.store.raiseFence();
    await this.#world.prepare();
    if (term.signal.aborted) return;
    this.#epoch = epoch;
    this.#world.onTerm(term.signal);
  }

  #end(): void {
    this.#epoch = undefined;
    this.#term?.abort();
    this.#term = undefined;
  }
}
