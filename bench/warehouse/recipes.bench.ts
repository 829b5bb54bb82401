/**
 * The recipes of docs/scale.md on what is installed here: the same bytes from one process, from 2 and 16 parts, from xargs, GNU
 * parallel, a Slurm array (a cluster that `sinfo` knows) and Dask (Debian: parallel, slurm-wlm, python3-distributed), and after random kills.
 * `--series=N` (96), `--method=auto`, `--kills=N` (20), `--chdb=FOLDER`: where npm put the package `chdb`, for ClickHouse's `executable`.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom } from '#engine/random.ts';
import { buildEngine } from '../../scripts/build/build-engine.mjs';
import type { Benchmark } from '../run.ts';

const dask = `import subprocess, sys
from distributed import Client, LocalCluster
if __name__ == '__main__':
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    client = Client(cluster)
    command = sys.argv[1]
    run = lambda file: subprocess.run(command + ' < ' + file, shell=True, check=True).returncode
    client.gather(client.map(run, sys.argv[2:]))
    client.close(); cluster.close()
`;

const isHere = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore' }).status === 0;

const recipes: Benchmark = async (words) => {
  const word = (name: string, fallback: string): string =>
    words.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
  const folder = mkdtempSync(path.join(tmpdir(), 'debut-recipes-'));
  try {
    const engine = await buildEngine(folder);
    const series = path.join(folder, 'series.jsonl');
    writeFileSync(series, seriesText(Number(word('series', '96'))));
    const node = `${process.execPath} ${engine}`;
    const forecast = `${node} forecast-lines --digits 1 --h 8 --method ${word('method', 'ets')} --origins 1`;
    const shell = (command: string): void => void execFileSync('bash', ['-c', command], { cwd: folder, stdio: 'pipe' });
    shell(`${node} split-lines --digits 1 --out blocks < series.jsonl`);
    const blocks = readdirSync(path.join(folder, 'blocks')).sort();
    shell(
      `cat ${blocks.map((block) => `blocks/${block}`).join(' ')} > sorted.jsonl; ${forecast} --out whole < sorted.jsonl`,
    );
    const whole = contentsOf(path.join(folder, 'whole'));
    const figures: Record<string, string> = {};
    const compare = (name: string, run: () => void): void => {
      const out = path.join(folder, 'out');
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out);
      run();
      figures[name] = contentsOf(out) === whole ? `the same bytes, ${blocks.length} blocks` : 'OTHER BYTES';
    };
    for (const parts of [2, 16])
      compare(`${parts} parts`, () => {
        for (let part = 0; part < parts; part++) {
          const mine = blocks.filter((_, at) => at % parts === part).map((block) => `blocks/${block}`);
          if (mine.length > 0) shell(`cat ${mine.join(' ')} | ${forecast} --out out`);
        }
      });
    compare('xargs', () => shell(`ls blocks/* | xargs -P 2 -I{} sh -c '${forecast} --out out < {}'`));
    if (isHere('parallel', '--version'))
      compare('GNU parallel', () => shell(`parallel -j 2 --joblog log '${forecast} --out out < {}' ::: blocks/*`));
    if (isHere('sinfo', '--noheader'))
      compare('Slurm array', () =>
        shell(
          `ls blocks/* > list; sbatch --wait --array=1-${blocks.length} --output=/dev/null --wrap '${forecast} --out out < $(sed -n \${SLURM_ARRAY_TASK_ID}p list)'`,
        ),
      );
    writeFileSync(path.join(folder, 'on-dask.py'), dask);
    if (isHere('/usr/bin/python3', '-c', 'import distributed'))
      compare('Dask', () => shell(`/usr/bin/python3 on-dask.py '${forecast} --out out' blocks/*`));
    const chdb = word('chdb', '');
    if (chdb !== '') {
      const lines = blocks.map((block) => readFileSync(path.join(folder, 'whole', block), 'utf8')).join('');
      const isSame = askClickhouse(chdb, folder, forecast) === lines;
      figures['ClickHouse executable'] = isSame ? `the same bytes, ${blocks.length} blocks` : 'OTHER BYTES';
    }
    await killed(compare, folder, forecast, Number(word('kills', '20')), figures);
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** One run killed at random times; what was done stays untouched, and the last run ends with the same bytes. */
async function killed(
  compare: (name: string, run: () => void) => void,
  folder: string,
  forecast: string,
  kills: number,
  figures: Record<string, string>,
): Promise<void> {
  const { next } = createRandom(7);
  const out = path.join(folder, 'killed');
  let hit = 0;
  let again = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = timesOf(out);
    const child = spawn('bash', ['-c', `exec ${forecast} --out killed < sorted.jsonl`], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    setTimeout(() => child.kill('SIGKILL'), 200 + next() * 1500);
    if ((await ended) === 'SIGKILL') hit++;
    const after = timesOf(out);
    for (const [file, time] of before) if (after.get(file) !== time) again++;
    // Every fourth time all is begun anew, or there would soon be nothing left to kill.
    if (kill % 4 === 3) rmSync(out, { recursive: true, force: true });
  }
  compare(`after ${hit} kills (${again} finished blocks made again)`, () => {
    execFileSync(
      'bash',
      ['-c', `mkdir -p killed; cp -p killed/*.jsonl out/ 2>/dev/null; ${forecast} --out out < sorted.jsonl`],
      { cwd: folder },
    );
  });
  figures['finished blocks made again after a kill'] = String(again);
}

