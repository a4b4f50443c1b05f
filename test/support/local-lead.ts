import type { RingNote, TabLead, TabLeadEvents } from '../../src/storage/tab-lead.js';

/** Tabs of one browser inside one process: the same contract as Web Locks and a BroadcastChannel. */
export class LocalTabs {
  readonly tabs: LocalLead[] = [];
  leader: LocalLead | undefined;

  make(events: TabLeadEvents): LocalLead {
    return new LocalLead(this, events);
  }

  settle(): void {
    if (this.leader) return;
    this.leader = this.tabs[0];
    this.leader?.events.onLead();
  }
}

class LocalLead implements TabLead {
  readonly events: TabLeadEvents;
  readonly #shared: LocalTabs;

  constructor(shared: LocalTabs, events: TabLeadEvents) {
    this.#shared = shared;
    this.events = events;
  }

  get isLeading(): boolean {
    return this.#shared.leader === this;
  }

  start(): void {
    if (!this.#shared.tabs.includes(this)) this.#shared.tabs.push(this);
    this.#shared.settle();
  }

  ring(note: RingNote): void {
    for (const tab of this.#shared.tabs)
      if (tab !== this)
        queueMicrotask(() => {
          tab.events.onRing(note);
        });
  }

  steal(): void {
    const { leader } = this.#shared;
    if (leader === this) return;
    this.#shared.leader = this;
    leader?.events.onDeposed();
    this.events.onLead();
  }

  stop(): void {
    const { tabs } = this.#shared;
    if (tabs.includes(this)) tabs.splice(tabs.indexOf(this), 1);
    if (!this.isLeading) return;
    this.#shared.leader = undefined;
    this.#shared.settle();
  }
}
