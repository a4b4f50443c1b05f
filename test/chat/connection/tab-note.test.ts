import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readTabNote } from '../../../src/chat/connection/tab-note.js';
import type { TabNote } from '../../../src/chat/connection/tab-note.js';
import type { VisitorState } from '../../../src/chat/model/visitor-state.js';
import type { BusinessId } from '../../../src/wire/ids.js';
import { testNode } from '../../support/node.js';
import type { BareNode } from '../../support/node.js';
import { Browser, isOnline, openDesk, passphrase, setUp, texts, visit } from '../../support/people.js';
import { seeded } from '../../support/chance.js';
import { until } from '../../support/until.js';

const shared = { connection: 'online', route: 'relay', teamOnline: true, typing: 'Amir', error: undefined };
const error = { code: 'storage-full', canRetry: true, href: 'https://chat.example/chat?b=sc1-x' };

/** Notes that tabs write. */
const notes: readonly unknown[] = [
  { type: 'changed' },
  { type: 'intent' },
  { type: 'intent', state: 'seen' },
  { type: 'state', state: shared },
  { type: 'state', state: { ...shared, connection: 'waiting', route: 'none', typing: '', error } },
  { type: 'state', state: { ...shared, route: 'direct', error: { ...error, href: undefined } } },
];

/** Other values for any field: those of other fields, and what no build writes. */
const leaves: readonly unknown[] = [
  ...[
    'changed',
    'intent',
    'state',
    'seen',
    'online',
    'direct',
    'none',
    'deposed',
    'storage-full',
    'https://a',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    'javascript:alert(1)',
    'data:text/html,x',
    '//a',
    '',
    'x'.repeat(301),
  ],
  ...[undefined, null, true, false, 0, 1, -1, NaN, [], {}, ['changed'], shared, error],
];

/** The value with one field, somewhere in it, of another kind. */
function altered(value: unknown, chance: (below: number) => number): unknown {
  if (typeof value !== 'object' || value === null || chance(4) === 0) return leaves[chance(leaves.length)];
  const fields = Object.entries(value);
  const [name] = fields[chance(fields.length)] ?? ['type'];
  if (chance(6) === 0) return Object.fromEntries(fields.filter(([other]) => other !== name));
  return { ...value, [name]: altered(Reflect.get(value, name), chance) };
}

/** A type's guard, written anew: what a view may be given. */
function holds(note: TabNote): boolean {
  if (note.type === 'changed' || note.type === 'erased') return Object.keys(note).join() === 'type';
  if (note.type === 'intent') return !('state' in note) || Object.values(note).join() === 'intent,seen';
  const { connection, route, teamOnline, typing, error: said } = note.state;
  return (
    Object.keys(note.state).sort().join() === 'connection,error,route,teamOnline,typing' &&
    /^(?:waiting|connecting|online|offline)$/.test(connection) &&
    /^(?:none|relay|direct)$/.test(route) &&
    [true, false].includes(teamOnline) &&
    typeof typing === 'string' &&
    (said === undefined ||
      (typeof said.code === 'string' &&
        Reflect.get({}, said.code) === undefined &&
        [true, false].includes(said.canRetry) &&
        (said.href === undefined || /^https?:/.test(said.href))))
  );
}

describe('a note of another tab', () => {
  it('is read as it was written', () => {
    for (const note of notes) assert.deepEqual(readTabNote(structuredClone(note)), note);
  });

  it('brings nothing but the fields of its type, or is dropped, whatever is in it', () => {
    const chance = seeded(5);
    let read = 0;
    for (let index = 0; index < 20_000; index++) {
      let value = notes[chance(notes.length)];
      for (let change = chance(3); change >= 0; change--) value = altered(value, chance);
      const note = readTabNote(value);
      if (!note) continue;
      read++;
      assert.ok(holds(note), JSON.stringify(note));
    }
    assert.ok(read > 1_000, `only ${String(read)} were read`);
  });

  it('does not bring the rest of a view’s state along', () => {
    const state = { ...shared, phase: 'failed', items: [], draft: 'not hers' };
    assert.deepEqual(readTabNote({ type: 'state', state, more: 1 }), { type: 'state', state: shared });
  });
});

/** What is no note at all. */
const garbage: readonly unknown[] = [null, undefined, 5, 'changed', [], { type: {} }, { type: 'ask' }];

describe('a tab', () => {
  let server: BareNode;
  let business: BusinessId;
  const deskBrowser = new Browser();

  before(async () => {
    server = await testNode();
    const made = await setUp(server.node.origin, server.token, deskBrowser);
    ({ business } = made);
    made.desk.suspend();
  });

  after(() => server.close());

  it('that opens while another leads learns how the connection stands', async () => {
    const world = { node: server.node.origin, business, browser: new Browser() };
    const leader = await visit(world);
    await until(leader, 'the connection', ({ connection }) => connection === 'online');
    const follower = await visit(world);
    await until(
      follower,
      'the same',
      ({ connection, route }) => connection === 'online' && route === 'relay',
    );
    leader.suspend();
    follower.suspend();
  });

  it('that follows draws what its leader says of the connection, and nothing that a script of the page says', async () => {
    const browser = new Browser();
    const world = { node: server.node.origin, business, browser };
    const leader = await visit(world);
    const follower = await visit(world);
    await leader.send('first');
    await until(follower, 'her words', state => texts(state).includes('own> first'));
    await until(follower, 'the connection', ({ connection }) => connection === 'online');
    const drawn: VisitorState[] = [];
    const stop = follower.subscribe(() => drawn.push(follower.state));
    for (const state of [
      { ...shared, phase: 'failed', items: [], draft: 'not hers' },
      { ...shared, connection: 'lost' },
      { ...shared, error: { code: 'constructor', canRetry: true } },
      { ...shared, error: { ...error, href: 'javascript:alert(1)' } },
      'seen',
      null,
    ])
      browser.tabs.post({ type: 'state', state });
    for (const value of garbage) browser.tabs.post(value);
    await leader.send('second');
    await until(follower, 'both words', state => texts(state).includes('own> second'));
    stop();
    for (const state of drawn) {
      assert.deepEqual([state.phase, state.draft.text, state.error], ['ready', '', undefined]);
      assert.equal(texts(state)[0], 'own> first');
      assert.match(state.connection, /^(?:connecting|online)$/);
    }
    leader.suspend();
    follower.suspend();
  });

  it('of a desk goes on after garbage, too', async () => {
    const desk = await openDesk({ node: server.node.origin, business, browser: deskBrowser });
    desk.request({ type: 'unlock', passphrase });
    await until(desk, 'an online desk', isOnline);
    for (const value of garbage) deskBrowser.tabs.post(value);
    const visitor = await visit({ node: server.node.origin, business });
    await visitor.send('still there?');
    await until(
      desk,
      'her row',
      state => isOnline(state) && state.rows.some(row => row.lastText === 'still there?'),
    );
    visitor.suspend();
    desk.suspend();
  });
});
