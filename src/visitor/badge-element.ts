import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { base } from '../ui/base.styles.js';
import { detailsWords } from '../ui/details-words.js';
import { LanguageController } from '../ui/language.js';
import { tokens } from '../ui/tokens.styles.js';
import { plural } from '../words/plural.js';
import { formatter } from '../words/formatters.js';
import { badgeStyles } from './badge.styles.js';

/**
 * The number of unread messages on the launcher; nothing where there are none.
 *
 * @csspart badge - the number
 */
export class BadgeElement extends LitElement {
  static override readonly styles = [tokens, base, badgeStyles];

  @property({ type: Number }) count = 0;
  @property() override lang = 'en';

  readonly #language = new LanguageController(this, detailsWords, () => this.lang);

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('exportparts', 'badge');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { language } = this.#language;
    if (!this.count || !language) return nothing;
    const shown = this.count > 99 ? '99+' : formatter(Intl.NumberFormat, language.locale).format(this.count);
    return html`<span class="badge" part="badge" aria-hidden="true">${shown}</span>
      <span class="unseen">${plural(language.locale, language.words.unread, this.count)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-badge': BadgeElement;
  }
}
