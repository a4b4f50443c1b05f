import { closeCode } from '../../wire/node-messages.js';
import type { ClientMessage, Handled } from '../../wire/node-messages.js';
import type { Client } from './dispatch.js';
import { receivePublication } from './submissions.js';

/** Does what an admitted client asks for in a text frame. */
export function handleMessage(client: Client, message: ClientMessage): void {
  const { world, member } = client;
  switch (message.type) {
    case 'handled':
      removeHandled(client, message);
      break;
    case 'publish':
      receivePublication(client, message);
      break;
    case 'available':
      setAvailable(client, message.on);
      break;
    case 'ticket':
      member.out.send({ type: 'ticket', ...world.credentials(member.business, member.id) });
      break;
    case 'ping':
      member.out.send({ type: 'pong' });
      break;
    case 'proof':
      member.out.close(closeCode.malformed, 'proof-twice');
      break;
  }
}

function removeHandled({ world, member }: Client, { queue, position }: Handled): void {
  // The team's log stays: each device names its own cursor when it comes back. Of its own queue a client can only
  // have handled what this socket was sent.
  const sent = Math.min(position, member.ownCursor);
  if (queue !== 'own' || sent === 0) return;
  world.mailbox.handled(member.business, member.id, sent).catch(() => {
    // The store has told of its failure; the client is sent the rows once more when it comes back, and knows them.
  });
}

function setAvailable({ room, member }: Client, on: boolean): void {
  if (!member.isDevice) return;
  member.isAvailable = on;
  room.updateTeam();
}
