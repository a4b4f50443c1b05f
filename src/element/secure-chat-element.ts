import type { ActiveRoute, ConnectionState } from '../chat/model/thread-state.js';
import { SecureChatError } from '../errors.js';
import type { ErrorCode } from '../errors.js';
import { hasActed } from './acted.js';
import type { AppCall, Shell, ShellApp } from './app-contract.js';
import { createErrorBox } from './error-box.js';
import { SecureChatErrorEvent } from './events/error.js';
import { SecureChatOpenEvent } from './events/open.js';
import { SecureChatReadyEvent } from './events/ready.js';
import { createLauncher } from './launcher.js';
import { loadApp } from './load-app.js';
import { isBrowserTooOld, tagError } from './tag-error.js';
import { SettingsElement } from './settings-element.js';
import { shellStyles } from './shell.styles.js';

/**
 * A private line between a customer and the business whose page this is, encrypted from end to end.
 *
 * @tagname secure-chat
 *
 * @attr {string} lang - Language of the widget; default: the page's.
 * @attr {'ltr' | 'rtl'} dir - Direction of the widget; default: the page's.
 *
 * @slot launcher-icon - Replaces the drawing in the launcher.
 *
 * @fires secure-chat-ready - The element stands in the page and takes calls.
 * @fires secure-chat-open - The panel is about to open; cancelable.
 * @fires secure-chat-opened - The panel is open.
 * @fires secure-chat-closed - The panel is closed.
 * @fires secure-chat-send - A text is about to be sent; cancelable.
 * @fires secure-chat-message - A message was added to the thread.
 * @fires secure-chat-unread - The number of unread messages changed.
 * @fires secure-chat-availability - Somebody of the team came or the last one left.
 * @fires secure-chat-state - The connection or the way that messages take changed.
 * @fires secure-chat-call - A call rings, is taken or ends; not in this version.
 * @fires secure-chat-file - A file was sent or has arrived whole; not in this version.
 * @fires secure-chat-rating - The customer rated the conversation; not in this version.
 * @fires secure-chat-verified - The certificate of whoever answers was verified.
 * @fires secure-chat-error - Something is wrong; see its `code`.
 *
 * @csspart launcher - The button that opens the panel.
 * @csspart error - The box that names what is wrong with the tag, the page or the browser.
 *
 * @cssstate open - The panel is shown.
 *
 * @cssprop [--secure-chat-offset-block=20px] - Distance of launcher and panel from the lower edge.
 * @cssprop [--secure-chat-offset-inline=20px] - Distance from the edge at the side.
 * @cssprop [--secure-chat-z-index=2147483000] - Layer of the element.
 * @cssprop [--secure-chat-accent=light-dark(#0f6b4f, #15805d)] - Colour of the launcher and of own messages.
 * @cssprop [--secure-chat-on-accent=#fff] - Colour on the accent.
 */
