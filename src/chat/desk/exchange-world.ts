import type { VerifiedCard } from '../../protocol/card.js';
import type { Context } from '../../protocol/context.js';
import type { BoxKey, SigningKey } from '../../protocol/keys.js';
import { SecureChatError } from '../../errors.js';
import type { BusinessId, ConversationId, PeerId } from '../../wire/ids.js';
import type { ReceivedPayload } from '../../wire/payload/payload.js';
import type { ConversationLog } from '../thread/conversation-log.js';
import { beginReceiving, receivePayloads } from '../thread/payload-handlers.js';
import type { PayloadOwners } from '../thread/payload-handlers.js';
import type { Received, Sender } from '../thread/received.js';
import type { Courier } from '../connection/courier.js';
import type { ConversationRecord } from '../store/records.js';
import type { Batch, Vault } from '../store/vault.js';
import { summarised } from './desk-summary.js';

/** The world around the desk's side of the protocol. */
export interface ExchangeWorld {
  readonly ctx: Context;
  readonly business: BusinessId;
  readonly device: {
    readonly id: PeerId;
    readonly key: SigningKey;
    readonly certificate: string;
    readonly name: string;
  };
  readonly vault: Vault;
  readonly log: ConversationLog;
  readonly courier: Courier;
  readonly inboxes: () => ReadonlyMap<number, BoxKey>;
  readonly card: () => VerifiedCard | undefined;
  readonly revoked: () => ReadonlySet<PeerId>;
  /** Takes a newer card up that came inside a colleague's accept. */
  readonly adopt: (card: VerifiedCard) => Promise<void>;
  readonly epoch: () => number | undefined;
  readonly owners: PayloadOwners;
}

/** What one frame did: `opened` names what others may have waited for, a session or an open. */
export type ReceivedFrame =
  { readonly received?: Received; readonly opened: readonly string[] } | 'refused' | undefined;

/** A conversation that must be there. */
export async function conversationOf(batch: Batch, id: ConversationId): Promise<ConversationRecord> {
  const conversation = await batch.get('conversation', id);
  if (!conversation) throw new SecureChatError('storage-failed');
  return conversation;
}

/** Takes the payloads of an authentic frame into their conversation, and into what the list shows of it. */
export async function apply(
  { ctx, log, owners }: ExchangeWorld,
  batch: Batch,
  before: ConversationRecord,
  sender: Sender,
  payloads: readonly ReceivedPayload[],
): Promise<Received> {
  const receiving = beginReceiving({ batch, log, sender, conversation: before });
  const received = await receivePayloads(owners, receiving, payloads);
  return { ...received, conversation: summarised(received, ctx.now()) };
}
