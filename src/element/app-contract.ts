/** What the shell and the app's chunk say to each other. Types only: the two are built apart and share no code. */
import type { ActiveRoute, ConnectionState } from '../chat/model/thread-state.js';
import type { ErrorCode } from '../errors.js';

/** What a page can read from the element besides its attributes. */
export interface ReadOnlyValues {
  readonly state: ConnectionState;
  readonly unread: number;
  readonly activeRoute: ActiveRoute;
  /** The visitor's safety number, groups of digits with spaces; empty until there is one. */
  readonly safetyNumber: string;
  /** Who answers; empty until verified. */
  readonly agent: string;
}

/** What a page asked for by a method. */
export type AppCall =
  | { readonly name: 'send'; readonly text: string }
  | { readonly name: 'sendFile'; readonly file: File }
  | { readonly name: 'startCall'; readonly video: boolean }
  | { readonly name: 'endCall' }
  | { readonly name: 'forget' };

/** What the shell lets the app's side see and change; both hold the same object. */
export interface Shell {
  readonly element: HTMLElement & { hide(): void };
  readonly launcher: HTMLButtonElement;
  readonly states: CustomStateSet;
  /** Origin of the node; `undefined` when the `server` attribute is no address. */
  origin(): string | undefined;
  values: ReadOnlyValues;
  identityToken?: string;
  context?: object | undefined;
}

/** What the shell asks of the app's side. */
export interface ShellApp {
  /** An attribute, the token or the context changed. */
  changed(): void;
  call(request: AppCall): Promise<void>;
  dispose(): void;
}

/** What the app's chunk exports. */
export interface AppModule {
  readonly attach: (shell: Shell) => ShellApp;
  /** One sentence for a code, in the customer's language: the shell itself knows codes only. */
  readonly explain: (code: ErrorCode, lang: string) => Promise<string>;
}
