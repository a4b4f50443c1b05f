import type { PeerId } from '../../wire/ids.js';
import type { NodeMessage } from '../../wire/node-messages.js';
import type { Directory } from '../cluster/directory.js';
import type { Delivery } from './delivery.js';
import { InOrder } from '../in-order.js';
import type { Member } from './member.js';

/** Most visitors that a device is told of at once. */
const maxListed = 1_000;

/** The members of one business at this node, and what they are told of each other. */
export class Room {
  /**
   * Frames leave a room in the order in which they came, though the store and the directory take their time: a
   * conversation is not reordered, and readers are not sent back to pages for what comes next anyway.
   */
  readonly deliveries: InOrder;
  readonly #directory: Directory<Delivery>;
  readonly #visitors = new Map<PeerId, Member>();
  readonly #devices = new Map<PeerId, Member>();
  #isTeamOnline = false;

  /** `onFailure` hears what could not be delivered: stored rows come with the receiver's next page. */
  constructor(directory: Directory<Delivery>, onFailure: (error: unknown) => void) {
    this.#directory = directory;
    this.deliveries = new InOrder(onFailure);
  }

  /** Whether any device is connected and accepts conversations. */
  get isTeamOnline(): boolean {
    return this.#isTeamOnline;
  }

  /** Ids of visitors connected now, as many as a device is told. */
  get visitors(): readonly PeerId[] {
    return [...this.#visitors.keys()].slice(0, maxListed);
  }

  /** Lets a member in; one with the same id is replaced. */
  enter(member: Member): void {
    const { id } = member;
    const side = this.#side(id);
    const isNew = !side.has(id);
    // Before the old one is closed: it then finds another in its place and leaves nobody offline.
    side.set(id, member);
    this.#directory.enter(member);
    if (side === this.#visitors && isNew) this.#tellDevices(id, true);
    this.updateTeam();
  }

  /** Takes a member out, unless another has its place by now. */
  leave(member: Member): void {
    const { id } = member;
    const side = this.#side(id);
    if (side.get(id) !== member) return;
    side.delete(id);
    this.#directory.leave(member);
    if (side === this.#visitors) this.#tellDevices(id, false);
    this.updateTeam();
  }

  /** Works out anew whether the team is online, and tells visitors when that changed. */
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
    for (const [id, device] of [...this.#devices])
      if (!listed.has(id)) device.out.refuse('admission-refused');
  }

  #side(id: PeerId): Map<PeerId, Member> {
    return id.startsWith('a') ? this.#devices : this.#visitors;
  }

  #tellDevices(id: PeerId, online: boolean): void {
    tell(this.#devices.values(), { type: 'visitor', id, online });
  }
}

function tell(members: Iterable<Member>, message: NodeMessage): void {
  const text = JSON.stringify(message);
  for (const member of members) member.out.sendText(text);
}
