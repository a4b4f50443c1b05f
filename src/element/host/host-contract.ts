/** What the app is given of the element and what it answers. Types only. */
import type { AppCall, ReadOnlyValues } from '../app-contract.js';

/** The tag's wishes, resolved: defaults filled in, calls of `identify` and `setContext` applied. Frozen. */
export interface Settings {
  readonly business: string;
  /** Origin of the node. */
  readonly server: string;
  readonly mode: 'visitor' | 'desk';
  readonly layout: 'floating' | 'inline' | 'page';
  readonly position: 'bottom-end' | 'bottom-start';
  readonly open: boolean;
  readonly hiddenLauncher: boolean;
  /** Language of the element or of the page around it; never empty. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly route: 'auto' | 'direct' | 'relay';
  readonly calls: 'video' | 'audio' | 'none';
  readonly greeting: string;
  readonly agentName: string;
  readonly avatar: string;
  readonly prechat: string;
  readonly consent: string;
  /** JSON text of the attribute, or what `setContext` was given; empty: look at the page. */
  readonly context: string | object;
  readonly identityToken: string;
  readonly exposeText: boolean;
}

/** What the app's views and engine are given of the element. */
export interface HostHandle {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The app puts its badge inside and may give it a label in the customer's language. */
  readonly launcher: HTMLButtonElement;
  /** Custom states of the element, for `:state()`; `open` belongs to the shell. */
  readonly states: CustomStateSet;
  /** A new frozen snapshot after each change. */
  readonly settings: Settings;
  /** Whether the customer has acted on this origin: before it nothing is connected, stored or read. */
  readonly hasActed: boolean;
  /** Calls `listener` after each change of the settings; answers the function that stops it. */
  subscribe(listener: () => void): () => void;
  /** Dispatches from the element; `false` when the page vetoed a cancelable event. */
  emit(event: Event): boolean;
  setReadOnly(values: Partial<ReadOnlyValues>): void;
  /** The customer acts: the flag is stored. */
  markActed(): void;
  /** After `forget`: this origin is as if the customer had never been here. */
  clearActed(): void;
  /** The customer closes the panel: the shell takes `open` away, calls `close` and puts the focus back. */
  close(): void;
}

/** What `mount` answers: the running app. */
export interface AppHandle {
  /** Shows the panel (or the whole view of another layout) and moves the focus into it. */
  open(): void;
  close(): void;
  call(request: AppCall): Promise<void>;
  /** Ends everything and takes its nodes out of the root; another `mount` may follow. */
  dispose(): void;
}

/** Builds the app inside the element's shadow root. */
export type Mount = (host: HostHandle) => AppHandle;
