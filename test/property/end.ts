/** What a person who types meets, whatever draws it: a field, a tab, and one end of a conversation with its tabs. */
import type { Store } from '../../src/storage/store.js';
import type { SlowDisk } from '../support/slow-disk.js';

/** Where one writes. */
export interface TypingField {
  readonly value: string;
  readonly isComposing: boolean;
  /** One more key at the end of what stands there. */
  type(text: string): void;
  /** Several lines at once. */
  paste(text: string): void;
  /** Begins or ends a composition. */
  compose(): void;
  /** Answers what was taken out of the field, if anything. */
  enter(): string | undefined;
}

/** A tab: the field in view, and where its words go. */
export interface Tab {
  readonly disk: SlowDisk;
  readonly place: string;
  readonly field: TypingField;
  /** Turns to another conversation, where there are several. */
  turn(): void;
  close(): void;
}

/** One end: its tabs share what is stored. */
export interface End {
  /** How many conversations a tab turns between. */
  readonly places: number;
  /** Keys come in tasks of their own where there are tasks. */
  task(): Promise<void>;
  open(disk: (store: Store) => SlowDisk): Promise<Tab>;
  /** Texts that were sent, by place, oldest first. */
  sent(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Where the end stands: its store, how it is drawn, and what a task is there. */
export interface Ground<Show> {
  /** Another handle of the one store. */
  readonly openStore: () => Promise<Store>;
  readonly show: Show;
  readonly task: () => Promise<void>;
}
