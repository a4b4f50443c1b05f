import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { VisitorModel, VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import { avatarStyles } from '../ui/avatar.styles.js';
import { base } from '../ui/base.styles.js';
import { bubbleStyles } from '../ui/bubble.styles.js';
import type { ComposerElement } from '../ui/composer-element.js';
import { isComposing } from '../ui/is-composing.js';
import { KeepFocusController } from '../ui/keep-focus-controller.js';
import { customerWords, LanguageController } from '../ui/language.js';
import { ModelController } from '../ui/model-controller.js';
import { composerParts, dialogParts, menuParts, threadParts } from '../ui/parts.js';
import type { RequestEvent } from '../ui/request-event.js';
import { stripStyles } from '../ui/strip.styles.js';
import { tokens } from '../ui/tokens.styles.js';
import { ViewportController } from '../ui/viewport-controller.js';
import type { Words } from '../words/en/conversation.js';
import { DetailsController } from './details-controller.js';
import { panelSkeleton } from './panel-body.js';
import { panelConversation, unloaded } from './panel-conversation.js';
import { conversationStyles } from './conversation.styles.js';
import type { PanelDialog } from './panel-dialog.js';
import { needsMore } from './needs-details.js';
import { panelHeader } from './panel-header.js';
import type { PanelSettings } from './panel-settings.js';
import { panelStyles } from './panel.styles.js';

/** Flat names of everything in the panel that a page can reach. */
export const panelParts = `panel,header,title,status,avatar,menu-button,close-button,strip,seal,context,consent,agree-button,route,${threadParts},${composerParts},${menuParts},${dialogParts}`;

/**
 * The customer's side of a conversation: draws the model's snapshots and hands on what the customer asks for.
 *
 * @slot header - in place of the face
 * @slot empty - below the seal, above the first message
 * @slot legal - below the composer
 * @csspart panel - everything
 * @csspart header - who is on the other side
 * @csspart title - name of agent and business
 * @csspart status - whether that is certain
 * @csspart close-button - closes the floating panel
 * @csspart menu-button - opens the menu
 * @csspart avatar - face or initials of who answers
 * @csspart strip - line of trouble
 * @csspart seal - what is sealed, and for whom
 * @csspart context - what of the page is shared
 * @csspart consent - what the customer agrees to first
 * @csspart agree-button - agrees
 * @csspart route - which way words take
 */
export class PanelElement extends LitElement {
  static override readonly styles = [
    tokens,
    base,
    avatarStyles,
    stripStyles,
    bubbleStyles,
    conversationStyles,
    panelStyles,
  ];

  @property({ attribute: false }) model: VisitorModel | undefined;
  /** Set before the element is connected. */
  @property({ attribute: false }) declare settings: PanelSettings;

  @state() private over: 'menu' | PanelDialog | undefined;
  @query('.panel') private readonly panel: HTMLElement | null | undefined;
  @query('secure-chat-composer') private readonly composer: ComposerElement | null | undefined;

  readonly #language = new LanguageController(this, customerWords, () => this.settings.lang);
  readonly #more = new DetailsController(this, () => this.settings.lang);
  readonly #viewport = new ViewportController(this);
  #wantsFocus = false;

  constructor() {
    super();
    new ModelController(this, () => this.model);
    new KeepFocusController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('exportparts', panelParts);
  }

  /** Moves the focus to the field, as soon as there is one. */
  override focus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const { layout, position, theme } = this.settings;
    this.setAttribute('layout', layout);
    this.setAttribute('position', position);
    this.setAttribute('theme', theme);
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.model?.state;
    const { language } = this.#language;
    if (!state || !language) return nothing;
    const { words, locale } = language;
    const isFloating = this.settings.layout === 'floating';
    const isModal = isFloating && this.#viewport.isPhone;
    // Absent elsewhere: a region has no such attribute, and templates know no type for that.
    const modal = (isModal ? 'true' : nothing) as 'true';
    return html`${isModal ? html`<div tabindex="0" @focus=${this.#toEnd}></div>` : nothing}
      <section
        class="panel"
        part="panel"
        tabindex="-1"
        lang=${locale}
        dir=${this.settings.dir === 'rtl' ? 'rtl' : words.dir}
        role=${isFloating ? 'dialog' : 'region'}
        aria-modal=${modal}
        aria-labelledby="title"
        @request=${this.#onRequest}
        @keydown=${this.#onKeyDown}
      >
        ${panelHeader(state, this.settings, words, {
          onMenu: state.phase === 'ready' ? this.#onMenu : undefined,
          onNearMenu: this.#more.load,
          onClose: isFloating ? this.#onClose : undefined,
          menu: this.over === 'menu' ? this.#menu(state, words) : nothing,
        })}
        ${state.isDemo ? html`<p class="demo fact" part="demo">${words.demo}</p>` : nothing}
        ${
          state.phase === 'ready'
            ? panelConversation(state, this.settings, language, {
                more: this.#more,
                isReaching: this.over !== undefined,
                ask: this.#ask,
              })
            : this.#notice(state, words)
        }
        ${this.over && this.over !== 'menu' ? this.#dialog(this.over, state, words) : nothing}
      </section>
      ${isModal ? html`<div tabindex="0" @focus=${this.#toStart}></div>` : nothing}`;
  }

  /** What stands in place of a conversation. */
  #notice(state: VisitorState, words: Words): unknown {
    const { module, words: more, hasFailed } = this.#more;
    if (state.phase !== 'loading' && hasFailed) return unloaded(words, this.#more);
    if (state.phase === 'loading' || !module || !more) return panelSkeleton(words);
    return module.panelNotice(state, { ...words, ...more }, this.#ask);
  }

  #menu(state: VisitorState, words: Words): unknown {
    const { module, words: more } = this.#more;
    if (!module || !more) return nothing;
    const show = (dialog: PanelDialog): void => {
      this.over = dialog;
    };
    return module.panelMenu(state, { ...words, ...more }, { ask: this.#ask, show, onLeave: this.#onLeave });
  }

  #dialog(kind: PanelDialog, state: VisitorState, words: Words): unknown {
    const { module, words: more } = this.#more;
    if (!module || !more) return nothing;
    return module.panelDialog(kind, state, { ...words, ...more }, this.#ask, this.#onLeave);
  }

  protected override updated(changed: PropertyValues): void {
    const state = this.model?.state;
    if (changed.has('model')) this.over = undefined;
    if (state && needsMore(state)) this.#more.load();
    if (!this.#wantsFocus || !this.panel || state?.phase === 'loading') return;
    this.#wantsFocus = false;
    const { composer } = this;
    if (composer)
      void composer.updateComplete.then(() => {
        composer.focus();
      });
    else this.panel.focus();
  }

  readonly #ask = (request: VisitorRequest): void => {
    this.model?.request(request);
  };

  readonly #onClose = (): void => {
    this.#ask({ type: 'close' });
  };

  readonly #onMenu = (): void => {
    this.#more.retry();
    this.over = this.over ? undefined : 'menu';
  };

  readonly #onLeave = (): void => {
    const { activeElement } = this.shadowRoot ?? {};
    if (activeElement?.localName === 'secure-chat-menu') this.#menuButton?.focus();
    this.over = undefined;
  };

  /** A full-window panel on a phone is modal: Tab goes round inside without touching the page's own elements. */
  readonly #toEnd = (): void => {
    (this.composer ?? this.#first)?.focus();
  };

  readonly #toStart = (): void => {
    this.#first?.focus();
  };

  get #first(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.header button');
  }

  get #menuButton(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#menu');
  }

  #onRequest(event: RequestEvent): void {
    event.stopPropagation();
    this.#ask(event.request);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (this.settings.layout !== 'floating') return;
    event.stopPropagation();
    this.#onClose();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'secure-chat-panel': PanelElement;
  }
}
