import { html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { base } from '../ui/base.styles.js';
import type { DeskWords } from '../words/en/desk.js';
import { copyIcon } from './icons.js';
import { tagStyles } from './tag.styles.js';

/**
 * The tag to paste, with a button that copies it.
 *
 * @csspart tag - the code
 */
export class TagElement extends LitElement {
  static override readonly styles = [base, tagStyles];

  @property() code = '';
  @property({ attribute: false }) words: DeskWords | undefined;

  @state() private outcome: 'copied' | 'copyFailed' | undefined;

  protected override render(): TemplateResult {
    return html`<pre part="tag">${this.code}</pre>
      <div>
        <button type="button" class="plain" @click=${this.#onCopy}>${copyIcon} ${this.words?.copy}</button>
        <span class="fact" role="status">${this.outcome ? this.words?.[this.outcome] : ''}</span>
      </div>`;
  }

  async #onCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.outcome = 'copied';
    } catch {
      this.outcome = 'copyFailed';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-tag': TagElement;
  }
}
