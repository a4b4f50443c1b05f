/** `npm run verify` and `npm test`: runs one step after the other and ends with one line, `N passed, N failed`. */
import { browserTests } from './browser-tests.js';
import { check, command, filesOf, nodeTests } from './steps.js';
import type { Tally } from './steps.js';

type Step = readonly [name: string, run: () => Promise<Tally>];

/** Tests that need a build, a browser, network namespaces, a quiet machine, or many rounds. */
const slow = /^test\/(?:build|e2e|net|bench|support|hostile|property|protocol\/(?:chromium|firefox))/;

const verify: readonly Step[] = [
  ['format', () => command('prettier --check --log-level warn .')],
  ['lint', () => command('eslint --max-warnings 0 .')],
  ['types', () => command('tsc')],
  ['types of the protocol, without DOM', () => command('tsc -p tsconfig.protocol.json')],
  ['templates', () => command('lit-analyzer --strict --quiet src')],
  ['floors', floors],
  ['unit tests', () => nodeTests(file => !slow.test(file))],
];

const everything: readonly Step[] = [
  ...verify,
  ['properties', () => nodeTests(file => file.startsWith('test/property/'))],
  ['hostile', () => nodeTests(file => file.startsWith('test/hostile/'))],
  ['build', () => command('npm run build')],
  ['tests of the build', () => nodeTests(file => file.startsWith('test/build/'))],
  ['browser tests', browserTests],
  ['protocol in browsers', () => nodeTests(file => /^test\/protocol\/(?:chromium|firefox)/.test(file))],
  ['end to end', () => nodeTests(file => file.startsWith('test/e2e/'))],
  ['package', () => command('publint --strict')],
  ['dead code', () => command('knip')],
];

/** Dependency rules; a cruiser that cannot read TypeScript sees no modules and would call that clean. */
async function floors(): Promise<Tally> {
  const { passed, report } = await command('depcruise src --config --output-type err-long');
  const files = filesOf('src').filter(file => file.endsWith('.ts')).length;
  const cruised = Number(/(\d+) modules/.exec(report)?.[1] ?? 0);
  return check(
    passed > 0 && cruised >= files,
    `${report}\n${cruised} modules cruised, ${files} files in src`,
  );
}

async function runAll(steps: readonly Step[]): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const [name, run] of steps) {
    const start = performance.now();
    const tally = await run().catch((error: unknown) => check(false, String(error)));
    passed += tally.passed;
    failed += tally.failed;
    if (tally.failed > 0) console.log(tally.report);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${tally.failed > 0 ? 'FAIL' : 'ok  '} ${name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await runAll(process.argv[2] === 'verify' ? verify : everything);
