/** What a suite needs of a test runner: `node:test` has it, and so has the page that runs suites in a browser. */
export interface Runner {
  describe(title: string, body: () => void): void;
  it(title: string, body: () => void | Promise<void>): void;
}

/** How one test of a collected run ended. */
export interface Outcome {
  readonly title: string;
  readonly error: string | undefined;
}

/** A runner without a framework: collects tests while suites register, runs them one after the other. */
export function collect(register: (runner: Runner) => void): {
  readonly count: number;
  run(): Promise<readonly Outcome[]>;
} {
  const tests: { title: string; body: () => void | Promise<void> }[] = [];
  const path: string[] = [];
  register({
    describe(title, body) {
      path.push(title);
      body();
      path.pop();
    },
    it(title, body) {
      tests.push({ title: [...path, title].join(' '), body });
    },
  });
  return {
    count: tests.length,
    async run() {
      const outcomes: Outcome[] = [];
      for (const { title, body } of tests) {
        let error: string | undefined;
        try {
          await body();
        } catch (cause) {
          error = cause instanceof Error ? `${cause.message}\n${cause.stack ?? ''}` : String(cause);
        }
        outcomes.push({ title, error });
      }
      return outcomes;
    },
  };
}
