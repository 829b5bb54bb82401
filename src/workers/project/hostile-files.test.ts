import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/project/handlers.ts';
import { ZipReader } from '#workers/project/internal/zip-archive.ts';

const kept = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, 'fixtures', name)));
const good = kept('2026-11-26.debut');
/** The same project in the format that tells columns by each other. */
const told = kept('2026-11-26-columns.debut');

/** How the reader ends: `read`, or the code of the refusal with the part that it names. */
async function end(bytes: Uint8Array | string): Promise<string> {
  const file = new Blob([bytes as BlobPart]);
  try {
    await handlers.readProject({ file }, createFreeControl());
    return 'read';
  } catch (error) {
    if (!(error instanceof JobRefused)) throw error;
    return [error.code, error.params.part ?? error.params.app].filter(Boolean).join(' ');
  }
}

/** Sets what stands at a path. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a hand writes into a file
function set(root: any, at: readonly (string | number)[], value: unknown): void {
  const parent = at.slice(0, -1).reduce((node, key) => node[key], root);
  parent[at[at.length - 1]] = value;
}

type Entries = Record<string, Uint8Array>;

/** The good file with entries changed and everything else right. */
function changed(change: (entries: Entries) => void, whole = good): Uint8Array {
  const entries: Entries = unzipSync(whole);
  change(entries);
  const { mimetype, ...others } = entries;
  return zipSync({ ...(mimetype ? { mimetype: [mimetype, { level: 0 }] } : {}), ...others } as Zippable);
}

