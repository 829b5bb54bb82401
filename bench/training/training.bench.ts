/**
 * Speed of a training step: Debut's kernel against stock tf.layers and, where python3-torch is installed, PyTorch on one
 * thread, with all of the processor's vectors and with narrower ones; in Node (plain and relaxed SIMD, one and two threads)
 * and, where a Chromium is installed, in a page, with stock WebGL beside it. Of WebGL also the draws a step and the CPU
 * time of issuing them, stock and our programs.
 * Rounds of all contestants alternate; the least of the rounds counts, CPU time summed over all processes and wall time.
 * `--quick` takes a small network alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { chromium, type Page } from '@playwright/test';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from '@tensorflow/tfjs-core';
import { build } from 'vite';
import type { HelperSource } from '#learning/wasm/gradient-team.ts';
import type { KernelVariant } from '#learning/wasm/kernel.ts';
import { createWasmFactory } from '#learning/wasm/wasm-executor.ts';
import { nodeHelpers } from '../../scripts/engine/node-helpers.ts';
import type { Benchmark } from '../run.ts';
import type { PageFiles, PageTrainer, TrainingPage } from './training-page.ts';
import { executorTrainer, type Shape, startBackend, stockTrainer } from './training-workload.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const tfjsWasm = path.join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
const reference: Shape = { units: 128, steps: 30, features: 4, rows: 32 };
const shapes: readonly Shape[] = [
  reference,
  { units: 128, steps: 26, features: 4, rows: 256 },
  { units: 64, steps: 26, features: 4, rows: 256 },
];
/** What `--quick` takes: it shows that everything runs. */
const smallest: Shape = { units: 16, steps: 6, features: 4, rows: 32 };
const rounds = 5;

function readKernelFile(variant: KernelVariant): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(path.join(root, `src/learning/wasm/build/training-${variant}.wasm`)));
}

interface Forecaster {
  readonly name: string;
  /** Steps in a round. */
  readonly updates: number;
  run(updates: number): Promise<unknown>;
  /** CPU milliseconds used so far. */
  cpu(): number;
  dispose(): void;
}

interface Milliseconds {
  cpu: number;
  wall: number;
}

const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Least milliseconds a step over the rounds, after a round to warm up. */
async function race(contestants: readonly Forecaster[]): Promise<Map<string, Milliseconds>> {
  const best = new Map<string, Milliseconds>();
  for (const { run, updates } of contestants) await run(updates);
  for (let round = 0; round < rounds; round++) {
    for (const { name, updates, run, cpu } of contestants) {
      const [cpuBefore, wallBefore] = [cpu(), performance.now()];
      await run(updates);
      const wall = (performance.now() - wallBefore) / updates;
      const used = (cpu() - cpuBefore) / updates;
      const least = best.get(name);
      best.set(name, { cpu: Math.min(used, least?.cpu ?? used), wall: Math.min(wall, least?.wall ?? wall) });
    }
  }
  for (const { dispose } of contestants) dispose();
  return best;
}

function stepsFor(shape: Shape, milliseconds: number): number {
  const size = (shape.units / 128) ** 2 * (shape.steps / 30) * (shape.rows / 32);
  return Math.max(1, Math.round(milliseconds / (size * 30)));
}

async function inNode(shape: Shape, withStock: boolean): Promise<Map<string, Milliseconds>> {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const contestants: Forecaster[] = [];
  const add = async (name: string, variant: KernelVariant, helpers?: HelperSource): Promise<void> => {
    const factory = createWasmFactory(async () => readKernelFile(variant), variant, helpers);
    const trainer = await executorTrainer(factory, shape);
    contestants.push({ name, updates: stepsFor(shape, 600), ...trainer, cpu: ownCpu });
  };
  await add('simd', 'simd');
  await add('relaxed-simd', 'relaxed-simd');
  await add('relaxed-simd, 2 threads', 'relaxed-simd', nodeHelpers(1));
  if (withStock) {
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths(`${tfjsWasm}/`);
    await startBackend('wasm');
    contestants.push({ name: 'stock-wasm', updates: 1, ...stockTrainer(shape), cpu: ownCpu });
  }
  return race(contestants);
}

