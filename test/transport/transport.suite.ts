/** What every carrier promises (ARCHITECTURE "Carriers"), both ways round: the same tests for the relay, PeerJS and both together. */
import assert from 'node:assert/strict';
import type { Arrival } from '../../src/transport/transport.js';
import type { Bytes } from '../../src/wire/bytes.js';
import { maxFrameBytes } from '../../src/wire/limits.js';
import type { Runner } from '../protocol/support/runner.js';

/** One end of a carrier that is open. */
export interface End {
  send(frame: Bytes, options: { readonly durable: boolean }): Promise<void>;
  /** The next frame that arrives here. */
  arrival(): Promise<Arrival>;
  /** A frame of `size` bytes for the other end, no two alike. */
  frame(size: number): Bytes;
  close(): void;
}

export interface Pair {
  readonly left: End;
  readonly right: End;
  /** Opens what was closed; both ends are open when it resolves. */
  reopen(): Promise<void>;
  dispose(): void;
}

const codes = ['node-unreachable', 'peer-unreachable'];

/** Registers the tests of one carrier; `setup` opens a fresh pair. */
export function transportSuite({ describe, it }: Runner, name: string, setup: () => Promise<Pair>): void {
  const both = (title: string, body: (from: End, to: End, pair: Pair) => Promise<void>): void => {
    for (const isForward of [true, false]) {
      it(`${title}, ${isForward ? 'there' : 'and back'}`, async () => {
        const pair = await setup();
        try {
          const { left, right } = pair;
          await body(...(isForward ? ([left, right] as const) : ([right, left] as const)), pair);
        } finally {
          pair.dispose();
        }
      });
    }
  };

  describe(name, () => {
    both('answers for a durable frame', async (from, to) => {
      const frame = from.frame(1_200);
      const sending = from.send(frame, { durable: true });
      const arrival = await to.arrival();
      assert.deepEqual(arrival.frame, frame);
      arrival.acknowledge();
      await sending;
    });

    both('carries a transient frame', async (from, to) => {
      const frame = from.frame(300);
      await from.send(frame, { durable: false });
      assert.deepEqual((await to.arrival()).frame, frame);
    });

    both('carries the largest frame whole', async (from, to) => {
      const frame = from.frame(maxFrameBytes);
      const sending = from.send(frame, { durable: true });
      const arrival = await to.arrival();
      assert.deepEqual(arrival.frame, frame);
      arrival.acknowledge();
      await sending;
    });

    both('refuses a larger one by name', async from => {
      await assert.rejects(from.send(from.frame(maxFrameBytes + 1), { durable: true }), {
        code: 'frame-too-large',
      });
    });

    both('carries many at once and loses none', async (from, to) => {
      const frames = Array.from({ length: 40 }, () => from.frame(60_000));
      const sending = Promise.all(frames.map(frame => from.send(frame, { durable: true })));
      const seen = new Set<string>();
      while (seen.size < frames.length) {
        const { frame, acknowledge } = await to.arrival();
        acknowledge();
        seen.add(frame.subarray(76, 100).join());
      }
      await sending;
    });

    both('fails what is under way when it is closed', async from => {
      const failure = from.send(from.frame(1_200), { durable: true }).then(
        () => 'sent',
        (cause: unknown) => codeOf(cause),
      );
      from.close();
      assert.ok(codes.includes(await failure));
    });

    both('fails at once while it is closed, and carries again when it is back', async (from, to, pair) => {
      from.close();
      const failure = await from.send(from.frame(1_200), { durable: true }).catch(codeOf);
      assert.ok(codes.includes(String(failure)));
      await pair.reopen();
      const frame = from.frame(1_200);
      const sending = from.send(frame, { durable: true });
      let arrival = await to.arrival();
      // What a carrier stores while the other end is away comes first.
      while (arrival.frame.join() !== frame.join()) arrival = await to.arrival();
      arrival.acknowledge();
      await sending;
    });
  });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
