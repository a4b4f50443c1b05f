import type { PeerId } from '../../wire/ids.js';
import type { NodeMessage } from '../../wire/node-messages.js';
import { closeCode } from '../../wire/node-messages.js';
import type { RelaySession } from './session.js';

/** Most visitors that a device is told of at once. */
const maxListed = 1_000;

/** Everybody of one business who is proven and connected, and what they are told of each other. */
export class Room {
  readonly #visitors = new Map<PeerId, RelaySession>();
  readonly #devices = new Map<PeerId, RelaySession>();
  #isTeamOnline = false;

  /** Whether any device is connected and takes conversations. */
  get isTeamOnline(): boolean {
    return this.#isTeamOnline;
  }

  /** Ids of visitors connected now, as many as a device is told. */
  get visitors(): readonly PeerId[] {
    return [...this.#visitors.keys()].slice(0, maxListed);
  }

  get devices(): Iterable<RelaySession> {
    return this.#devices.values();
  }

  /** The connected session of one peer. */
  find(id: PeerId): RelaySession | undefined {
    return this.#side(id).get(id);
  }

  /** Lets a proven session in; one with the same id is replaced, since only the owner of the key can be either. */
  enter(session: RelaySession, id: PeerId): void {
    const side = this.#side(id);
    const replaced = side.get(id);
    side.set(id, session);
    replaced?.close(closeCode.replaced, 'replaced');
    if (side === this.#visitors && replaced === undefined) this.#tellDevices(id, true);
    this.updateTeam();
  }

  /** Takes a session out, unless another has its place by now. */
  leave(session: RelaySession, id: PeerId): void {
    const side = this.#side(id);
    if (side.get(id) !== session) return;
    side.delete(id);
    if (side === this.#visitors) this.#tellDevices(id, false);
    this.updateTeam();
  }

  /** Works out anew whether the team is there, and tells visitors when that changed. */
  updateTeam(): void {
    const online = [...this.#devices.values()].some(device => device.isAvailable);
    if (online === this.#isTeamOnline) return;
    this.#isTeamOnline = online;
    tell(this.#visitors.values(), { type: 'team', online });
  }

  /** Tells everybody of a newer card. */
  tellCard(card: string): void {
    tell(this.#visitors.values(), { type: 'card', card });
    tell(this.#devices.values(), { type: 'card', card });
  }

  /** Closes devices that are no longer listed: a removed one must not read on. */
  closeUnlisted(listed: ReadonlySet<PeerId>): void {
    for (const [id, device] of [...this.#devices]) if (!listed.has(id)) device.refuse('admission-refused');
  }

  #side(id: PeerId): Map<PeerId, RelaySession> {
    return id.startsWith('a') ? this.#devices : this.#visitors;
  }

  #tellDevices(id: PeerId, online: boolean): void {
    tell(this.#devices.values(), { type: 'visitor', id, online });
  }
}

function tell(sessions: Iterable<RelaySession>, message: NodeMessage): void {
  const text = JSON.stringify(message);
  for (const session of sessions) session.out.sendText(text);
}
