import type { LitElement, ReactiveController } from 'lit';
import type { MoreWords } from '../words/en/details.js';

const load = async () => import('./panel-details.js');

type More = Awaited<ReturnType<typeof load>>;

/** Loads menu, dialogs, their words and the finding of links for the panel once they are needed, whatever is written there; what did not come is tried again when asked. */
export class MoreController implements ReactiveController {
  module: More | undefined;
  words: MoreWords | undefined;
  linkify: ((text: string) => unknown) | undefined;
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

  #dress(more: More): More {
    const { styleSheet } = more.moreStyles;
    if (styleSheet) this.#host.shadowRoot?.adoptedStyleSheets.push(styleSheet);
    return more;
  }

  async #load(tag: string): Promise<void> {
    try {
      const [more, { linkify }] = await Promise.all([load(), import('../ui/linkify.js')]);
      this.module ??= this.#dress(more);
      this.linkify = linkify;
      this.words = (await this.module.findMore(tag)).words;
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
