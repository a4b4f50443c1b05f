/** A removed device, and a colleague who is not removed yet, with the node's help (PROTOCOL 3, 5). */
import type { VisitorEngine } from '../../../src/chat/visitor/visitor-engine.js';
import { generateBoxKey } from '../../../src/protocol/keys.js';
import { toBase64url } from '../../../src/wire/base64url.js';
import type { PeerId } from '../../../src/wire/ids.js';
import type { NodeFrame } from '../../../src/wire/relay-frame.js';
import { readHeader } from '../../../src/wire/frame.js';
import { isOpen, openDesk, passphrase, texts } from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Attack } from '../attack.js';
import { Owner } from '../owner.js';
import { Scene, shows } from '../scene.js';

/** The owner restores the business elsewhere: the first desk is void from then on. */
async function restore(scene: Scene): Promise<void> {
  const desk = scene.keep(
    await openDesk({ node: scene.node.origin, invitation: { type: 'restore', code: '' } }),
  );
  desk.request({ type: 'restore', code: scene.words.join(' '), memberName: 'Olga', passphrase });
  await until(desk, 'the restored desk', state => isOpen(state) && state.connection === 'online');
}

/** The same seen from the visitor: a card that voids every older device, with an inbox of its own. */
async function voidOlder(scene: Scene, vera: VisitorEngine): Promise<void> {
  const owner = await Owner.of(scene);
  const { publicKey } = await generateBoxKey(scene.clock.ctx, { extractable: false });
  const inbox = { epoch: owner.card.inbox.epoch + 1, publicKey };
  const certificatesFrom = owner.card.certificatesFrom + 1;
  const card = await owner.sign({ certificatesFrom, inbox, name: 'Juniper, restored' });
  scene.node.line('v').say({ type: 'card', card: toBase64url(card) });
  await until(vera, 'the card', ({ businessName }) => businessName === 'Juniper, restored');
}

/** What a device sealed before it was removed, kept back by the node until after: a removed device speaks on. */
export const lateWords: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  const kept: NodeFrame[] = [];
  node.tampering = {
    frameToClient: (frame, line) => {
      if (line.id?.startsWith('v') !== true || readHeader(frame.frame)?.kind !== 'message') return [frame];
      kept.push(frame);
      return [];
    },
  };
  scene.say('send me your card number');
  const words = await node.waitFor('his words', () => kept.find(({ kind }) => kind === 'own'));
  const position = words.kind === 'own' ? words.position : 0;
  await restore(scene);
  await until(vera, 'the new card', ({ isVerified }) => !isVerified);
  node.line('v').deliver(words);
  node.line('v').deliver({ kind: 'own', position: position + 1, frame: words.frame });
  const isHandled = ({ message }: (typeof node.said)[number]): boolean =>
    message.type === 'handled' && message.position === position + 1;
  await node.waitFor('that it was handled', () => node.said.find(isHandled));
  return texts(vera.state).includes('Amir> send me your card number');
};

/** A visitor goes on in her session with a device that is void since the owner restored the business. */
export const sessionLivesOn: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.visit();
  await scene.talk(vera);
  await voidOlder(scene, vera);
  const before = node.sent.length;
  await vera.send('my address is …');
  const isHers = ({ from }: { from: PeerId }): boolean => from.startsWith('v');
  const next = await node.waitFor('her next frame', () => node.sent.slice(before).find(isHers));
  return next.kind === 'message';
};

/** Nobody accepted yet; the inbox is renewed because a device was removed; her next words go where that one reads on. */
export const oldInboxReads: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const vera = await scene.asking('hello?');
  await voidOlder(scene, vera);
  await vera.send('my address is …');
  const isHers = ({ kind }: { kind: string }): boolean => kind === 'open' || kind === 'pre';
  const next = await node.waitFor('her next frame', () => node.sent.filter(isHers)[1]);
  return next.kind === 'pre';
};