/**
 * Widest vectors that oneDNN, which computes PyTorch's LSTM, may use: 128 bits are what WebAssembly has, 256 what a laptop
 * has; without a limit it takes all that the processor offers.
 */
const vectorLimits = { SSE41: '128-bit vectors', AVX2: '256-bit vectors' } as const;

/** Null where PyTorch is not installed. */
function torch(shape: Shape, vectors?: keyof typeof vectorLimits): Milliseconds | null {
  const python = '/usr/bin/python3';
  if (!existsSync(python)) return null;
  const words = [shape.units, shape.steps, shape.features, shape.rows, stepsFor(shape, 400), rounds].map(String);
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const environment = { ...process.env, ...(vectors ? { ONEDNN_MAX_CPU_ISA: vectors } : {}) };
    const options = { encoding: 'utf8' as const, stdio, env: environment };
    const text = execFileSync(python, [path.join(here, 'torch-lstm.py'), ...words], options);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number));
    return { cpu: Math.min(...lines.map(([cpu]) => cpu)), wall: Math.min(...lines.map(([, wall]) => wall)) };
  } catch {
    return null;
  }
}

/** CPU milliseconds of a process and all below it (Linux; ticks of 10 ms). */
function treeCpu(root: number): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        return [];
      }
    });
  const below = (pid: number): number =>
    stats.reduce((sum, { parent, pid: child }) => (parent === pid ? sum + below(child) : sum), own(pid));
  const own = (pid: number): number => stats.find((stat) => stat.pid === pid)?.ticks ?? 0;
  return below(root) * 10;
}

async function bundlePage(): Promise<string> {
  const result = await build({
    ...{ root, configFile: false, logLevel: 'silent' as const },
    build: {
      ...{ write: false, minify: false },
      rolldownOptions: { input: path.join(here, 'training-page.ts'), output: { format: 'iife' } },
    },
  });
  const [{ output }] = [result].flat() as unknown as { output: { code: string }[] }[];
  return output[0].code;
}

interface InChromium {
  readonly times: Map<string, Milliseconds>;
  /** Draw calls of a step; without stock contestants none. */
  readonly draws: Readonly<Partial<Record<PageTrainer, number>>>;
}

/** Null where there is no Chromium, or no /proc to count CPU time by. */
async function inChromium(withStock: boolean, shape: Shape): Promise<InChromium | null> {
  const executablePath = process.env.DEBUT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath) || !existsSync('/proc/self/stat')) return null;
  const server = await chromium.launchServer({ executablePath });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const code = await bundlePage();
    const address = (file: Buffer): string => `data:application/wasm;base64,${file.toString('base64')}`;
    const files: PageFiles = {
      kernels: { simd: address(readKernelFile('simd')), 'relaxed-simd': address(readKernelFile('relaxed-simd')) },
      tfjsWasm: address(readFileSync(path.join(tfjsWasm, 'tfjs-backend-wasm-simd.wasm'))),
    };
    const open = async (kind: PageTrainer): Promise<Page> => {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code });
      await page.evaluate(
        (input) => (globalThis as unknown as { trainingPage: TrainingPage }).trainingPage.start(...input),
        [kind, shape, files] as const,
      );
      return page;
    };
    const contestant = (name: string, page: Page, updates: number): Forecaster => ({
      ...{ name, updates },
      run: (count) =>
        page.evaluate(
          (asked) => (globalThis as unknown as { trainingPage: TrainingPage }).trainingPage.run(asked),
          count,
        ),
      cpu: () => treeCpu(server.process().pid!),
      dispose: () => {},
    });
    const kernel = contestant('kernel', await open('kernel'), stepsFor(shape, 2000));
    if (!withStock) return { times: await race([kernel]), draws: {} };
    const stock = [
      contestant('stock-wasm', await open('stock-wasm'), 2),
      contestant('stock-webgl', await open('stock-webgl'), 1),
    ];
    const times = await race([kernel, ...stock]);
    const draws: Partial<Record<PageTrainer, number>> = {};
    const dispatch: Forecaster[] = [];
    for (const kind of ['webgl', 'stock-webgl'] as const) {
      const page = await open(kind);
      draws[kind] = await page.evaluate(() =>
        (globalThis as unknown as { trainingPage: TrainingPage }).trainingPage.drawsOfStep(),
      );
      dispatch.push(contestant(`${kind}, dispatch alone`, page, 10));
    }
    return { times: new Map([...times, ...(await race(dispatch))]), draws };
  } finally {
    await server.close();
  }
}

