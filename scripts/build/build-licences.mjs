/** Writes the names, versions and licences of every package that ships in the page to build/licences.json. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The text of a package's licence file, or '' when it has none. */
function licenceText(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.|$)/i.test(file));
  return name ? readFileSync(path.join(folder, name), 'utf8').trim() : '';
}

/** Tools whose own code gets into what ships: the service worker's parts, the library under the kernels. */
const shippedTools = ['assemblyscript', 'workbox-precaching', 'workbox-routing', 'workbox-strategies'];
const isShippedTool = (place) => shippedTools.some((name) => place === `node_modules/${name}`);

/**
 * The packages that package.json asks for at run time and those that they need, from the lock file, and tools that leave
 * code of theirs in the page: a superset of what the bundles hold. Sorted by name.
 */
export function collectLicences() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(
      ([place, entry]) => isShippedTool(place) || (place !== '' && !entry.dev && !entry.optional && !entry.devOptional),
    )
    .filter(([place]) => existsSync(path.join(root, place)))
    .map(([place]) => {
      const folder = path.join(root, place);
      const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const licence = typeof license === 'string' ? license : (license?.type ?? '');
      return { name, version, licence, text: licenceText(folder) };
    })
    .filter(({ name }) => !name.startsWith('@types/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function ensureLicences() {
  mkdirSync(path.join(root, 'build'), { recursive: true });
  writeFileSync(path.join(root, 'build/licences.json'), JSON.stringify(collectLicences()));
}