/** The answers of a query that pipes a table of series, in no order, through the engine. */
function askClickhouse(chdb: string, folder: string, forecast: string): string {
  const home = path.join(folder, 'clickhouse');
  mkdirSync(path.join(home, 'user_scripts'), { recursive: true });
  writeFileSync(path.join(home, 'user_scripts/debut.sh'), `#!/bin/sh\nexec ${forecast}\n`, { mode: 0o755 });
  const { Session } = createRequire(path.resolve(chdb, 'package.json'))('chdb') as {
    readonly Session: new (folder: string) => { query(sql: string, format: string): string; cleanup(): void };
  };
  const session = new Session(home);
  try {
    session.query('CREATE TABLE series (line String) ENGINE = Memory', 'Null');
    const from = `file('${path.join(folder, 'series.jsonl')}', LineAsString, 'line String')`;
    session.query(`INSERT INTO series SELECT line FROM ${from} ORDER BY cityHash64(line)`, 'Null');
    const id = `JSONExtractString(line, 'id')`;
    const sorted = `SELECT line FROM series ORDER BY substring(lower(hex(MD5(${id}))), 1, 1), toUInt32(substring(${id}, 3))`;
    const limit = 'SETTINGS command_read_timeout = 600000';
    return session.query(
      `SELECT * FROM executable('debut.sh', TabSeparatedRaw, 'line String', (${sorted}), ${limit})`,
      'TabSeparatedRaw',
    );
  } finally {
    session.cleanup();
  }
}

function timesOf(folder: string): Map<string, number> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return new Map(files.map((file) => [file, statSync(path.join(folder, file)).mtimeMs]));
}

function contentsOf(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return files
    .sort()
    .map((file) => `${file}\n${readFileSync(path.join(folder, file), 'utf8')}`)
    .join('');
}

function seriesText(count: number): string {
  const random = createRandom(count);
  const lines = Array.from({ length: count }, (_, k) => {
    const level = 5 + random.next() * 60;
    const values = Array.from({ length: 104 }, (_value, t) =>
      Math.max(0, Math.round(level * (1 + 0.3 * Math.sin(t / 8.3)) + random.normal() * Math.sqrt(level))),
    );
    return JSON.stringify({ id: `P-${k}`, start: '2024-01-01', values });
  });
  return `${lines.join('\n')}\n`;
}

export default recipes;
