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
    // Before the old one is ended: it then finds another in its place and removes nobody.
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

  find(business: BusinessId, to: PeerId | 'team'): Promise<readonly Place<Message>[]> {
    const members = this.#businesses.get(business);
    if (members === undefined) return Promise.resolve([]);
    if (to === 'team') return Promise.resolve([...members.devices.values()]);
    const member = sideOf(members, to).get(to);
    return Promise.resolve(member === undefined ? [] : [member]);
  }
}

function sideOf<Message>({ visitors, devices }: Members<Message>, id: PeerId): Map<PeerId, Member<Message>> {
  return id.startsWith('a') ? devices : visitors;
}
