/** Names of everything that is counted; one list, so that no label can grow with the number of customers. */
const names = {
  upgrades: 'WebSocket upgrades accepted',
  upgrades_refused: 'WebSocket upgrades refused',
  admissions: 'Proofs that were admitted',
  admissions_refused: 'Proofs that were refused',
  frames_durable: 'Durable frames that were committed',
  frames_refused: 'Durable frames that were refused',
  frames_transient: 'Transient frames',
  frames_malformed: 'Sockets closed for breaking the rules of the wire',
  signals: 'Signalling messages passed on',
  signals_dropped: 'Signalling messages dropped',
  requests: 'HTTP requests',
  commit_failures: 'Transactions that failed',
} as const;

/** Name of something that is counted. */
export type CounterName = keyof typeof names;

/** Counts what happens. */
export class Counters {
  readonly #values = new Map<CounterName, number>();

  add(name: CounterName, amount = 1): void {
    this.#values.set(name, (this.#values.get(name) ?? 0) + amount);
  }

  get(name: CounterName): number {
    return this.#values.get(name) ?? 0;
  }

  /** All of it in the text format of Prometheus, and gauges that are measured now. */
  toText(gauges: Readonly<Record<string, number>>): string {
    const counted = Object.entries(names).map(([name, help]) => {
      const value = this.get(name as CounterName);
      const full = `secure_chat_${name}_total`;
      return `# HELP ${full} ${help}\n# TYPE ${full} counter\n${full} ${String(value)}\n`;
    });
    const measured = Object.entries(gauges).map(
      ([name, value]) => `# TYPE secure_chat_${name} gauge\nsecure_chat_${name} ${String(value)}\n`,
    );
    return [...counted, ...measured].join('');
  }
}
