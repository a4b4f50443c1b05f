import type { RingNote, TabLead, TabLeadEvents } from '../../src/storage/tab-lead.js';

/** A tab as the others meet it. */
interface Neighbour {
  readonly isFrozen: boolean;
  hear(value: unknown): void;
  lead(): void;
  depose(): void;
}

/** Tabs of one browser inside one process: the same contract as Web Locks and a BroadcastChannel. */
export class LocalTabs {
  readonly #tabs = new Set<Neighbour>();
  /** Who waits for the lead, longest first. */
  readonly #queue: Neighbour[] = [];
  #leader: Neighbour | undefined;

  get leader(): Neighbour | undefined {
    return this.#leader;
  }

  make<Note extends RingNote>(events: TabLeadEvents<Note>): LocalLead<Note> {
    return new LocalLead(this, events);
  }

  join(tab: Neighbour): void {
    this.#tabs.add(tab);
    this.queue(tab);
  }

  queue(tab: Neighbour): void {
    if (tab !== this.#leader && !this.#queue.includes(tab)) this.#queue.push(tab);
    this.#settle();
  }

  steal(tab: Neighbour): void {
    this.#unqueue(tab);
    const deposed = this.#leader;
    this.#leader = tab;
    deposed?.depose();
    tab.lead();
  }

  leave(tab: Neighbour): void {
    this.#tabs.delete(tab);
    this.#unqueue(tab);
    if (this.#leader !== tab) return;
    this.#leader = undefined;
    this.#settle();
  }

  /** Anybody of the origin may post, and posts a copy. */
  post(value: unknown, from?: Neighbour): void {
    for (const tab of this.#tabs) if (tab !== from) tab.hear(structuredClone(value));
  }

  #unqueue(tab: Neighbour): void {
    if (this.#queue.includes(tab)) this.#queue.splice(this.#queue.indexOf(tab), 1);
  }

  #settle(): void {
    if (this.#leader) return;
    this.#leader = this.#queue.shift();
    this.#leader?.lead();
  }
}

export class LocalLead<Note extends RingNote> implements TabLead<Note>, Neighbour {
  isVisible = true;
  readonly #shared: LocalTabs;
  readonly #events: TabLeadEvents<Note>;
  #isStarted = false;
  #isLeading = false;
  /** What reached the tab while it is frozen. */
  #backlog: (() => void)[] | undefined;

  constructor(shared: LocalTabs, events: TabLeadEvents<Note>) {
    this.#shared = shared;
    this.#events = events;
  }

  get isLeading(): boolean {
    return this.#isLeading;
  }

  get isFrozen(): boolean {
    return this.#backlog !== undefined;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#shared.join(this);
    this.#ask();
  }

  ring(note: Note): void {
    if (!this.#isStarted) return;
    this.#shared.post(note, this);
    if (note.type === 'intent') this.#ask();
  }

  steal(): void {
    if (this.#isStarted && this.#shared.leader !== this) this.#shared.steal(this);
  }

  stop(): void {
    this.#isStarted = false;
    this.#isLeading = false;
    this.#shared.leave(this);
  }

  freeze(): void {
    this.#backlog = [];
  }

  thaw(): void {
    const backlog = this.#backlog ?? [];
    this.#backlog = undefined;
    for (const task of backlog) queueMicrotask(task);
  }

  hear(value: unknown): void {
    this.#run(() => {
      const note = this.#isStarted ? this.#events.readNote(value) : undefined;
      if (note) this.#events.onRing(note);
    });
  }

  lead(): void {
    this.#run(() => {
      if (this.#shared.leader !== this || this.#isLeading) return;
      this.#isLeading = true;
      this.#events.onLead();
    });
  }

  depose(): void {
    this.#run(() => {
      if (!this.#isStarted) return;
      const wasLeading = this.#isLeading;
      this.#isLeading = false;
      if (wasLeading) this.#events.onDeposed();
      this.#shared.queue(this);
    });
  }

  /** A leader that answers nothing is deposed at once: the patience of real tabs is not played. */
  #ask(): void {
    if (this.isVisible && this.#shared.leader?.isFrozen === true) this.steal();
  }

  /** As a task of the tab's own: a frozen one comes to it when it thaws. */
  #run(task: () => void): void {
    if (this.#backlog) this.#backlog.push(task);
    else queueMicrotask(task);
  }
}
