import type { LitElement, ReactiveController } from 'lit';
import { adoptStyles } from '../ui/adopt-styles.js';
import type { ThreadAnswered } from '../ui/thread-answered.js';
import type { DetailsWords } from '../words/en/details.js';

const load = async () => import('./panel-details.js');

type Details = Awaited<ReturnType<typeof load>>;

/** Loads menu, dialogs, their words and what draws an answer for the panel once they are needed; what did not come is tried again when asked. */
export class DetailsController implements ReactiveController {
  module: Details | undefined;
  words: DetailsWords | undefined;
  answered: ThreadAnswered | undefined;
  /** The last load did not come: the panel says so. */
  hasFailed = false;
  readonly #host: LitElement;
  readonly #find: () => string;
  #tag: string | undefined;

  constructor(host: LitElement, find: () => string) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#tag !== undefined && this.#tag !== this.#find()) this.load();
  }

  readonly load = (): void => {
    const tag = this.#find();
    if (tag === this.#tag) return;
    this.#tag = tag;
    void this.#load(tag);
  };

  /** Loads, also what did not come before. */
  readonly retry = (): void => {
    if (this.hasFailed) this.#tag = undefined;
    this.load();
  };

  async #load(tag: string): Promise<void> {
    try {
      const [more, { threadAnswered }] = await Promise.all([load(), import('./answered.js')]);
      if (!this.module) adoptStyles(this.#host, more.detailsStyles);
      this.module = more;
      const { words } = await more.findDetails(tag);
      this.words = words;
      this.answered = threadAnswered(words);
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
