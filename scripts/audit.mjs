/**
 * `npm run audit`: known vulnerabilities of the packages in the lock file, those that ship in the page first. Needs the
 * registry, and is therefore no part of `npm test`. Exit status 1: one was found; 2: the registry gave no answer, so nothing
 * is known.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Vulnerabilities by severity, or null where the registry did not answer. */
function audit(args) {
  const { stdout } = spawnSync(npm, ['audit', '--json', ...args], {
    cwd: root,
    encoding: 'utf8',
    shell: npm.endsWith('.cmd'),
  });
  try {
    const { metadata, vulnerabilities } = JSON.parse(stdout);
    return metadata?.vulnerabilities
      ? { total: metadata.vulnerabilities.total, names: Object.keys(vulnerabilities) }
      : null;
  } catch {
    return null;
  }
}

const scopes = [
  { what: 'packages that ship in the page', args: ['--omit=dev'] },
  { what: 'all packages, tools included', args: [] },
];
let status = 0;
for (const { what, args } of scopes) {
  const found = audit(args);
  if (!found) {
    console.error(`${what}: the registry gave no answer, nothing is known.`);
    status = 2;
  } else if (found.total > 0) {
    console.error(`${what}: ${found.total} known vulnerabilities (${found.names.join(', ')}).`);
    status = status || 1;
  } else console.log(`${what}: no known vulnerability.`);
}
process.exitCode = status;
