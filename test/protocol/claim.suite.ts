import assert from 'node:assert/strict';
import { nextClaim, outranks } from '../../src/protocol/claim.js';
import type { Claim } from '../../src/protocol/claim.js';
import type { PeerId } from '../../src/wire/ids.js';
import type { Runner } from './session-world.js';

const amir = `a${'a'.repeat(26)}` as PeerId;
const bea = `a${'b'.repeat(26)}` as PeerId;
const nobody: ReadonlySet<PeerId> = new Set();

function claim(number: number, rank: number, device: PeerId = amir): Claim {
  return { number, claim: rank, device };
}

/** Who holds a conversation (PROTOCOL 5). */
export function claimSuite({ describe, it }: Runner): void {
  describe('a claim', () => {
    it('takes a conversation that nobody holds', () => {
      assert.ok(outranks(claim(1, 1), undefined, nobody));
    });

    it('ranks by the number of the open, then by its own', () => {
      assert.ok(outranks(claim(2, 1, bea), claim(1, 9), nobody));
      assert.ok(!outranks(claim(1, 9, bea), claim(2, 1), nobody));
      assert.ok(outranks(claim(1, 2, bea), claim(1, 1), nobody));
      assert.ok(!outranks(claim(1, 1, bea), claim(1, 2), nobody));
    });

    it('leaves a tie to the first received', () => {
      assert.ok(!outranks(claim(1, 1, bea), claim(1, 1), nobody));
    });

    it('is void from a removed device, which holds nothing either', () => {
      const revoked = new Set([bea]);
      assert.ok(!outranks(claim(9, 9, bea), undefined, revoked));
      assert.ok(!outranks(claim(9, 9, bea), claim(1, 1), revoked));
      assert.ok(outranks(claim(1, 1), claim(9, 9, bea), revoked));
    });

    it('gives one holder, in whatever order claims without ties come', () => {
      const claims = [claim(3, 1, bea), claim(1, 5), claim(3, 2), claim(2, 9, bea)];
      for (const first of claims) {
        const rest = [...claims.filter(one => one !== first), first];
        for (const order of [rest, rest.toReversed()]) {
          let holder: Claim | undefined;
          for (const one of order) holder = outranks(one, holder, nobody) ? one : holder;
          assert.deepEqual(holder, claim(3, 2));
        }
      }
    });

    it('is followed by the next, until there is none', () => {
      assert.equal(nextClaim(0), 1);
      assert.equal(nextClaim(0xffff_fffe), 0xffff_ffff);
      assert.equal(nextClaim(0xffff_ffff), undefined);
    });
  });
}
