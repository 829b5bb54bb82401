import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compareVersions, findKnown, packagesOf } from './known-advisories.mjs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const advisory = (name: string, ...events: Record<string, string>[]) => ({
  ...{ id: `TEST-${name}`, affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }] },
});

it('orders versions as semver does', () => {
  // The example of semver.org, 11, and what surrounds it.
  const ordered = '0 0.0.1 0.9.10 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11'
    .concat(' 1.0.0-rc.1 1.0.0 1.2.0 1.10.0 2.0.0')
    .split(' ');
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
  expect(compareVersions('1.0.0+build', '1.0.0')).toBe(0);
});

it('reads every package of the lock file, those that ship apart', () => {
  const packages = packagesOf(lock);
  expect(packages.length).toBeGreaterThan(300);
  expect(packages.find(({ name }) => name === 'react')).toMatchObject({ ships: true });
  expect(packages.find(({ name }) => name === 'vitest')).toMatchObject({ ships: false });
  expect(packages.every(({ name }) => !name.includes('node_modules'))).toBe(true);
});

it('finds a version within a range, and none beside it', () => {
  const packages = [{ name: 'x', version: '1.4.2', ships: true }];
  const finds = (...events: Record<string, string>[]): boolean =>
    findKnown(packages, [advisory('x', ...events)]).length > 0;
  expect(finds({ introduced: '0' })).toBe(true);
  expect(finds({ introduced: '0' }, { fixed: '1.4.2' })).toBe(false);
  expect(finds({ introduced: '0' }, { fixed: '1.4.3' })).toBe(true);
  expect(finds({ introduced: '1.4.2' }, { last_affected: '1.4.2' })).toBe(true);
  expect(finds({ introduced: '0' }, { last_affected: '1.4.1' })).toBe(false);
  expect(finds({ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '1.4.0' }, { fixed: '1.5.0' })).toBe(true);
  expect(findKnown(packages, [{ ...advisory('x', { introduced: '0' }), withdrawn: '2026-01-01' }])).toEqual([]);
  expect(findKnown(packages, [advisory('y', { introduced: '0' })])).toEqual([]);
  const listed = { id: 'T', affected: [{ package: { ecosystem: 'npm', name: 'x' }, versions: ['1.4.2'] }] };
  expect(findKnown(packages, [listed])).toHaveLength(1);
});

it('the command says what a folder of advisories knows, and that an empty one knows nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'advisories-'));
  const audit = () => spawnSync('node', ['scripts/audit.mjs', '--advisories', folder], { encoding: 'utf8' });
  expect(audit().status).toBe(2);
  writeFileSync(path.join(folder, 'a.json'), JSON.stringify(advisory('no-such-package', { introduced: '0' })));
  expect(audit()).toMatchObject({ status: 0 });
  writeFileSync(path.join(folder, 'b.json'), JSON.stringify(advisory('react', { introduced: '0' })));
  const found = audit();
  expect(found.status).toBe(1);
  expect(found.stderr).toContain('TEST-react');
  rmSync(folder, { recursive: true });
});
