import '../visitor/visitor-define.js';
import { Listeners } from '../chat/connection/listeners.js';
import { VisitorEngine } from '../chat/visitor/visitor-engine.js';
import { SecureChatError } from '../errors.js';
import type { PageContext } from '../chat/model/thread-state.js';
import type { VisitorModel, VisitorRequest, VisitorState } from '../chat/model/visitor-state.js';
import type { AppCall } from '../element/app-contract.js';
import { SecureChatSendEvent } from '../element/events/send.js';
import type { AppHandle, HostHandle, Settings } from '../element/host/host-contract.js';
import { isBusinessId } from '../wire/ids.js';
import { notAvailable, tellIgnored } from './not-available.js';
import { pageContext } from './page-context.js';
import { followPage } from './page-lifecycle.js';
import { PublicEvents } from './public-events.js';
import { saveFile } from './save-file.js';
import { browserContext, makeLead, makeLink, openStore } from './browser-world.js';

/** Shows the customer's panel in the element, over an engine that starts when the customer acts. */
export function mountVisitor(host: HostHandle): AppHandle {
  return new VisitorApp(host);
}

/** One mounted panel. Before the customer acts, its engine is not started: nothing is read, stored or connected. */
class VisitorApp implements AppHandle, VisitorModel {
  readonly #host: HostHandle;
  readonly #panel = document.createElement('secure-chat-panel');
  readonly #badge = document.createElement('secure-chat-badge');
  readonly #listeners = new Listeners();
  readonly #events: PublicEvents;
  readonly #unsubscribe: () => void;
  #engine: VisitorEngine;
  #started: Promise<void> | undefined;
  #stopFollowing: (() => void) | undefined;
  #settings: Settings;

  constructor(host: HostHandle) {
    this.#host = host;
    this.#settings = host.settings;
    this.#events = new PublicEvents(host);
    this.#engine = this.#makeEngine();
    this.#panel.model = this;
    this.#panel.hidden = true;
    this.#panel.settings = host.settings;
    this.#badge.lang = host.settings.lang;
    host.root.append(this.#panel);
    host.launcher.append(this.#badge);
    this.#unsubscribe = host.subscribe(() => {
      this.#onSettings();
    });
    if (host.hasActed) void this.#start();
    tellIgnored(host, host.settings);
  }

  get state(): VisitorState {
    return this.#engine.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  request(request: VisitorRequest): void {
    if (request.type === 'close') {
      this.#host.close();
    } else if (request.type === 'retry' && this.state.phase === 'erased') {
      // She writes again after erasing: as if she acted for the first time.
      this.#host.markActed();
      void this.#start();
    } else if (request.type === 'send') {
      if (this.#maySend(request.text)) this.#engine.request(request);
      else this.#engine.giveBack(request.text);
    } else if (request.type !== 'seen' || this.#isSeen()) {
      this.#engine.request(request);
    }
  }

  open(): void {
    this.#panel.hidden = false;
    this.#host.markActed();
    void this.#start();
    this.#engine.setContext(contextOf(this.#settings));
    this.#panel.focus();
  }

  close(): void {
    this.#panel.hidden = true;
  }

  async call(call: AppCall): Promise<void> {
    switch (call.name) {
      case 'send':
        if (!this.#maySend(call.text)) return;
        this.#host.markActed();
        void this.#start();
        return this.#engine.send(call.text);
      case 'forget':
        await this.#start();
        return this.#engine.erase();
      default:
        throw notAvailable(call.name);
    }
  }

  dispose(): void {
    this.#unsubscribe();
    this.#stop();
    this.#panel.remove();
    this.#badge.remove();
  }

  #maySend(text: string): boolean {
    return this.#host.emit(new SecureChatSendEvent(this.#settings.exposeText ? text : ''));
  }

  #isSeen(): boolean {
    return !this.#panel.hidden && document.visibilityState === 'visible';
  }

  #start(): Promise<void> {
    this.#stopFollowing ??= followPage(() => this.#engine);
    return (this.#started ??= this.#engine.start());
  }

  #stop(): void {
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    this.#started = undefined;
    this.#engine.suspend();
  }

  #makeEngine(): VisitorEngine {
    const { business, server, greeting, route } = this.#settings;
    if (!isBusinessId(business)) throw new SecureChatError('business-malformed');
    const identity = `visitor/${business}`;
    const engine = new VisitorEngine(
      {
        ctx: browserContext(),
        business,
        node: server,
        openStore: () => openStore(identity),
        makeLead: events => makeLead(identity, events),
        makeLink: options => makeLink(options, route),
        route,
        saveFile,
        onArrived: () => undefined,
        onErased: () => {
          this.#host.clearActed();
          this.#started = undefined;
        },
      },
      { greeting, context: contextOf(this.#settings) },
    );
    engine.subscribe(() => {
      this.#onState();
    });
    return engine;
  }

  #onState(): void {
    const { state } = this.#engine;
    this.#badge.count = state.unread;
    // Nobody has anything unread before somebody answered; code that does not come is fetched with the next change.
    if (state.unread > 0) import('../visitor/answered.js').catch(() => undefined);
    this.#events.tell(state);
    this.#listeners.notify();
  }

  #onSettings(): void {
    const before = this.#settings;
    const { settings } = this.#host;
    this.#settings = settings;
    this.#panel.settings = settings;
    this.#badge.lang = settings.lang;
    tellIgnored(this.#host, settings, before);
    const isElsewhere = settings.business !== before.business || settings.server !== before.server;
    if (isElsewhere || settings.route !== before.route) {
      const wasStarted = this.#started !== undefined;
      this.#stop();
      this.#engine = this.#makeEngine();
      if (wasStarted) void this.#start();
      this.#onState();
    } else if (settings.context !== before.context) {
      this.#engine.setContext(contextOf(settings));
    }
  }
}

function contextOf({ context, layout, server }: Settings): PageContext | undefined {
  return pageContext(context, { isLinkPage: layout === 'page' && server === location.origin });
}
