import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Businesses } from '../../src/node/businesses.js';
import type { Business, BusinessChange } from '../../src/node/businesses.js';
import { createSetupToken } from '../../src/node/setup-token.js';
import type { RegisterStore, Saved, Saving } from '../../src/node/store/register-store.js';
import { openDatabase } from '../../src/node/store/sqlite/database.js';
import { SqliteRegister } from '../../src/node/store/sqlite/register.js';
import type { Chance } from '../support/chance.js';
import { seeded } from '../support/chance.js';
import { turns } from '../support/turns.js';
import { Shop, createPeer, ctx } from '../support/shop.js';

/** A register whose answers are late by different times: what was read may be written over before the answer comes. */
function slowRegister(store: RegisterStore, random: Chance): RegisterStore {
  const late = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await turns(random(3));
    const result = await work();
    await turns(random(3));
    return result;
  };
  return {
    businesses: () => late(() => store.businesses()),
    business: id => late(() => store.business(id)),
    save: (saving: Saving): Promise<Saved> => late(() => store.save(saving)),
    backup: id => late(() => store.backup(id)),
    addSetupToken: (hash, expires) => late(() => store.addSetupToken(hash, expires)),
    hasSetupToken: (hash, now) => late(() => store.hasSetupToken(hash, now)),
    register: (hash, now, saving) => late(() => store.register(hash, now, saving)),
    onChange: listener => {
      store.onChange(id => {
        void turns(random(3)).then(() => {
          listener(id);
        });
      });
    },
  };
}

/** Two nodes on one register, and a business that both know. */
async function setStage(seed: number): Promise<{ shop: Shop; nodes: readonly [Businesses, Businesses] }> {
  const random = seeded(seed);
  const store = new SqliteRegister(openDatabase(':memory:'));
  const shop = await Shop.create();
  const nodes = [
    await Businesses.open(ctx, slowRegister(store, random)),
    await Businesses.open(ctx, slowRegister(store, random)),
  ] as const;
  const request = await shop.setup(await createSetupToken(store, Date.now()), []);
  assert.equal(await nodes[0].register(request), undefined);
  await turns(20);
  return { shop, nodes };
}

describe('the businesses of a node', () => {
  it('follow what another node wrote, and tell what changed', async () => {
    const { shop, nodes } = await setStage(1);
    const [here, there] = nodes;
    assert.equal(there.find(shop.id)?.record.summary.seq, 1);
    const told: BusinessChange[] = [];
    there.onChange((_business: Business, change) => told.push(change));
    const { id } = await createPeer('a');
    assert.equal(await here.publish(shop.id, { access: await shop.access(2, [id]) }), undefined);
    await turns(20);
    assert.ok(there.find(shop.id)?.devices.has(id));
    assert.deepEqual(told, [{ card: false, access: true }]);
  });

  it('never step back, whichever node is told what first', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { shop, nodes } = await setStage(seed);
      const random = seeded(seed);
      const seen = nodes.map(node => {
        const seqs: [number, number][] = [];
        node.onChange(({ record }) => seqs.push([record.summary.seq, record.accessSeq]));
        return seqs;
      });
      const publications = [];
      for (let seq = 2; seq <= 9; seq++)
        publications.push({ card: await shop.card(seq) }, { access: await shop.access(seq, []) });
      await Promise.all(
        publications
          .toSorted(() => random(3) - 1)
          .map(publication => (random(2) === 0 ? nodes[0] : nodes[1]).offer(shop.id, publication)),
      );
      await turns(40);
      for (const [index, node] of nodes.entries()) {
        const { summary, accessSeq } = node.find(shop.id)?.record ?? {};
        assert.deepEqual([summary?.seq, accessSeq], [9, 9], `seed ${String(seed)}`);
        const seqs = seen[index] ?? [];
        for (const column of [0, 1] as const) {
          const values = seqs.map(pair => pair[column]);
          assert.deepEqual(
            values,
            values.toSorted((a, b) => a - b),
          );
        }
      }
    }
  });

  it('tell when a change could not be read', async () => {
    const store = new SqliteRegister(openDatabase(':memory:'));
    let tell = (_id: Shop['id']): void => undefined;
    const failures: unknown[] = [];
    const gone = new Error('gone');
    const failing: RegisterStore = Object.assign(Object.create(store) as RegisterStore, {
      businesses: async () => Promise.resolve([]),
      business: async () => Promise.reject(gone),
      onChange: (listener: typeof tell) => {
        tell = listener;
      },
    });
    await Businesses.open(ctx, failing, error => failures.push(error));
    tell((await Shop.create()).id);
    await turns(1);
    assert.deepEqual(failures, [gone]);
  });
});
