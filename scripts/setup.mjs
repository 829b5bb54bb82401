/**
 * Makes a fresh machine ready, without needing anything but Node: installs the packages when the lock file, Node or the
 * processor changed, compiles the kernels, builds the page, and with --browser sees that Chromium is there.
 * npm runs it before `npm start` and `npm test`, when node_modules may not exist yet.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Debut needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exit(1);
}

/** npm's own variables would make a nested npm take this run's settings for its own. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(lifecycle|package|command|execpath)/.test(name) && !/^npm_config_.*prefix$/i.test(name),
    ),
  );
}

function run(command, args) {
  execFileSync(command, args, { cwd: root, env: cleanEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] });
}

function installPackages() {
  const stampFile = path.join(root, 'node_modules/.cache/debut-setup');
  const stamp = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.version} ${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Installing packages (once) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function systemChromium() {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
}

function provideBrowser() {
  if (process.env.DEBUT_CHROMIUM || systemChromium()) return;
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debianRoot) {
    console.log('Installing Chromium (once) ...');
    const apt = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
    apt(['update', '-qq']);
    if (apt(['install', '-y', '-qq', 'chromium'])) return;
  }
  run(process.execPath, [path.join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium']);
}

/** Programs that some tests look at the PDF with; without them those tests say that they were skipped. */
function providePdfTools() {
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  const missing = ['/usr/bin/pdftoppm', '/usr/bin/pdftotext'].some((file) => !existsSync(file));
  if (!debianRoot || !missing) return;
  const apt = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  apt(['update', '-qq']);
  if (!apt(['install', '-y', '-qq', 'poppler-utils'])) {
    console.error('poppler-utils could not be installed: the tests that look at PDF pages will be skipped.');
  }
}

installPackages();
if (process.argv.includes('--browser')) {
  provideBrowser();
  providePdfTools();
}
const { build } = await import('./build.mjs');
await build();
