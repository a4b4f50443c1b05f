import { scriptAddress } from './script-address.js';
import { attributeNames, propertyName, readAttribute, writeAttribute } from './attributes.js';

/** On a server there is no `HTMLElement`: importing must do no harm there. */
const Base =
  (globalThis as Partial<typeof globalThis>).HTMLElement ?? (Object as unknown as typeof HTMLElement);

/** The attributes of the tag and the properties that mirror them. */
export abstract class SettingsElement extends Base {
  static readonly observedAttributes: readonly string[] = attributeNames;

  /**
   * The business's public fingerprint, `sc1-…`: the root of trust.
   * @attr business
   */
  declare business: string;
  /**
   * Origin of the node; default: where the script came from.
   * @attr server
   */
  declare server: string;
  /**
   * Customer widget or the agents' desk.
   * @attr mode
   */
  declare mode: 'visitor' | 'desk';
  /**
   * Launcher and panel, the whole of its box, or the whole window.
   * @attr layout
   */
  declare layout: 'floating' | 'inline' | 'page';
  /**
   * Corner of the launcher.
   * @attr position
   */
  declare position: 'bottom-end' | 'bottom-start';
  /**
   * Whether the panel is open.
   * @attr open
   */
  declare open: boolean;
  /**
   * The page brings a button of its own.
   * @attr hidden-launcher
   */
  declare hiddenLauncher: boolean;
  /**
   * Colour scheme.
   * @attr theme
   */
  declare theme: 'auto' | 'light' | 'dark';
  /**
   * Wish for the way messages take; `activeRoute` says what is in use.
   * @attr route
   */
  declare route: 'auto' | 'direct' | 'relay';
  /**
   * What the customer may start; this version has no calls.
   * @attr calls
   */
  declare calls: 'video' | 'audio' | 'none';
  /**
   * Words before anyone answers.
   * @attr greeting
   */
  declare greeting: string;
  /**
   * Name shown before anyone answers.
   * @attr agent-name
   */
  declare agentName: string;
  /**
   * Address of the face shown before anyone answers.
   * @attr avatar
   */
  declare avatar: string;
  /**
   * Not in this version, and answered by `not-available`: fields asked before the first message, as `name email!`.
   * @attr prechat
   */
  declare prechat: string;
  /**
   * Not in this version, and answered by `not-available`: text or address of what the customer agrees to first.
   * @attr consent
   */
  declare consent: string;
  /**
   * JSON about product, cart or order, sent inside the encryption.
   * @attr context
   */
  declare context: string;
  /**
   * Not in this version, and answered by `not-available`: JWT of the site for a customer who is logged in.
   * @attr identity-token
   */
  declare identityToken: string;
  /**
   * Events may carry the words of messages.
   * @attr expose-text
   */
  declare exposeText: boolean;

  /** Origin of the node, or `undefined` when the `server` attribute is no address. */
  protected get origin(): string | undefined {
    try {
      return new URL(this.server || scriptAddress).origin;
    } catch {
      return undefined;
    }
  }

  /** A framework may have set properties before the class was there: they move behind the accessors. */
  protected adoptProperties(): void {
    for (const property of attributeNames.map(propertyName)) {
      if (!Object.hasOwn(this, property)) continue;
      const value = (this as Record<string, unknown>)[property];
      Reflect.deleteProperty(this, property);
      (this as Record<string, unknown>)[property] = value;
    }
  }

  static {
    for (const name of attributeNames) {
      const property = propertyName(name);
      // `lang` and `dir` are every element's.
      if (property in this.prototype) continue;
      Object.defineProperty(this.prototype, property, {
        get(this: SettingsElement) {
          return readAttribute(this, name);
        },
        set(this: SettingsElement, value: string | boolean | null | undefined) {
          writeAttribute(this, name, value);
        },
      });
    }
  }
}