/** A JSON entry changed in place. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a hand writes into a file
const withJson = (name: string, change: (content: any) => unknown): Uint8Array =>
  changed((entries) => {
    const content = JSON.parse(strFromU8(entries[name]));
    entries[name] = strToU8(JSON.stringify(change(content) ?? content));
  });

describe('what is no project', () => {
  it.each([
    ['nothing', ''],
    ['text', 'date,units\n2026-01-05,3\n'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['another archive', zipSync({ 'a.txt': strToU8('x') })],
    ['the mark alone', 'PK\u0003\u0004'],
    ['an archive with the type further down', zipSync({ 'a.txt': strToU8('x'), mimetype: unzipSync(good).mimetype })],
  ])('%s is not recognised', async (_name, bytes) => {
    expect(await end(bytes)).toBe('project-not-recognised');
  });
});

describe('what was cut off or damaged', () => {
  it('is said at every length', async () => {
    for (let share = 0.02; share < 1; share += 0.06) {
      expect(await end(good.subarray(0, Math.floor(good.length * share)))).toMatch(/^project-damaged/);
    }
  });

  it.each([
    [
      'a part taken out of the manifest: its columns would be taken for those of others',
      changed((entries) => {
        const manifest = JSON.parse(strFromU8(entries['manifest.json']));
        manifest.parts = manifest.parts.filter(({ key }: { key: string }) => !['plan', 'report'].includes(key));
        entries['manifest.json'] = strToU8(JSON.stringify(manifest));
      }, told),
      'columns',
    ],
    ['a part that is missing', changed((entries) => delete entries['parts/plan.json']), 'parts/plan.json'],
    ['numbers that are missing', changed((entries) => delete entries['parts/dataset.bin']), 'dataset'],
    ['no manifest', changed((entries) => delete entries['manifest.json']), 'manifest.json'],
    ['a manifest that is no text', changed((e) => (e['manifest.json'] = Uint8Array.of(0xff, 0xfe))), 'manifest'],
    ['a part named twice', withJson('manifest.json', (m) => void m.parts.push(m.parts[0])), 'manifest'],
    ['no data', withJson('manifest.json', (m) => void m.parts.splice(1, 1)), 'dataset'],
    [
      'a raw file that is not there',
      withJson('manifest.json', (m) => void m.rows.push({ name: 'x', id: 'y' })),
      'rows/0',
    ],
    ['another shape', withJson('parts/plan.json', () => ({ settings: 1 })), 'plan'],
    ['a plan for other products', withJson('parts/plan.json', (p) => void p.present.weeks.pop()), 'plan'],
    ['a week beyond the calendar', withJson('parts/plan.json', (p) => set(p, ['present', 'weeks', 0], 26)), 'plan'],
    [
      'a category that is not there',
      withJson('parts/dataset.json', (d) => set(d, ['dataset', 'panel', 'products', 0, 'category'], 99)),
      'dataset',
    ],
    ['a horizon of a billion weeks', withJson('parts/settings.json', (s) => set(s, ['horizonWeeks'], 1e9)), 'settings'],
    [
      'a hundred million scenarios',
      withJson('parts/plan.json', (p) => set(p, ['present', 'instance', 'scenarios', 'count'], 1e8)),
      'plan',
    ],
    [
      'nesting without end',
      changed((e) => (e['parts/plan.json'] = strToU8(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))),
      'plan',
    ],
    ['a path for a part', withJson('manifest.json', (m) => set(m, ['parts', 0, 'key'], '../../settings')), '0.1.0'],
  ])('%s', async (_name, bytes, part) => {
    expect(await end(bytes)).toMatch(part === '0.1.0' ? 'project-newer 0.1.0' : `project-damaged ${part}`);
  });

  it('a prototype stays what it is', async () => {
    const attack = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}';
    for (const name of ['parts/plan.json', 'parts/settings.json', 'manifest.json']) {
      await end(changed((entries) => (entries[name] = strToU8(attack))));
      await end(withJson(name, (content) => ({ ...content, ...JSON.parse(attack) })));
    }
    expect('polluted' in {}).toBe(false);
  });
});

describe('columns that a hand has told', () => {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a hand writes into a file
  const withDirectory = (change: (directory: any[]) => unknown): Uint8Array =>
    changed((entries) => {
      const name = 'columns/directory.json';
      const content = JSON.parse(strFromU8(entries[name]));
      entries[name] = strToU8(JSON.stringify(change(content) ?? content));
    }, told);
  const firstOf = (kind: string, change: (coded: unknown[]) => void): Uint8Array =>
    withDirectory((directory) => void change(directory.find((coded) => coded[1] === kind)));

  it.each([
    ['none', changed((entries) => delete entries['columns/directory.json'], told)],
    ['no list', withDirectory(() => ({ length: 9 }))],
    ['one too few', withDirectory((directory) => void directory.pop())],
    ['one that is no column', withDirectory((directory) => void directory.splice(3, 1, 'raw'))],
    ['an unknown coding', firstOf('raw', (coded) => void coded.splice(1, 1, 'constructor'))],
    ['an unknown formula', firstOf('near', (coded) => void coded.splice(2, 1, '__proto__'))],
    ['a formula of itself', firstOf('near', (coded) => void coded.splice(3, 1, 0))],
    ['a piece of a column to come', firstOf('part', (coded) => void coded.splice(2, 1, -1))],
    ['a piece beyond the end', firstOf('part', (coded) => void coded.splice(3, 1, 1e6))],
    ['a division by nothing', firstOf('whole', (coded) => void coded.splice(2, 1, 0))],
    ['more numbers than there are', firstOf('raw', (coded) => void coded.splice(0, 1, 1e6))],
    ['a length below zero', firstOf('raw', (coded) => void coded.splice(0, 1, -1))],
    ['whole numbers cut off', changed((e) => (e['columns/integers'] = e['columns/integers'].slice(0, 99)), told)],
    ['half a double', changed((e) => (e['columns/doubles'] = e['columns/doubles'].slice(0, 99)), told)],
  ])('%s are refused', async (_name, bytes) => {
    expect(await end(bytes)).toMatch(/^project-damaged/);
  });

  it('cannot ask for more memory than a project has', async () => {
    const before = process.memoryUsage().arrayBuffers;
    // Told in a few bytes, and a billion numbers long: by one column, and by many that repeat one.
    expect(await end(firstOf('whole', (coded) => void coded.splice(0, 1, 1e9)))).toMatch(/^project-damaged/);
    const repeats = withDirectory((directory) => {
      const length = 1e6;
      directory.splice(0, directory.length, [length, 'whole', 1, 'none', 0]);
      for (let i = 0; i < 6000; i++) directory.push([length, 'part', 1, 0]);
    });
    expect(await end(repeats)).toMatch(/^project-damaged/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400e6);
  });
});

describe('what a newer Debut has saved', () => {
  it('is said with its version', async () => {
    expect(await end(withJson('manifest.json', (m) => ({ ...m, format: 3, app: '9.1.0' })))).toBe(
      'project-newer 9.1.0',
    );
    expect(await end(withJson('manifest.json', () => ({ format: 4 })))).toBe('project-newer ?');
    expect(await end(withJson('manifest.json', (m) => set(m, ['parts', 2, 'version'], 99)))).toBe(
      'project-newer 0.1.0',
    );
    expect(await end(withJson('manifest.json', (m) => void m.parts.push({ key: 'tomorrow', version: 1 })))).toBe(
      'project-newer 0.1.0',
    );
  });
});

describe('what unpacks to far more', () => {
  /** A part of so many zeros, a thousandth of it packed. */
  const bomb = (size: number): Uint8Array =>
    changed((entries) => {
      entries['parts/dataset.bin'] = new Uint8Array(size);
    });

  it('is refused by what it claims, before memory is taken', async () => {
    const bytes = bomb(1000);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
    }
    const before = process.memoryUsage().arrayBuffers;
    expect(await end(bytes)).toMatch(/^project-(damaged|too-large)/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });

  it('is refused where it unpacks to more than it claims', async () => {
    const bytes = bomb(5_000_000);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at++) {
      if (view.getUint32(at, true) !== 0x02014b50 || view.getUint32(at + 24, true) !== 5_000_000) continue;
      view.setUint32(at + 24, 4000, true);
    }
    expect(await end(bytes)).toMatch(/^project-damaged/);
  });

  it('counts against one limit for everything', () => {
    const archive = zipSync({ a: new Uint8Array(600), b: new Uint8Array(600) });
    const reader = new ZipReader(archive, 1000);
    expect(reader.read('a')).toHaveLength(600);
    expect(() => reader.read('b')).toThrow(JobRefused);
  });
});