/** A renewal shows the team what the session hides: words in it, or behind it. */
export const renewalTells: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock } = scene;
  const owner = await Owner.of(scene);
  const vera = await scene.visit();
  await scene.talk(vera);
  clock.pass(25);
  await vera.send('for Amir only');
  const isShown = (): boolean => scene.deskTexts.includes('> for Amir only');
  await until(scene.desk, 'her words', isShown);
  await node.waitFor('the renewal, or words beside it', () =>
    node.sent.filter(({ kind }) => kind === 'open' || kind === 'pre').at(1),
  );
  const opens = node.sent.filter(({ kind }) => kind === 'open');
  const told = await Promise.all(opens.slice(1).map(async ({ frame }) => (await owner.read(frame)).payloads));
  return told.flat().length > 0 || node.sent.some(({ kind }) => kind === 'pre');
};

/** A colleague answers an open long replaced, with the last claim there is: nobody else could take the newest. */
export const lastClaimOnOld: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, clock, desk } = scene;
  const owner = await Owner.of(scene);
  const bea = await owner.hire('Bea');
  const vera = await scene.asking('hello?');
  clock.pass(25);
  await vera.send('anybody?');
  await scene.row('anybody?');
  const [first] = node.sent.filter(({ kind }) => kind === 'open');
  if (!first) return false;
  const frame = await owner.accept(await owner.read(first.frame), bea, 0xffff_ffff);
  node.line('a').deliver({ kind: 'transient', frame });
  await until(desk, 'her claim', state => isOpen(state) && state.rows[0]?.colleague === 'Bea');
  await scene.answer('anybody?', 'I am here');
  const isRefused = (): boolean => isOpen(desk.state) && desk.state.error?.code === 'peer-unreachable';
  await until(
    desk,
    'his answer, or none',
    () => isRefused() || node.sent.some(({ kind }) => kind === 'accept'),
  );
  return isRefused();
};

/** The node hides from a desk the card that removes Carl; a colleague's accept brings it. */
export const cardHidden: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, desk } = scene;
  const owner = await Owner.of(scene);
  const [bea, carl] = [await owner.hire('Bea'), await owner.hire('Carl')];
  const vera = await scene.asking('hello?');
  const open = await owner.readFirst();
  const card = await owner.sign({ revoked: [carl.id] });
  const line = node.line('a');
  line.deliver({ kind: 'transient', frame: await owner.accept(open, bea, 1, card) });
  await until(desk, 'Bea', state => isOpen(state) && state.rows[0]?.colleague === 'Bea');
  line.deliver({ kind: 'transient', frame: await owner.accept(open, carl, 2) });
  await vera.send('still there?');
  const row = await scene.row('still there?');
  return row.colleague === 'Carl';
};

/** A removed colleague keeps a conversation out of the others' sight: it stays with him, so nobody looks. */
export const heldByRemoved: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node, desk, clock } = scene;
  const owner = await Owner.of(scene);
  const bea = await owner.hire('Bea');
  const vera = await scene.asking('hello?');
  const open = await owner.readFirst();
  node.line('a').deliver({ kind: 'transient', frame: await owner.accept(open, bea, 1) });
  await until(desk, 'Bea', state => isOpen(state) && state.rows[0]?.colleague === 'Bea');
  const card = await owner.sign({ revoked: [bea.id], name: 'Juniper, without Bea' });
  node.line('a').say({ type: 'card', card: toBase64url(card) });
  await until(desk, 'the card', state => isOpen(state) && state.businessName.endsWith('without Bea'));
  clock.pass(25);
  await vera.send('anybody?');
  const row = await scene.row('anybody?');
  return row.section !== 'waiting';
};

/** Bea answers Vera after the card that removes her, in time to be first. */
export const removedAnswers: Attack = async stage => {
  await using scene = await Scene.open(stage);
  const { node } = scene;
  const owner = await Owner.of(scene);
  const bea = await owner.hire('Bea');
  const vera = await scene.asking('hello?');
  const open = await owner.readFirst();
  const card = await owner.sign({ revoked: [bea.id], name: 'Juniper, without Bea' });
  node.line('v').say({ type: 'card', card: toBase64url(card) });
  await until(vera, 'the card', ({ businessName }) => businessName.endsWith('without Bea'));
  node.line('v').deliver({ kind: 'transient', frame: await owner.accept(open, bea, 9) });
  await scene.answer('hello?', 'I am Amir');
  await shows(vera, 'I am Amir');
  return (
    vera.state.agent === 'Bea' || vera.state.items.some(one => one.kind === 'notice' && one.name === 'Bea')
  );
};
