import type { ErrorCode } from '../../errors.js';
import { Coalesced } from '../connection/coalesced.js';
import { CurrentErrors } from '../connection/current-errors.js';
import { Listeners } from '../connection/listeners.js';
import type { Shared } from '../connection/tab-note.js';
import type { PageContext, SafetyNumbers, CurrentError } from '../model/thread-state.js';
import type { VisitorState } from '../model/visitor-state.js';
import { VisitorDrafts } from './visitor-drafts.js';
import type { VisitorSide } from './visitor-side.js';
import { initialState, readSnapshot } from './visitor-snapshot.js';
import type { VisitorWorld } from './visitor-world.js';

const pageSize = 100;

/** A side whose store is open, and what is made of its keys to be compared. */
export interface OpenedSide {
  readonly side: VisitorSide;
  readonly safety: SafetyNumbers;
}

/** What the visitor sees: one frozen snapshot, read from the store and published to her views and her other tabs. */
export class VisitorView {
  readonly drafts: VisitorDrafts;
  readonly errors: CurrentErrors;
  readonly listeners = new Listeners();
  /** The side that is drawn; `undefined` before its store is open, and once everything is erased. */
  opened: OpenedSide | undefined;
  readonly #place: string;
  readonly #drawing = new Coalesced(() => this.#draw());
  #shown = pageSize;
  #state: VisitorState;

  constructor(
    world: VisitorWorld,
    words: { readonly greeting: string; readonly context: PageContext | undefined },
    opened: () => Promise<VisitorSide>,
  ) {
    const place = world.business;
    this.#place = place;
    this.drafts = new VisitorDrafts(world, {
      opened,
      state: () => this.#state,
      onChanged: () => {
        this.publish({ draft: this.drafts.state(place) });
      },
    });
    this.#state = initialState({ ...words, draft: this.drafts.state(place) });
    this.errors = new CurrentErrors(worst => {
      if (worst !== this.#state.error?.code) this.share({ error: worst && currentErrorOf(worst, world) });
    });
  }

  get state(): VisitorState {
    return this.#state;
  }

  publish(change: Partial<VisitorState>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.listeners.notify();
  }

  /** Publishes what all tabs show, to them as well where this one leads. */
  readonly share = (change: Partial<Shared>): void => {
    this.publish(change);
    const { connection, route, teamOnline, typing, error } = this.#state;
    const side = this.opened?.side;
    if (side?.isLeading)
      side.ring({ type: 'state', state: { connection, route, teamOnline, typing, error } });
  };

  /** The field changed: it is drawn in the same task, and kept behind it. */
  type(text: string, returned?: readonly string[]): Promise<void> {
    const keeping = this.drafts.type(this.#place, text, returned);
    this.publish({ draft: this.drafts.state(this.#place) });
    return keeping;
  }

  /** One page further up. */
  showEarlier(): Promise<void> {
    this.#shown += pageSize;
    return this.refresh();
  }

  /** Draws the store; settles once that is done. */
  refresh(): Promise<void> {
    return this.#drawing.run();
  }

  /** Nothing is kept any more: what is shown goes, too. */
  forget(): void {
    this.opened = undefined;
    this.drafts.forget(this.#place);
    const { businessName, isDemo } = this.#state;
    const draft = this.drafts.state(this.#place);
    this.#state = initialState({ greeting: '', context: undefined, draft });
    this.publish({ phase: 'erased', businessName, isDemo });
  }

  async #draw(): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    const { side, safety } = opened;
    const [read] = await Promise.all([
      readSnapshot(side, this.#state, this.#shown),
      this.drafts.read(this.#place),
    ]);
    // Erased while it was read.
    if (this.opened === opened) this.publish({ ...read, safety, draft: this.drafts.state(this.#place) });
  }
}

function currentErrorOf(code: ErrorCode, { node, business }: VisitorWorld): CurrentError {
  const isStorage = code.startsWith('storage') || code === 'insecure-context';
  return { code, canRetry: true, href: isStorage ? `${node}/chat?b=${business}` : undefined };
}
