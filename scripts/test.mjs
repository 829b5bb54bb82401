/**
 * `npm test`: types, lint, walls, dead code, unit and worker tests, end-to-end tests on the built page. Everything is
 * counted in one closing line `N passed, N failed, N skipped`. A skip is a failure when ../shared is there, since the
 * reference data is then at hand.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = path.join(root, 'test-results');
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

async function run(title, file, args) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const stdio = ['ignore', 'inherit', 'inherit'];
  const child = spawn(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio });
  const [status] = await once(child, 'close');
  return ended(title, status, started);
}

function ended(title, status, started) {
  console.log(`== ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0;
}

/** Checks without counted parts are one test each. They run at the same time, and each prints when it has ended. */
async function checks(all) {
  console.log(`\n== ${all.map(([title]) => title).join(', ')}`);
  await Promise.all(
    all.map(async ([title, file, ...args]) => {
      const started = Date.now();
      const child = spawn(process.execPath, [path.join(root, file), ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
      const [status] = await once(child, 'close');
      process.stdout.write(Buffer.concat(printed));
      if (ended(title, status, started)) total.passed += 1;
      else {
        total.failed += 1;
        failures.push(title);
      }
    }),
  );
}

/** A runner that writes its counts as JSON; an exit code without a counted failure counts as one. */
async function suite(title, file, args, report, read) {
  const ok = await run(title, file, args);
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`${title} left no report: ${error.message}`);
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (counts.passed + counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) failures.push(title);
  for (const key of Object.keys(total)) total[key] += counts[key];
}

await checks([
  ['types', 'node_modules/typescript/bin/tsc', '-b'],
  ['lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['dead code', 'node_modules/knip/bin/knip.js'],
  ['walls', 'scripts/check-walls.mjs'],
  ['lines of source', 'scripts/count-lines.mjs'],
]);
// After the types, of which it takes what the compiler remembers; beside the units, since it keeps one core busy.
const extensions = checks([['extensions', 'scripts/check-extensions.mjs']]);
const unit = path.join(results, 'unit.json');
await suite(
  'unit and worker tests',
  'node_modules/vitest/vitest.mjs',
  ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unit}`],
  unit,
  (r) => ({ passed: r.numPassedTests, failed: r.numFailedTests, skipped: r.numPendingTests + (r.numTodoTests ?? 0) }),
);
await extensions;
const e2e = path.join(results, 'e2e.json');
for (const [title, args] of [
  // First: one of them computes the sample, which others then open as a project (e2e/sample-project.ts).
  ['end-to-end tests that take the time', ['--project=alone', '--output=test-results/e2e-alone']],
  // Two pages wait for each other's workers less than one waits for its own.
  ['end-to-end tests, two side by side', ['--project=side-by-side', '--workers=2']],
]) {
  await suite(title, 'node_modules/@playwright/test/cli.js', ['test', ...args], e2e, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

const strict = existsSync(path.join(root, '../shared'));
if (strict && total.skipped > 0) failures.push(`${total.skipped} skipped although ../shared is there`);
if (failures.length > 0) console.log(`\nFailed: ${failures.join('; ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failures.length > 0 ? 1 : 0;
