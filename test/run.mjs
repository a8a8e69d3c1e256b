/**
 * `npm test` and `npm run test:long`: installs, finds a Chromium, checks types, rules and format,
 * runs every suite, and ends with one line that counts them all. Plain JavaScript for Node 20.
 *
 * `npm test -- unit` runs one stage only; the stages' names are printed as they begin.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureInstalled, node24, root } from '../runtime/server/install.mjs';
import { findChromium } from './chromium.mjs';

const long = process.argv.includes('--long');
const only = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const began = Date.now();

ensureInstalled();
const chromium = findChromium();
const notes = mkdtempSync(join(tmpdir(), 'kleber-test-'));
const env = {
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  // Every process of a stage starts from what an earlier one has compiled.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/kleber'),
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  ...('path' in chromium ? { KLEBER_CHROMIUM: chromium.path } : {}),
};
const total = { passed: 0, failed: 0, skipped: 0 };

/** A program that passes or fails as a whole counts as one test. */
function program(name, command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, env, stdio: 'inherit' });
  if (status === 0) total.passed++;
  else {
    total.failed++;
    process.stdout.write(`FAILED: ${name}\n`);
  }
}

function vitest(config, ...more) {
  const report = join(notes, `${config}.json`);
  const args = [
    'run',
    '--config',
    `test/${config}.config.ts`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const failedBefore = total.failed;
  const { status } = spawnSync(node24, [join(root, 'node_modules/vitest/vitest.mjs'), ...args, ...more], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    total.passed += numPassedTests;
    total.failed += numFailedTests;
    total.skipped += numPendingTests;
    // A file that does not even load has no tests of its own to fail.
    total.failed += testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    ).length;
    // Every test passed, and something went wrong beside them: an error that nobody caught.
    if (status !== 0 && total.failed === failedBefore) total.failed++;
    for (const file of testResults) {
      for (const test of file.assertionResults) {
        if (test.status === 'pending' || test.status === 'skipped') process.stdout.write(`skipped: ${test.fullName}\n`);
      }
    }
  } catch (error) {
    total.failed++;
    process.stdout.write(`FAILED: ${config} left no report (${error.message})\n`);
  }
}

function browser(config) {
  if ('path' in chromium) vitest(config);
  else {
    total.skipped++;
    process.stdout.write(`skipped: ${config}: ${chromium.why}\n`);
  }
}

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const layers = [
  'hardware',
  'runtime',
  'runtime/programs/node',
  'runtime/runner/on-node',
  'runtime/browser',
  'runtime/server',
  'runtime/authoring',
  'lessons',
  'test',
];
const stages = long
  ? {
      build: () => program('build', node24, [join(root, 'runtime/server/main.ts'), 'build']),
      long: () => vitest('long'),
      browser: () => browser('e2e-long'),
    }
  : {
      types: () => {
        for (const layer of layers) program(`types of ${layer}`, node24, [tsc, '-p', layer]);
        const astroCheck = join(root, 'node_modules/@astrojs/check/bin/astro-check.js');
        program('types of site', node24, [astroCheck, '--minimumSeverity', 'error'], join(root, 'site'));
      },
      rules: () => program('rules', 'oxlint', ['--type-aware', '--deny-warnings']),
      format: () => program('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
      build: () => program('build', node24, [join(root, 'runtime/server/main.ts'), 'build']),
      unit: () => vitest('vitest'),
      browser: () => browser('e2e'),
    };

const unknown = only.find((name) => !(name in stages));
if (unknown !== undefined) {
  process.stderr.write(`no stage "${unknown}"; there are ${Object.keys(stages).join(', ')}\n`);
  process.exit(2);
}
for (const [name, stage] of Object.entries(stages)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const start = Date.now();
  process.stdout.write(`── ${name}\n`);
  stage();
  process.stdout.write(`   ${((Date.now() - start) / 1000).toFixed(0)} s\n`);
}
rmSync(notes, { recursive: true, force: true });
process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0)} s in all\n`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exit(total.failed === 0 ? 0 : 1);
