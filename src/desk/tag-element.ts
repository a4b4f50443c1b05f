import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { base } from '../ui/base.styles.js';
import type { DeskWords } from './words/en.js';
import { copyIcon } from './icons.js';

/**
 * The tag to paste, with a button that copies it.
 *
 * @csspart tag - the code
 */
export class TagElement extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 8px;
        min-inline-size: 0;
      }
      pre {
        margin: 0;
        padding: 12px 14px;
        border-radius: 12px;
        background: var(--_surface-2);
        color: var(--_ink);
        font:
          13px/1.5 ui-monospace,
          monospace;
        direction: ltr;
        text-align: left;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        user-select: all;
      }
      div {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      button {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      button svg {
        inline-size: 18px;
      }
    `,
  ];

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
