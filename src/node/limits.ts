/** What the node allows, in one place; `fails` says what a limiter does when it is hit or cannot know. */
interface Limiter {
  readonly value: number;
  /** `closed`: refused. `open`: let through. */
  readonly fails: 'open' | 'closed';
  readonly why: string;
}

/** Every limiter of the node with its default. */
export const limiters = {
  urlBytes: { value: 1_024, fails: 'closed', why: 'no address of ours is longer' },
  handshakeMs: { value: 10_000, fails: 'closed', why: 'a socket that proves nothing holds memory' },
  sockets: { value: 10_000, fails: 'closed', why: 'below the descriptor limit, so that files still open' },
  socketsPerAddress: { value: 10, fails: 'closed', why: 'one address must not take all sockets' },
  upgradesPerMinute: { value: 30, fails: 'closed', why: 'a proof costs the node a signature check' },
  addresses: { value: 50_000, fails: 'open', why: 'a flood of addresses must not lock out the rest' },
  messageBytes: { value: 262_144, fails: 'closed', why: 'a publication of a large team still fits' },
  framesPerSecond: { value: 20, fails: 'closed', why: 'a file of 60 KiB chunks at 1.2 MB/s still passes' },
  frameBurst: { value: 60, fails: 'closed', why: 'an outbox that was offline for an hour still passes' },
  textsPerSecond: { value: 100, fails: 'closed', why: 'acknowledgements of a busy desk still pass' },
  textBurst: { value: 500, fails: 'closed', why: 'the same after a pause' },
  strikes: { value: 200, fails: 'closed', why: 'who goes on after so many refusals is not our client' },
  pipelinedFrames: {
    value: 32,
    fails: 'closed',
    why: 'what comes before the proof is checked waits in memory',
  },
  bufferedBytes: { value: 262_144, fails: 'closed', why: 'a slow reader must not fill the memory' },
  signalBytes: { value: 32_768, fails: 'closed', why: 'session descriptions are below 8 KiB' },
  bodyBytes: { value: 65_536, fails: 'closed', why: 'a card, an access list and a backup are below it' },
  backupBytes: { value: 32_768, fails: 'closed', why: 'a sealed root and inbox keys are below it' },
  rosterBytes: { value: 196_608, fails: 'closed', why: 'a sealed list of a hundred devices is below it' },
} as const satisfies Record<string, Limiter>;

/** Values of the limiters, which tests and operators may change. */
export type Limits = Readonly<Record<keyof typeof limiters, number>>;

/** The defaults with some values replaced. */
export function withLimits(changes: Partial<Limits> = {}): Limits {
  const defaults = Object.entries(limiters).map(([name, { value }]) => [name, value]);
  return { ...(Object.fromEntries(defaults) as Limits), ...changes };
}
