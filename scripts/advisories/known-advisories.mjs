/**
 * Advisories in the OSV format (https://ossf.github.io/osv-schema/, 1.6), held against the packages of a lock file without a
 * registry. What is asked is only whether a version lies in a range that an advisory names.
 */

/** Packages of a lock file of version 2 or 3. `ships`: not for development alone. */
export function packagesOf(lock) {
  return Object.entries(lock.packages ?? {}).flatMap(([place, { version, name, dev, link }]) => {
    const at = place.lastIndexOf('node_modules/');
    if (at < 0 || link || !version) return [];
    return [{ name: name ?? place.slice(at + 'node_modules/'.length), version, ships: dev !== true }];
  });
}

/** Ids of the advisories that name a package's version; withdrawn ones are passed over. */
export function findKnown(packages, advisories) {
  const byName = new Map();
  for (const advisory of advisories) {
    if (advisory.withdrawn) continue;
    for (const affected of advisory.affected ?? []) {
      if (affected.package?.ecosystem !== 'npm') continue;
      const known = byName.get(affected.package.name) ?? [];
      byName.set(affected.package.name, [...known, { id: advisory.id, affected }]);
    }
  }
  return packages.flatMap((each) =>
    (byName.get(each.name) ?? [])
      .filter(({ affected }) => isAffected(each.version, affected))
      .map(({ id }) => ({ ...each, id })),
  );
}

function isAffected(version, { versions = [], ranges = [] }) {
  return (
    versions.includes(version) || ranges.some((range) => range.type === 'SEMVER' && isWithin(version, range.events))
  );
}

/** Events open and close ranges; the last one at or below the version decides. */
function isWithin(version, events = []) {
  const ordered = events
    .map((event) => ({
      at: event.introduced ?? event.fixed ?? event.last_affected,
      opens: event.introduced !== undefined,
      includes: event.last_affected !== undefined,
    }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => compareVersions(a.at, b.at));
  let inside = false;
  for (const { at, opens, includes } of ordered) {
    const order = compareVersions(version, at);
    if (order > 0 || (order === 0 && !includes)) inside = opens;
  }
  return inside;
}

/** By semver 2.0.0, 11: numbers, then a release after its pre-releases, these part by part. "0" is before everything. */
export function compareVersions(a, b) {
  if (a === b) return 0;
  if (a === '0' || b === '0') return a === '0' ? -1 : 1;
  const [[coreA, preA], [coreB, preB]] = [a, b].map((version) => {
    const [core, ...pre] = version.split('+')[0].split('-');
    return [core.split('.').map(Number), pre.join('-')];
  });
  for (let i = 0; i < 3; i++)
    if ((coreA[i] ?? 0) !== (coreB[i] ?? 0)) return (coreA[i] ?? 0) < (coreB[i] ?? 0) ? -1 : 1;
  if (preA === preB) return 0;
  if (preA === '' || preB === '') return preA === '' ? 1 : -1;
  return comparePreReleases(preA.split('.'), preB.split('.'));
}

function comparePreReleases(a, b) {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === undefined || b[i] === undefined) return a[i] === undefined ? -1 : 1;
    if (a[i] === b[i]) continue;
    const [numberA, numberB] = [a[i], b[i]].map((part) => /^\d+$/.test(part));
    if (numberA && numberB) return Number(a[i]) < Number(b[i]) ? -1 : 1;
    if (numberA !== numberB) return numberA ? -1 : 1;
    return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}
