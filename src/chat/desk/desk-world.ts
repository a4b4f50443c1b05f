import type { Context } from '../../protocol/context.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import type { NodeApi } from '../../transport/node-api.js';
import type { PeerLink, PeerLinkOptions } from '../../transport/peer-link.js';
import type { BusinessId } from '../../wire/ids.js';
import type { FeatureLoaders } from '../feature.js';
import type { UnlockedDeskState } from '../model/desk-state.js';

/** How the desk was reached: the one-time link of the first owner, a recovery code, or neither. */
export type DeskInvitation =
  { readonly type: 'set-up'; readonly token: string } | { readonly type: 'restore'; readonly code: string };

/** The world around the desk: concrete stores, carriers and page, chosen in `app/`. */
export interface DeskWorld {
  readonly ctx: Context;
  readonly node: string;
  /** The business whose desk lives in this browser, if any. */
  readonly business: BusinessId | undefined;
  readonly invitation: DeskInvitation | undefined;
  readonly api: NodeApi;
  readonly openStore: (business: BusinessId) => Promise<Store>;
  readonly makeLead: (business: BusinessId, events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
  /** Where the code of features is; what there is none for waits. */
  readonly features?: FeatureLoaders;
  /** The desk of `business` lives here from now on, or (`undefined`) none does; links are spent. */
  readonly remember: (business: BusinessId | undefined) => void;
  /** Words came in: sound and notification, without any text. */
  readonly onArrived: (options: { readonly hasSound: boolean }) => void;
  readonly notifications: () => UnlockedDeskState['notifications'];
  readonly askNotifications: () => Promise<void>;
}
