import type { BusinessId, PeerId } from '../../wire/ids.js';
import type { Directory, Member, Place } from './directory.js';

/** The members of one business. */
interface Members<Message> {
  readonly visitors: Map<PeerId, Member<Message>>;
  readonly devices: Map<PeerId, Member<Message>>;
}

/** The directory of a node that is alone: every place is a socket of its own. */
export class LocalDirectory<Message> implements Directory<Message> {
  readonly #businesses = new Map<BusinessId, Members<Message>>();

  enter(member: Member<Message>): void {
    const members = this.#businesses.get(member.business) ?? { visitors: new Map(), devices: new Map() };
    this.#businesses.set(member.business, members);
    const side = sideOf(members, member.id);
    const replaced = side.get(member.id);
    // First the new one: the old one must find its place taken when it leaves.
    side.set(member.id, member);
    replaced?.replace();
  }

  leave(member: Member<Message>): void {
    const members = this.#businesses.get(member.business);
    if (members === undefined) return;
    const side = sideOf(members, member.id);
    if (side.get(member.id) !== member) return;
    side.delete(member.id);
    if (members.visitors.size + members.devices.size === 0) this.#businesses.delete(member.business);
  }

  async find(business: BusinessId, id: PeerId): Promise<Place<Message> | undefined> {
    const members = this.#businesses.get(business);
    return await Promise.resolve(members && sideOf(members, id).get(id));
  }

  async team(business: BusinessId): Promise<readonly Place<Message>[]> {
    return await Promise.resolve([...(this.#businesses.get(business)?.devices.values() ?? [])]);
  }
}

function sideOf<Message>({ visitors, devices }: Members<Message>, id: PeerId): Map<PeerId, Member<Message>> {
  return id.startsWith('a') ? devices : visitors;
}
