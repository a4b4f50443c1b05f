/** One line of a log: a fixed event and fields that are no user text, key, token or full id. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number>>) => void;

/** Writes lines: plain for a person, or JSON for a machine. */
export function lineLog(write: (line: string) => void, format: 'plain' | 'json'): Log {
  return (event, fields = {}) => {
    const at = new Date().toISOString();
    if (format === 'json') write(JSON.stringify({ at, event, ...fields }));
    else {
      const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
      write(`${at} ${event}${pairs.join('')}`);
    }
  };
}

/** Says nothing: for tests and for nodes that are embedded. */
export const silentLog: Log = () => undefined;

/** What may be said of an error: its code, or its class. */
export function errorField(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? String(error.code) : error.name;
}
