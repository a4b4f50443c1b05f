import '../desk/desk-define.js';
import { DeskEngine } from '../chat/desk/desk-engine.js';
import type { DeskModel } from '../chat/model/desk-state.js';
import type { AppHandle, HostHandle } from '../element/host/host-contract.js';
import { HttpNodeApi } from '../transport/node-api.js';
import { deskBusiness, deskInvitation, rememberDesk } from './desk-address.js';
import { DeskAlerts } from './desk-alerts.js';
import { notAvailable } from './not-available.js';
import { followPage } from './page-lifecycle.js';
import { browserContext, makeLead, makeLink, openStore } from './browser-world.js';

/** Shows the agents' desk in the element. */
export function mountDesk(host: HostHandle): AppHandle {
  const alerts = new DeskAlerts();
  const node = host.settings.server;
  const engine = new DeskEngine({
    ctx: browserContext(),
    node,
    business: deskBusiness(),
    invitation: deskInvitation(),
    api: new HttpNodeApi(node),
    openStore: business => openStore(`desk/${business}`),
    makeLead: (business, events) => makeLead(`desk/${business}`, events),
    makeLink: options => makeLink(options, host.settings.route),
    remember: rememberDesk,
    onArrived: ({ hasSound }) => {
      alerts.arrived(hasSound, document.title);
    },
    notifications: () => alerts.permission,
    askNotifications: () => alerts.ask(),
  });
  const model: DeskModel = engine;
  const desk = document.createElement('secure-chat-desk');
  desk.model = model;
  const follow = (): void => {
    const { lang, dir, theme } = host.settings;
    desk.settings = { lang, dir, theme };
  };
  follow();
  const unsubscribe = host.subscribe(follow);
  const title = document.title;
  const stopTitle = engine.subscribe(() => {
    const { state } = engine;
    document.title =
      state.phase === 'open' && state.unread > 0 ? `(${String(state.unread)}) ${title}` : title;
  });
  const stopFollowing = followPage(() => engine);
  host.root.append(desk);
  void engine.start();
  return {
    open() {
      desk.focus();
    },
    close() {
      // The desk fills its page: there is nothing to fold.
    },
    call: ({ name }) => Promise.reject(notAvailable(name)),
    dispose() {
      unsubscribe();
      stopTitle();
      stopFollowing();
      engine.suspend();
      desk.remove();
      document.title = title;
    },
  };
}
