/** A hostile node that shows real engines the wrong card, or none (PROTOCOL 3). */
import { openBox } from '../../../src/protocol/open-box.js';
import { issueCard } from '../../../src/protocol/card.js';
import { generateBoxKey, generateSigningKey } from '../../../src/protocol/keys.js';
import { toBase64url } from '../../../src/wire/base64url.js';
import { readOpenClear } from '../../../src/wire/open-fields.js';
import type { NodeMessage } from '../../../src/wire/node-messages.js';
import { until } from '../../support/until.js';
import type { Attack } from '../attack.js';
import { Owner } from '../owner.js';
import { Scene, settle } from '../scene.js';

/** The card goes out with the node's own inbox in it: it would read every open. */
export const inboxHandedOut: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock, business } = scene;
  const { card } = await Owner.of(scene);
  const inbox = await generateBoxKey(clock.ctx, { extractable: false });
  const { key } = await generateSigningKey(clock.ctx, { extractable: false });
  const forger = { publicKey: card.root, key };
  const own = { epoch: card.inbox.epoch, publicKey: inbox.publicKey };
  const forged = await issueCard(clock.ctx, forger, { ...card, revoked: [], inbox: own });
  const swap = (message: NodeMessage): readonly NodeMessage[] =>
    message.type === 'challenge' ? [{ ...message, card: toBase64url(forged) }] : [message];
  node.tampering = { toClient: (message, line) => (line.id === undefined ? swap(message) : [message]) };
  const vera = await scene.visit();
  await vera.send('my address is …');
  const refusal = until(vera, 'a refusal', ({ error }) => error !== undefined);
  await Promise.race([refusal, node.frame('open')]);
  const sent = node.sent.find(({ kind }) => kind === 'open')?.frame;
  const clear = sent && readOpenClear(sent);
  if (!clear || business !== card.business) return false;
  return (await openBox(clock.ctx, inbox, 'open', clear.aad, clear.sealed)) !== undefined;
};

/** Having shown a card that removes a device, the node goes back to the one before. */
export const cardTakenBack: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const owner = await Owner.of(scene);
  let card = toBase64url(await owner.sign({ name: 'Juniper, renewed' }));
  const show = (message: NodeMessage): readonly NodeMessage[] =>
    message.type === 'challenge' ? [{ ...message, card }] : [message];
  node.tampering = {
    toClient: (message, line) => (line.id?.startsWith('a') === true ? [message] : show(message)),
  };
  const vera = await scene.visit();
  await until(vera, 'the newer card', ({ businessName }) => businessName === 'Juniper, renewed');
  card = toBase64url(owner.card.bytes);
  const line = await node.waitFor('her line', () => [...node.lines].find(one => one.id?.startsWith('v')));
  line.cut();
  await until(vera, 'the cut', ({ connection }) => connection !== 'online');
  vera.request({ type: 'retry' });
  const answer = await until(vera, 'an answer', ({ error, connection }) => {
    return error?.code === 'card-rolled-back' || connection === 'online';
  });
  if (answer.connection !== 'online') return false;
  await vera.send('is it in stock?');
  return readOpenClear((await node.frame('open')).frame)?.cardSeq === owner.card.seq;
};

/** A page stays open longer than the card lives, and the node never shows another: the inbox of then may be a thief's. */
export const outlivedCard: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  const vera = await scene.visit();
  await until(vera, 'the card', ({ businessName }) => businessName === 'Juniper');
  clock.pass(92 * 24);
  await vera.send('my address is …');
  await settle();
  return node.sent.some(({ kind }) => kind === 'open');
};
