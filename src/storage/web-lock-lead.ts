import { isObject } from '../wire/guards.js';
import type { RingNote, TabLead, TabLeadEvents } from './tab-lead.js';

/** How long a leader may stay silent before a tab that the user sees takes over, in milliseconds. */
const silenceMs = 800;

/** The lead by Web Locks, the bell by BroadcastChannel. A frozen leader answers nothing and is deposed by `steal`. */
export class WebLockLead<Note extends RingNote> implements TabLead<Note> {
  readonly #name: string;
  readonly #events: TabLeadEvents<Note>;
  #channel: BroadcastChannel | undefined;
  #queue: AbortController | undefined;
  #release: (() => void) | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, events: TabLeadEvents<Note>) {
    this.#name = name;
    this.#events = events;
  }

  get isLeading(): boolean {
    return this.#release !== undefined;
  }

  start(): void {
    if (this.#channel) return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#hear(data);
    };
    this.#request({});
    this.#ask();
  }

  ring(note: Note): void {
    this.#channel?.postMessage(note);
    if (note.type === 'intent' && !this.isLeading) this.#ask();
  }

  steal(): void {
    if (this.#channel && !this.isLeading) this.#request({ steal: true });
  }

  stop(): void {
    clearTimeout(this.#silence);
    this.#channel?.close();
    this.#channel = undefined;
    this.#queue?.abort();
    this.#queue = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  #request(options: { steal?: true }): void {
    this.#queue?.abort();
    const queue = new AbortController();
    this.#queue = queue;
    // `steal` and `signal` exclude each other in the Web Locks specification.
    const lock = navigator.locks.request(
      this.#name,
      options.steal ? options : { signal: queue.signal },
      () => {
        if (queue.signal.aborted) return undefined;
        clearTimeout(this.#silence);
        return new Promise<void>(resolve => {
          this.#release = resolve;
          this.#events.onLead();
        });
      },
    );
    lock.catch(() => {
      // Stolen or aborted: both mean that somebody else decides now.
      if (this.#queue !== queue || queue.signal.aborted) return;
      this.#release = undefined;
      this.#events.onDeposed();
      if (this.#channel) this.#request({});
    });
  }

  #ask(): void {
    clearTimeout(this.#silence);
    if (this.isLeading) return;
    this.#channel?.postMessage({ type: 'ask' });
    this.#silence = setTimeout(() => {
      if (document.visibilityState === 'visible') this.steal();
    }, silenceMs);
  }

  #hear(value: unknown): void {
    const type = isObject(value) ? value['type'] : undefined;
    if (type === 'ask') {
      if (this.isLeading) this.#channel?.postMessage({ type: 'here' });
    } else if (type === 'here') {
      clearTimeout(this.#silence);
    } else {
      const note = this.#events.readNote(value);
      if (note) this.#events.onRing(note);
    }
  }
}
