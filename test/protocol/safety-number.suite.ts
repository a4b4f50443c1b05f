import assert from 'node:assert/strict';
import type { Context } from '../../src/protocol/context.js';
import { businessSafetyNumber, digits, visitorSafetyNumber } from '../../src/protocol/safety-number.js';
import type { Runner } from './session-world.js';

/** Safety numbers (PROTOCOL 11). */
export function safetyNumberSuite({ describe, it }: Runner, ctx: Context): void {
  describe('a safety number', () => {
    it('reads five bytes a group, big-endian, modulo 100,000', () => {
      const digest = Uint8Array.from({ length: 32 }, (_, index) => 255 - index * 8);
      const expected = Array.from({ length: 6 }, (_, group) => {
        const bytes = Array.from(digest.slice(group * 5, group * 5 + 5));
        const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % 100_000n;
        return value.toString().padStart(5, '0');
      });
      assert.deepEqual(digits(digest), expected);
      assert.equal(digits(Uint8Array.from({ length: 32 }, (_, index) => index))[0], '09060');
      assert.deepEqual(
        digits(new Uint8Array(32)),
        Array.from({ length: 6 }, () => '00000'),
      );
    });

    it('differs between businesses, visitors and the two kinds', async () => {
      const business = new Uint8Array(20).fill(1);
      const other = new Uint8Array(20).fill(2);
      const visitor = new Uint8Array(65).fill(3);
      const numbers = [
        await businessSafetyNumber(ctx, business),
        await businessSafetyNumber(ctx, other),
        await visitorSafetyNumber(ctx, business, visitor),
        await visitorSafetyNumber(ctx, other, visitor),
        await visitorSafetyNumber(ctx, business, new Uint8Array(65).fill(4)),
        await visitorSafetyNumber(ctx, business, new Uint8Array(0)),
      ].map(groups => groups.join(' '));
      assert.equal(new Set(numbers).size, numbers.length);
      for (const number of numbers) assert.match(number, /^\d{5}(?: \d{5}){5}$/);
    });

    it('stays what it was', async () => {
      const business = new Uint8Array(20).fill(1);
      assert.deepEqual(await businessSafetyNumber(ctx, business), [
        '40384',
        '97567',
        '67726',
        '99427',
        '60343',
        '69991',
      ]);
      assert.deepEqual(await visitorSafetyNumber(ctx, business, new Uint8Array(65).fill(4)), [
        '30008',
        '59037',
        '68194',
        '28590',
        '68389',
        '67011',
      ]);
    });
  });
}
