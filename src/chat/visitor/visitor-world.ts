import type { Context } from '../../protocol/context.js';
import type { Store } from '../../storage/store.js';
import type { TabNote } from '../connection/tab-note.js';
import type { TabLead, TabLeadEvents } from '../../storage/tab-lead.js';
import type { PeerLink, PeerLinkOptions, RouteWish } from '../../transport/peer-link.js';
import type { FeatureLoaders } from '../feature.js';
import type { BusinessId } from '../../wire/ids.js';

/** The world around the visitor's engine: concrete stores, carriers and page, chosen in `app/`. */
export interface VisitorWorld {
  readonly ctx: Context;
  readonly business: BusinessId;
  /** Origin of the node. */
  readonly node: string;
  /** What the page wishes: only where it is not the relay, a direct way is looked for. */
  readonly route: RouteWish;
  readonly openStore: () => Promise<Store>;
  readonly makeLead: (events: TabLeadEvents<TabNote>) => TabLead<TabNote>;
  readonly makeLink: (options: PeerLinkOptions) => PeerLink;
  /** Where the code of features is; what there is none for waits. */
  readonly features?: FeatureLoaders;
  readonly saveFile: (name: string, text: string) => void;
  /** A text came in while this tab leads. */
  readonly onArrived: () => void;
  /** Everything is gone: the page forgets that the customer ever acted. */
  readonly onErased: () => void;
}
