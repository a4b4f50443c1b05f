import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, startTestRunner } from '@web/test-runner';
import type { TestRunner, TestSuiteResult } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { resolve } from 'node:path';
import { chromiumFlags, findBrowser } from './browser.js';
import type { Tally } from './steps.js';

/** The shell's own tests watch what it asks of the app: a double stands where the app is. */
const page = (testFramework: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Test</title>
    <script type="importmap">{ "imports": { "/src/app/visitor.ts": "/test/support/app-double.ts", "/src/app/desk.ts": "/test/support/app-double.ts" } }</script>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`;

/** Runs `test/**\/*.browser.ts` in Chromium through web-test-runner; `files` narrows it. */
export async function browserTests(files = 'test/**/*.browser.ts'): Promise<Tally> {
  const runner: TestRunner | undefined = await startTestRunner({
    autoExitProcess: false,
    readCliArgs: false,
    readFileConfig: false,
    config: {
      files,
      nodeResolve: { exportConditions: ['production', 'default'] },
      concurrency: 1,
      testsFinishTimeout: 240_000,
      // Two busy cores take longer than the two seconds that are usual.
      testFramework: { config: { timeout: 20_000 } },
      plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: resolve('tsconfig.json') })],
      browsers: [
        chromeLauncher({ launchOptions: { executablePath: findBrowser('chromium'), args: chromiumFlags } }),
      ],
      reporters: [defaultReporter({ reportTestProgress: false })],
      testRunnerHtml: page,
    },
  });
  if (!runner) return { passed: 0, failed: 1, report: 'web-test-runner did not start' };
  const isGreen = await new Promise<boolean>(settle => {
    runner.on('stopped', settle);
  });
  const results = [...runner.sessions.all()].map(session => session.testResults).flatMap(flatten);
  const passed = results.filter(result => result.passed && !result.skipped).length;
  const failed = results.length - passed;
  return { passed, failed: isGreen ? failed : Math.max(failed, 1), report: '' };
}

function flatten(suite: TestSuiteResult | undefined): TestSuiteResult['tests'] {
  return suite ? [...suite.tests, ...suite.suites.flatMap(flatten)] : [];
}
