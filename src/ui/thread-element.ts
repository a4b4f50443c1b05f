import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ThreadState } from '../chat/model/thread-state.js';
import { adoptStyles } from './adopt-styles.js';
import { base } from './base.styles.js';
import type { ThreadView } from './bubble.js';
import { bubbleStyles } from './bubble.styles.js';
import { guarded } from './guarded.js';
import type { Language } from './language.js';
import { RequestEvent } from './request-event.js';
import type { ThreadAnswered } from './thread-answered.js';
import { threadLine } from './thread-line.js';
import { threadLines, type ThreadLine } from './thread-lines.js';
import { threadStyles } from './thread.styles.js';

const drawnAtOnce = 100;
const nearEndPx = 48;

/**
 * The messages of one conversation: the last hundred, and earlier ones on request.
 *
 * @slot - head of the thread
 * @slot greeting - directly above the first message
 * @slot tail - after the last message
 * @fires request
 * @csspart thread - the scrolling log
 * @csspart message - a message and what stands below it; `message-own` or `message-other`
 * @csspart bubble - the text of a message
 * @csspart time - when it was written
 * @csspart delivery - how far an own message is
 * @csspart notice - a line between the messages
 */
export class ThreadElement extends LitElement {
  static override readonly styles = [base, bubbleStyles, threadStyles];

  @property({ attribute: false }) thread: ThreadState | undefined;
  @property({ attribute: false }) language: Language | undefined;
  /** Who is on the other side, where the messages do not say it. */
  @property() other = '';
  /** What it takes to draw an answer; it comes once there may be one. */
  @property({ attribute: false }) answered: ThreadAnswered | undefined;

  @state() private missed = 0;
  /** Others' last message since this view began: read out politely, without repeating the history. */
  @state() private news = '';
  @query('.scroll') private readonly scroller: HTMLElement | null | undefined;

  #limit = drawnAtOnce;
  #isAtEnd = true;
  #hasBegun = false;
  #lastId: string | undefined;
  #firstDrawn: string | undefined;
  #seenId: string | undefined;
  #fromEndPx = 0;
  #topPx = 0;
  #midnight: ReturnType<typeof setTimeout> | undefined;
  readonly #resizes = new ResizeObserver(() => {
    if (this.#isAtEnd) this.#scrollToEnd();
    this.#tellSeen();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#look);
    if (this.scroller) this.#resizes.observe(this.scroller);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#midnight);
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.answered && changed.has('answered') && !changed.get('answered'))
      adoptStyles(this, this.answered.styles);
    if (this.scroller) this.#fromEndPx = this.scroller.scrollHeight - this.scroller.scrollTop;
    const items = this.thread?.items;
    if (!items || !changed.has('thread')) return;
    const known = items.findLastIndex(item => item.id === this.#lastId);
    const added = this.#hasBegun ? items.slice(known + 1) : [];
    this.#hasBegun = true;
    this.#lastId = items.at(-1)?.id;
    const fromOthers = added.filter(item => item.kind === 'text' && !item.own);
    const latest = fromOthers.at(-1);
    if (latest?.kind === 'text')
      this.news = guarded(
        () => [latest.author || this.other, latest.text].filter(Boolean).join(': '),
        () => '',
      );
    if (added.some(item => item.kind === 'text' && item.own)) this.#isAtEnd = true;
    if (this.#isAtEnd) return;
    // Who reads further up keeps the place: nothing above may go away below their eyes.
    this.#limit += added.length;
    this.missed += fromOthers.length;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { thread, language, answered } = this;
    if (!thread || !language) return nothing;
    const { words } = language;
    const lines = threadLines(this.#drawn, language.locale, Date.now());
    const hasEarlier = thread.hasEarlier || lines.length < thread.items.length;
    return html`<div
        class="scroll"
        part="thread"
        role="log"
        aria-live="off"
        aria-label=${words.thread}
        tabindex="0"
        @scroll=${this.#onScroll}
      >
        ${
          hasEarlier
            ? html`<button type="button" class="earlier" part="earlier-button" @click=${this.#onEarlier}>
                ${words.earlier}
              </button>`
            : html`<slot></slot>`
        }
        <div class="space"></div>
        ${hasEarlier ? nothing : html`<slot name="greeting"></slot>`}
        ${this.lines(lines, { language, other: this.other, linkify: answered?.linkify ?? String })}
        ${thread.typing ? answered?.typing(this.other || thread.typing) : nothing}
        <slot name="tail"></slot>
      </div>
      ${this.missed ? answered?.missed(language, this.missed, this.#onPill) : nothing}
      <p class="unseen" role="status">${this.news}</p>`;
  }

  /** Draws the lines; the desk, whose threads are long, draws only those that changed. */
  protected lines(lines: readonly ThreadLine[], view: ThreadView): unknown {
    return lines.map(line => threadLine(line, view));
  }

  protected override updated(): void {
    const { scroller } = this;
    if (!scroller) return;
    this.#resizes.observe(scroller);
    const first = this.#drawn[0]?.id;
    if (this.#isAtEnd) this.#scrollToEnd();
    else if (first !== this.#firstDrawn) scroller.scrollTop = scroller.scrollHeight - this.#fromEndPx;
    this.#firstDrawn = first;
    clearTimeout(this.#midnight);
    const now = Date.now();
    this.#midnight = setTimeout(this.#look, new Date(now).setHours(24, 0, 0, 0) - now);
    this.#tellSeen();
  }

  get #drawn(): ThreadState['items'] {
    return this.thread?.items.slice(-this.#limit) ?? [];
  }

  #scrollToEnd(): void {
    const { scroller } = this;
    if (!scroller) return;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: 'instant' });
    this.#topPx = scroller.scrollTop;
  }

  /** Today is yesterday from midnight on; a timer that slept with its device comes late, and whoever looks again sees it at once. */
  readonly #look = (): void => {
    this.requestUpdate();
    this.#tellSeen();
  };

  /** Seen means: on the screen, at the end, in a window that is not in the background. */
  readonly #tellSeen = (): void => {
    const id = this.#lastId;
    if (id === this.#seenId || !this.#isAtEnd) return;
    if (document.visibilityState !== 'visible' || !this.scroller?.clientHeight) return;
    this.#seenId = id;
    this.dispatchEvent(new RequestEvent({ type: 'seen' }));
  };

  #onScroll(): void {
    if (!this.scroller?.clientHeight) return;
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const isNearEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
    // A field that grows below moves the end away without anybody having scrolled up.
    const isUpwards = scrollTop < this.#topPx;
    this.#topPx = scrollTop;
    if (isNearEnd || isUpwards) this.#isAtEnd = isNearEnd;
    if (!this.#isAtEnd) return;
    this.missed = 0;
    this.#tellSeen();
  }

  readonly #onPill = (): void => {
    this.#isAtEnd = true;
    this.missed = 0;
    this.#scrollToEnd();
    this.scroller?.focus();
  };

  #onEarlier(): void {
    this.#isAtEnd = false;
    this.#limit += drawnAtOnce;
    if ((this.thread?.items.length ?? 0) < this.#limit)
      this.dispatchEvent(new RequestEvent({ type: 'earlier' }));
    this.requestUpdate();
    this.scroller?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-thread': ThreadElement;
  }
}