export class SecureChatElement extends SettingsElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #shell: Shell = {
    element: this,
    launcher: createLauncher(),
    // At once, as it cannot be done after a move to another document; a browser without is too old for the app.
    states: (this as Partial<HTMLElement>).attachInternals?.().states as CustomStateSet,
    origin: () => this.origin,
    values: { state: 'waiting', unread: 0, activeRoute: 'none', safetyNumber: '', agent: '' },
  };
  #app: ShellApp | undefined;
  #error: ErrorCode | undefined;
  #errorBox: HTMLElement | undefined;
  #isReady = false;
  /** The customer acted on an earlier page, and the page is idle now. */
  #isAwake = false;
  #isChanged = false;

  /** Where the connection stands. */
  get state(): ConnectionState {
    return this.#shell.values.state;
  }

  /** Number of unread messages. */
  get unread(): number {
    return this.#shell.values.unread;
  }

  /** Which way messages go now. */
  get activeRoute(): ActiveRoute {
    return this.#shell.values.activeRoute;
  }

  /** The visitor's safety number; empty until there is one. */
  get safetyNumber(): string {
    return this.#shell.values.safetyNumber;
  }

  /** Who answers; empty until verified. */
  get agent(): string {
    return this.#shell.values.agent;
  }

  /** Opens the panel, unless the page vetoes `secure-chat-open`. */
  show(): void {
    if (this.open || !this.dispatchEvent(new SecureChatOpenEvent())) return;
    hasActed(true);
    this.open = true;
  }

  /** Closes the panel. */
  hide(): void {
    this.open = false;
  }

  /** Opens or closes the panel. */
  toggle(): void {
    if (this.open) this.hide();
    else this.show();
  }

  /** Sends a text; settles when it is kept safely and will go out. */
  send(text: string): Promise<void> {
    return this.#call({ name: 'send', text });
  }

  /** Sends a file. Not in this version: fails with `not-available`. */
  sendFile(file: File): Promise<void> {
    return this.#call({ name: 'sendFile', file });
  }

  /** Starts a call, with a picture if wished. Not in this version: fails with `not-available`. */
  startCall({ video = false }: { readonly video?: boolean } = {}): Promise<void> {
    return this.#call({ name: 'startCall', video });
  }

  /** Ends the call, if there is one. Not in this version: fails with `not-available`. */
  async endCall(): Promise<void> {
    await this.#app?.call({ name: 'endCall' });
  }

  /** Destroys keys and history on this device and at the node. */
  async forget(): Promise<void> {
    if (this.#app ?? hasActed()) await this.#call({ name: 'forget' }, false);
  }

  /** Proves who a customer is that is logged in: a JWT of the site. Not in this version: answered by `not-available`. */
  identify(token: string): void {
    this.#shell.identityToken = token;
    this.#changed();
  }

  /** Says what the customer is looking at; goes before the `context` attribute until it is given `undefined`. */
  setContext(context: object | undefined): void {
    this.#shell.context = context;
    this.#changed();
  }

  /** Ends everything and takes the element out of the page. */
  destroy(): void {
    this.remove();
    this.#dispose();
  }

  connectedCallback(): void {
    this.adoptProperties();
    this.#draw();
    this.#changed();
    if (hasActed() && isSecureContext) this.#wakeWhenIdle();
    // Nobody can veto it, so it answers true: once.
    this.#isReady ||= this.dispatchEvent(new SecureChatReadyEvent());
  }

  disconnectedCallback(): void {
    // An element that only moves is connected again before the microtask.
    queueMicrotask(() => {
      if (!this.isConnected) this.#dispose();
    });
  }

  adoptedCallback(): void {
    // The new document has dropped all style sheets: the app starts anew there.
    this.#dispose();
  }

  attributeChangedCallback(): void {
    this.#changed();
  }

  /** Several changes at once are one. */
  #changed(): void {
    if (this.#isChanged) return;
    this.#isChanged = true;
    queueMicrotask(() => {
      this.#isChanged = false;
      if (this.isConnected) void this.#update();
    });
  }

  /** Brings app and error in line with the attributes. */
  async #update(): Promise<void> {
    if (this.#isWanted) await this.#start().catch(console.error);
    else this.#report(this.#problem);
    if (this.isConnected) this.#app?.changed();
    else this.#dispose();
  }

  get #isWanted(): boolean {
    return this.#isAwake || this.open || this.mode === 'desk' || this.layout !== 'floating';
  }

  get #problem(): ErrorCode | undefined {
    return isBrowserTooOld() ? 'browser-too-old' : tagError(this.business, this.origin, this.mode);
  }

  /** The running app; the shell waits for it as long as loading takes. */
  async #start(): Promise<ShellApp> {
    let code = this.#problem ?? (isSecureContext ? undefined : 'insecure-context');
    let cause: unknown;
    try {
      const { attach, explain } = await loadApp(this.mode);
      if (!code) {
        this.#report();
        return (this.#app ??= attach(this.#shell));
      }
      this.#report(code, await explain(code, this.lang));
    } catch (error) {
      cause = error;
      this.#report((code ??= 'app-unavailable'));
    }
    throw new SecureChatError(code, code, { cause });
  }

  #report(code?: ErrorCode, words = ''): void {
    const isNew = this.#error !== code;
    if (!isNew && !words) return;
    this.#error = code;
    this.#errorBox?.remove();
    if (!code) return;
    this.#errorBox = createErrorBox(code, words, this.business, this.origin);
    this.#root.append(this.#errorBox);
    if (isNew) this.dispatchEvent(new SecureChatErrorEvent(code));
  }

  /** Asks the app; whoever asks for anything but to be forgotten has acted. */
  async #call(request: AppCall, acts = true): Promise<void> {
    hasActed(acts);
    const app = await this.#start();
    await app.call(request);
  }

  /** Later pages load the app when idle, so that the badge and answers show without a click; Safari has no idle callback. */
  #wakeWhenIdle(): void {
    const idle = (globalThis as Partial<typeof globalThis>).requestIdleCallback ?? setTimeout;
    idle(() => {
      loadApp(this.mode).then(() => {
        this.#isAwake = true;
        this.#changed();
      }, console.error);
    });
  }

  #dispose(): void {
    this.#app?.dispose();
    this.#app = undefined;
  }

  #draw(): void {
    if (isBrowserTooOld() || this.#root.adoptedStyleSheets.length) return;
    const { CSSStyleSheet } = this.ownerDocument.defaultView ?? window;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(shellStyles);
    this.#root.adoptedStyleSheets = [sheet];
    const { launcher } = this.#shell;
    this.#root.prepend(launcher);
    launcher.onclick = () => {
      this.toggle();
    };
    launcher.onpointerenter = launcher.onfocus = () => {
      loadApp(this.mode).catch(console.error);
    };
  }
}
