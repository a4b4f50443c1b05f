/** What a process has used. */
export interface Usage {
  readonly cpuMicroseconds: number;
  /** Memory that the system gave it. */
  readonly residentBytes: number;
  /** Of that, what its objects and buffers take. */
  readonly heldBytes: number;
}

/** Tells the parent the port, answers its questions, and ends with it. */
export function serveParent(port: number, close: () => Promise<void>): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    const usage: Usage = {
      cpuMicroseconds: user + system,
      residentBytes: rss,
      heldBytes: heapUsed + external,
    };
    process.send?.(usage);
  });
  process.on('disconnect', () => {
    void close().then(() => process.exit(0));
  });
  process.send?.(port);
}
