import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isWhole } from '#engine/monitor/checksum-plan.ts';
import { createFreeControl } from '#workers/job-control.ts';
import type { ProjectContents } from '#workers/project/contract.ts';
import { handlers } from '#workers/project/handlers.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const keptFiles = readdirSync(folder);

type Read = ProjectContents<Uint8Array<ArrayBuffer>>;

const open = (bytes: Uint8Array<ArrayBuffer>): Promise<Read> =>
  handlers.readProject({ file: new Blob([bytes]) }, createFreeControl());

async function write(contents: Read): Promise<Uint8Array<ArrayBuffer>> {
  const rows = contents.rows.map((row) => ({ ...row, bytes: new Blob([row.bytes]) }));
  return (await handlers.writeProject({ ...contents, rows }, createFreeControl())).bytes;
}

const kept = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path.join(folder, name)));

// biome-ignore lint/suspicious/noExplicitAny: parts are unknown to a reader of files; the test looks at what it knows
const part = ({ parts }: Read, key: string): any => parts.find((each) => each.key === key)?.value;

describe('project files kept from earlier versions', () => {
  it.each(keptFiles)('%s opens in today’s shape', async (name) => {
    const contents = await open(kept(name));
    expect(contents.parts.map(({ key }) => key)).toEqual(expect.arrayContaining(['settings', 'dataset', 'plan']));
  });

  it('the first one has the plan that it was saved with, and what was added since in its first state', async () => {
    const contents = await open(kept('2026-11-26.debut'));
    expect(contents.name).toBe('示例');
    // The same in the format that tells columns by each other.
    expect(await open(kept('2026-11-26-columns.debut'))).toStrictEqual(contents);
    const plan = part(contents, 'plan');
    expect(plan.current.weeks.slice(0, 6)).toEqual([9, 9, 25, 25, 11, 9]);
    expect(plan.current.reading.figures.profit).toBeCloseTo(665339.007019, 5);
    expect(plan.owners).toEqual({});
    expect(part(contents, 'settings')).toEqual({ step: 'report', horizonWeeks: 13, seed: 20251111, pinned: [] });
    expect(part(contents, 'report')).toMatchObject({ title: '首批计划', omitted: [], carriesProject: true });
    // The contest of networks had another shape: it is held again, under the same wishes.
    expect(part(contents, 'training')).toMatchObject({ job: { status: 'idle' }, choices: { network: 'tuned' } });
    expect(part(contents, 'dataset').dataset.panel.units).toBeInstanceOf(Float64Array);
  });
});

describe('a project file of the last version before the names of today', () => {
  it('has everything that it was saved with, under the names of today', async () => {
    const contents = await open(kept('2026-11-28.debut'));
    const { current, saved, job } = part(contents, 'plan');
    expect(saved[0]).toMatchObject({ name: 'cautious', upperBound: 700_000, weeks: current.weeks });
    expect(saved[0].reading.notSelected).toHaveLength(1);
    expect(job.result.baseline?.notSelected ?? []).toBeInstanceOf(Array);
    expect(part(contents, 'candidates').choices.preferences).toHaveLength(1);
    const trained = part(contents, 'training').job.result;
    expect(trained.externalModels.map(({ method }: { method: string }) => method)).toEqual(['mlp', 'lstm']);
    expect(part(contents, 'explore').query.filter).toEqual({ attributes: [{ name: '材质', value: '棉' }] });
    expect(part(contents, 'dataset').held).toBe(true);
    expect(part(contents, 'calendar-file').revision).toBe(2);
    const [version] = part(contents, 'monitor').versions;
    expect(isWhole(version.plan)).toBe(true);
    expect(version.stock[0].onHand).toBe(12);
  });
});

describe('a project file', () => {
  it('comes back equal in every number and name, with the raw files where they were wanted', async () => {
    const contents = await open(kept(keptFiles[0]));
    const bytes = new TextEncoder().encode('日期,商品\n2026-01-05,杯\n'.repeat(500));
    const rows = ['销售.csv', '销售.csv.gz'].map((name, i) => ({ name, id: `id ${i}`, bytes }));
    const whole: Read = { ...contents, rows };
    const file = await write(whole);
    expect(await open(file)).toStrictEqual(whole);
    expect(await write(await open(file))).toEqual(file);
  });

  it('takes less than three quarters of what it took when its columns were written out', async () => {
    const old = kept('2026-11-26.debut');
    expect((await write(await open(old))).length).toBeLessThan(0.72 * old.length);
  });

  it('tells how far it is, and stops when asked to', async () => {
    const done: number[] = [];
    await handlers.readProject(
      { file: new Blob([kept(keptFiles[0])]) },
      createFreeControl((progress) => done.push(progress.done)),
    );
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    const stopped = { ...createFreeControl(), cancelled: () => true };
    await expect(handlers.readProject({ file: new Blob([kept(keptFiles[0])]) }, stopped)).rejects.toThrow();
  });

  it('holds names of any kind as they are', async () => {
    const contents = await open(kept(keptFiles[0]));
    const nasty = ['<script>alert(1)</script>', '\u202egnp.exe\u0000\u0007', '长'.repeat(10_000), '=1+1', '\ud800'];
    const dataset = part(contents, 'dataset');
    dataset.dataset.candidates = nasty.map((name, i) => ({
      ...dataset.dataset.candidates[i],
      name,
      attributes: JSON.parse('{"__proto__": "x", "constructor": "y", "toString": "z"}'),
    }));
    const back = part(await open(await write(contents)), 'dataset').dataset.candidates;
    // A half of a character has no UTF-8: JSON writes it by its number, so that even that is kept.
    expect(back.map(({ name }: { name: string }) => name)).toEqual(nasty);
    expect(Object.keys(back[0].attributes)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});