function nameOf(shape: Shape): string {
  return `2 x ${shape.units} units, ${shape.steps} steps, ${shape.features} features, batch ${shape.rows}`;
}

const benchmark: Benchmark = async (words) => {
  const quick = words.includes('--quick');
  env().set('PROD', true);
  const figures: Record<string, number | string> = {};
  const show = (value: number): number => Number(value.toPrecision(3));
  const print = (name: string, { cpu, wall }: Milliseconds): void => {
    console.log(`  ${name.padEnd(28)} ${cpu.toFixed(1)} ms CPU, ${wall.toFixed(1)} ms wall a step`);
  };
  for (const shape of quick ? [smallest] : shapes) {
    const key = `${shape.units}u${shape.steps}s${shape.rows}b`;
    console.log(nameOf(shape));
    const full = shape === reference || quick;
    const node = await inNode(shape, full);
    const pytorch = torch(shape);
    const chromiumFound = await inChromium(full, shape);
    const page = chromiumFound?.times;
    for (const [name, time] of node) print(`node ${name}`, time);
    for (const [name, time] of page ?? []) print(`chromium ${name}`, time);
    if (pytorch) print('pytorch, one thread', pytorch);
    figures[`training.${key}.simd.cpu-ms`] = show(node.get('simd')!.cpu);
    figures[`training.${key}.relaxed.cpu-ms`] = show(node.get('relaxed-simd')!.cpu);
    const ratio = (name: string, slow: Milliseconds | undefined, fast: Milliseconds | undefined): void => {
      if (!slow || !fast) return;
      figures[`training.${key}.${name}.cpu-ratio`] = show(slow.cpu / fast.cpu);
      figures[`training.${key}.${name}.wall-ratio`] = show(slow.wall / fast.wall);
    };
    ratio('stock-wasm-to-simd', node.get('stock-wasm'), node.get('simd'));
    ratio('stock-wasm-to-relaxed', node.get('stock-wasm'), node.get('relaxed-simd'));
    ratio('chromium-stock-wasm-to-kernel', page?.get('stock-wasm'), page?.get('kernel'));
    ratio('chromium-stock-webgl-to-kernel', page?.get('stock-webgl'), page?.get('kernel'));
    ratio('one-to-two-threads', node.get('relaxed-simd'), node.get('relaxed-simd, 2 threads'));
    ratio('relaxed-to-pytorch', node.get('relaxed-simd'), pytorch ?? undefined);
    ratio('two-threads-to-pytorch', node.get('relaxed-simd, 2 threads'), pytorch ?? undefined);
    ratio('chromium-kernel-to-pytorch', page?.get('kernel'), pytorch ?? undefined);
    for (const [vectors, words] of pytorch ? Object.entries(vectorLimits) : []) {
      const narrower = torch(shape, vectors as keyof typeof vectorLimits);
      if (!narrower) continue;
      print(`pytorch, ${words}`, narrower);
      ratio(`chromium-kernel-to-pytorch-${vectors.toLowerCase()}`, page?.get('kernel'), narrower);
    }
    const { webgl: draws, 'stock-webgl': stockDraws } = chromiumFound?.draws ?? {};
    if (draws && stockDraws) {
      figures[`training.${key}.webgl.draws`] = draws;
      figures[`training.${key}.stock-webgl.draws`] = stockDraws;
      figures[`training.${key}.webgl.draws-ratio`] = show(stockDraws / draws);
      ratio('webgl.dispatch', page?.get('stock-webgl, dispatch alone'), page?.get('webgl, dispatch alone'));
    }
    if (!pytorch) figures['training.pytorch'] = 'not installed';
    if (!page) figures['training.chromium'] = 'not installed';
  }
  return figures;
};

export default benchmark;
