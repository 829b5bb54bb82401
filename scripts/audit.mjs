/**
 * `npm run audit`: known vulnerabilities of the packages in the lock file, those that ship in the page first. Needs a registry
 * that answers `npm audit`, and is therefore no part of `npm test`. Exit status 1: one was found; 2: nobody answered, so
 * nothing is known.
 *
 * `npm run audit -- --advisories FOLDER` asks nobody: it holds the lock file against advisories in the OSV format, one JSON
 * file each, as https://osv.dev offers all of npm's in one archive. It knows what that folder knows, of the day it was made.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findKnown, packagesOf } from './advisories/known-advisories.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const scopes = [
  { what: 'packages that ship in the page', args: ['--omit=dev'], isIn: ({ ships }) => ships },
  { what: 'all packages, tools included', args: [], isIn: () => true },
];
/** How a registry says that it does not know the question. */
const unknownQuestion = new Set([404, 405, 410, 501]);

/** Vulnerabilities by name, or why the registry gave none. */
function ask(args) {
  const { stdout } = spawnSync(npm, ['audit', '--json', ...args], {
    cwd: root,
    encoding: 'utf8',
    shell: npm.endsWith('.cmd'),
  });
  try {
    const { metadata, vulnerabilities, statusCode, message } = JSON.parse(stdout);
    if (metadata?.vulnerabilities)
      return { total: metadata.vulnerabilities.total, names: Object.keys(vulnerabilities) };
    if (unknownQuestion.has(statusCode)) return { why: `this registry has no audit (status ${statusCode})` };
    return {
      why: `the registry gave no answer (${String(message ?? 'no reason')
        .split('\n')[0]
        .slice(0, 80)})`,
    };
  } catch {
    return { why: 'the registry gave no answer' };
  }
}

function askRegistry() {
  let status = 0;
  for (const { what, args } of scopes) {
    const found = ask(args);
    if (found.why) {
      console.error(`${what}: ${found.why}, nothing is known.`);
      status = 2;
    } else if (found.total > 0) {
      console.error(`${what}: ${found.total} known vulnerabilities (${found.names.join(', ')}).`);
      status = status || 1;
    } else console.log(`${what}: no known vulnerability.`);
  }
  if (status === 2) {
    console.error(
      'Ask another registry (npm_config_registry=ADDRESS npm run audit), or none: npm run audit -- --advisories FOLDER\n' +
        'holds the lock file against advisories in the OSV format that you have brought here.',
    );
  }
  return status;
}

function askFolder(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json'));
  if (files.length === 0) {
    console.error(`${folder}: no advisory there, nothing is known.`);
    return 2;
  }
  const advisories = files.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  const newest = Math.max(...files.map((name) => statSync(path.join(folder, name)).mtimeMs));
  const packages = packagesOf(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  console.log(`${advisories.length} advisories, the newest file of ${new Date(newest).toISOString().slice(0, 10)}.`);
  let status = 0;
  for (const { what, isIn } of scopes) {
    const found = findKnown(packages.filter(isIn), advisories);
    for (const { id, name, version } of found) console.error(`${what}: ${name} ${version}, ${id}`);
    if (found.length > 0) status = 1;
    else console.log(`${what}: none of these advisories names one.`);
  }
  return status;
}

const { values } = parseArgs({ options: { advisories: { type: 'string' } } });
process.exitCode = values.advisories === undefined ? askRegistry() : askFolder(values.advisories);
