/** How a feature joins an engine that knows nothing of it: calls, files, a team, an archive. Each is a chunk of its own. */
import type { PeerLink } from '../transport/peer-link.js';
import type { ConversationId } from '../wire/ids.js';
import type { Payload } from '../wire/payload/payload.js';
import type { Model } from './model/model.js';
import type { Batch, Vault } from './store/vault.js';
import type { ConversationLog } from './thread/conversation-log.js';
import { parkedOf, unpark } from './thread/parked-payloads.js';
import { beginReceiving, dispatch } from './thread/payload-handlers.js';
import type { PayloadHandlers, PayloadOwners, PayloadType } from './thread/payload-handlers.js';

/** What a feature may do in the engine that loaded it. */
export interface EngineDoor {
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly link: PeerLink;
  /** Sends one payload inside the session of a conversation. */
  readonly send: (
    conversation: ConversationId,
    payload: Payload,
    how: 'transient' | 'durable',
  ) => Promise<void>;
  /** Changes records in a turn of their own, behind the fence: fails with `deposed` where this tab does not lead. */
  readonly commit: (change: (batch: Batch) => Promise<void>) => Promise<void>;
}

/** One feature: the payloads that it owns, and a model of its own for its views. */
export interface Feature<State = unknown, Request = never> {
  readonly handlers: PayloadHandlers;
  readonly model: Model<State, Request>;
  /** The engine is there until `signal` aborts. */
  start(door: EngineDoor, signal: AbortSignal): void;
}

export type FeatureName = 'call' | 'file' | 'team' | 'archive';

/** How each feature's code is fetched: given by `app/`, which alone knows where it is. */
export type FeatureLoaders = { readonly [Name in FeatureName]?: () => Promise<Feature> };

/** Which feature owns a payload that the core does not. */
const owners: { readonly [Type in PayloadType]?: FeatureName } = {
  call: 'call',
  'file-end': 'file',
};

/** The features of one engine: loaded when something for them comes, and given what was parked for them. */
export class Features implements PayloadOwners {
  readonly #door: EngineDoor;
  readonly #loaders: FeatureLoaders;
  readonly #signal: AbortSignal;
  readonly #onFailure: (cause: unknown) => void;
  readonly #loading = new Map<FeatureName, Promise<Feature>>();
  #handlers: PayloadHandlers;

  constructor(
    door: EngineDoor,
    options: {
      readonly core: PayloadHandlers;
      readonly loaders: FeatureLoaders;
      readonly signal: AbortSignal;
      readonly onFailure: (cause: unknown) => void;
    },
  ) {
    this.#door = door;
    this.#handlers = options.core;
    this.#loaders = options.loaders;
    this.#signal = options.signal;
    this.#onFailure = options.onFailure;
  }

  get handlers(): PayloadHandlers {
    return this.#handlers;
  }

  readonly onParked = (type: PayloadType): void => {
    const name = owners[type];
    if (name !== undefined) this.load(name).catch(this.#onFailure);
  };

  /** This tab leads: what an earlier leader parked is handed over. */
  async receiveParked(): Promise<void> {
    for (const [type, name] of Object.entries(owners) as [PayloadType, FeatureName][]) {
      const loading = this.#loading.get(name);
      if (loading) await this.#receiveParkedOf(await loading);
      else if ((await parkedOf(this.#door.vault, type)).length > 0) await this.load(name);
    }
  }

  /** Loads a feature, once, and hands over what was parked. Where its code does not come, the next occasion tries again. */
  async load(name: FeatureName): Promise<Feature | undefined> {
    const load = this.#loaders[name];
    if (!load || this.#signal.aborted) return undefined;
    let loading = this.#loading.get(name);
    if (!loading) {
      loading = this.#start(load);
      this.#loading.set(name, loading);
      loading.catch(() => this.#loading.delete(name));
    }
    return loading;
  }

  async #start(load: () => Promise<Feature>): Promise<Feature> {
    const feature = await load();
    if (this.#signal.aborted) return feature;
    feature.start(this.#door, this.#signal);
    await this.#receiveParkedOf(feature);
    return feature;
  }

  /** From here on a feature's payloads are its own; those that came before go first, in the same turn. */
  async #receiveParkedOf({ handlers }: Feature): Promise<void> {
    await this.#door.commit(async batch => {
      for (const type of Object.keys(handlers) as PayloadType[]) await this.#handOver(handlers, type, batch);
      this.#handlers = { ...this.#handlers, ...handlers };
    });
  }

  async #handOver(handlers: PayloadHandlers, type: PayloadType, batch: Batch): Promise<void> {
    const { vault, log } = this.#door;
    for (const parked of await parkedOf(vault, type)) {
      const { conversation: id, sender, payload } = parked.record;
      unpark(batch, parked);
      const conversation = await batch.get('conversation', id);
      // Erased meanwhile: nothing is revived.
      if (!conversation) continue;
      await log.readEnd(id);
      const receiving = beginReceiving({ batch, log, sender, conversation });
      await dispatch(handlers, payload, receiving);
      if (receiving.conversation !== conversation) batch.put('conversation', id, receiving.conversation);
    }
  }
}