describe('a copy of what is stored', () => {
  const copy = async (parts: readonly { key: string; version?: number; value: unknown }[]): Promise<Uint8Array> => {
    const {
      app,
      name,
      savedAt,
      parts: own,
    } = await handlers.readProject({ file: new Blob([told as BlobPart]) }, createFreeControl());
    const others = own.filter(({ key }) => !parts.some((part) => part.key === key));
    const contents = { app, name, savedAt, rows: [], parts: [...others, ...parts] };
    return (await handlers.copyStored(contents, createFreeControl())).bytes;
  };

  it('holds what a newer version stored, as that stored it', async () => {
    const bytes = await copy([{ key: 'plan', version: 99, value: { of: 'tomorrow' } }]);
    expect(strFromU8(unzipSync(bytes)['parts/plan.json'])).toContain('"of":"tomorrow"');
    expect(await end(bytes)).toMatch(/^project-newer/);
  });

  it('holds what is damaged, and leaves out what no file can hold', async () => {
    const itself: { self?: unknown } = {};
    itself.self = itself;
    const bytes = await copy([
      { key: 'plan', value: { job: 'weird' } },
      { key: 'demand', value: new Date() },
      { key: 'trends', value: itself },
    ]);
    const names = Object.keys(unzipSync(bytes));
    expect(names).toContain('parts/plan.json');
    expect(names).not.toContain('parts/demand.json');
    expect(names).not.toContain('parts/trends.json');
    expect(await end(bytes)).toBe('project-damaged plan');
  });
});
