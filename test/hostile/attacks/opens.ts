/** A hostile colleague, who holds the inbox key and so the secrets of every open, on opens and what is behind them (PROTOCOL 5). */
import { openBox } from '../../../src/protocol/open-box.js';
import { padPayloads } from '../../../src/protocol/content.js';
import { receiveOpen } from '../../../src/protocol/open.js';
import { createPre, receivePre } from '../../../src/protocol/pre.js';
import { sealMessage } from '../../../src/protocol/session.js';
import { concat } from '../../../src/wire/bytes.js';
import type { Bytes } from '../../../src/wire/bytes.js';
import { readMessageClear } from '../../../src/wire/session-fields.js';
import { readOpenClear } from '../../../src/wire/open-fields.js';
import { forgeOpen, forgePre, partsOf } from '../../protocol/support/forge.js';
import { makeContact, text, visit } from '../../protocol/support/world.js';
import type { Contact } from '../../protocol/support/world.js';
import type { Attack } from '../attack.js';

const contactOf = async (): Promise<Contact> => makeContact(globalThis.crypto);

async function isTaken({ ctx, business }: Contact, frame: Bytes): Promise<boolean> {
  return (await receiveOpen(ctx, { business: business.id, inboxes: business.inboxes, frame })).ok;
}

/** The box of Vera's open, as every colleague opens it. */
async function boxOf({ ctx, business, openFrame }: Contact) {
  const inbox = business.inboxes.get(1);
  const clear = readOpenClear(openFrame);
  const box = inbox && clear && (await openBox(ctx, inbox, 'open', clear.aad, clear.sealed));
  if (!box) throw new Error('a colleague cannot even open the open');
  return { signature: box.plaintext.slice(65, 129), content: box.plaintext.slice(129) };
}

/** Words of Mallory's under Vera's id: they would land in her conversation. */
export const misbinding: Attack = async () => {
  const contact = await contactOf();
  const mallory = await visit(contact.ctx);
  const frame = await forgeOpen(contact.ctx, {
    ...partsOf(contact),
    signer: mallory.key,
    publicKey: mallory.key.publicKey,
  });
  return isTaken(contact, frame);
};

/** Vera's open sealed again, with other words. */
export const swappedWords: Attack = async () => {
  const contact = await contactOf();
  const { signature, content } = await boxOf(contact);
  const words = padPayloads([text('cancel my order')]);
  const stolen = { signature, content: concat(content.slice(0, 8 + 65 + 1_184), words) };
  return isTaken(contact, await forgeOpen(contact.ctx, { ...partsOf(contact), stolen }));
};

/** Vera's open sealed again with the colleague's bundle and a higher number: he would answer himself in her name. */
export const swappedBundle: Attack = async () => {
  const contact = await contactOf();
  const { signature, content } = await boxOf(contact);
  const { bundle } = await visit(contact.ctx);
  const number = concat(content.slice(0, 7), Uint8Array.of((content[7] ?? 0) + 1));
  const rest = content.slice(8 + 65 + 1_184);
  const stolen = {
    signature,
    content: concat(number, bundle.publicKey.ec, bundle.publicKey.kem, rest),
  };
  return isTaken(contact, await forgeOpen(contact.ctx, { ...partsOf(contact), stolen }));
};

/** Vera's very words, moved into a box of the colleague's: he would hold the secrets of an open of hers. */
export const movedWords: Attack = async () => {
  const contact = await contactOf();
  const stolen = await boxOf(contact);
  return isTaken(contact, await forgeOpen(contact.ctx, { ...partsOf(contact), stolen }));
};

/** Words behind Vera's open, by a colleague who has its key. */
export const forgedPre: Attack = async () => {
  const { ctx, vera, amir, open } = await contactOf();
  const padded = padPayloads([text('cancel my order')]);
  const frame = await forgePre(ctx, open, { signer: amir.key, from: vera.id, padded });
  return (await receivePre(ctx, { open, frame })) !== undefined;
};

/** Two clones of Vera's browser write different words with one number: equal keys give both away. */
export const preKeyTwice: Attack = async () => {
  const { ctx, sent, vera } = await contactOf();
  const seal = async (words: string): Promise<Bytes> =>
    (await createPre(ctx, { sent, visitor: vera.key, n: 1, payloads: [text(words)] })).slice(112 + 64);
  return isOnePad(await seal('one'), await seal('two'), 'one', 'two');
};

/** The same in a session. */
export const messageKeyTwice: Attack = async () => {
  const { ctx, atAmir } = await contactOf();
  const seal = async (words: string): Promise<Bytes> => {
    const { frame } = await sealMessage(ctx, atAmir, [text(words)]);
    return readMessageClear(frame)?.sealed ?? frame;
  };
  return isOnePad(await seal('one'), await seal('two'), 'one', 'two');
};

/** Whether two ciphertexts differ exactly as their texts do: whoever knows one text reads the other. */
function isOnePad(one: Bytes, two: Bytes, first: string, second: string): boolean {
  const [a, b] = [padPayloads([text(first)]), padPayloads([text(second)])];
  return a.every((byte, index) => (byte ^ (b[index] ?? 0)) === ((one[index] ?? 0) ^ (two[index] ?? 0)));
}
