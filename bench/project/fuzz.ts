import { zlibSync } from 'fflate';
import { createRandom } from '#engine/random.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/project/handlers.ts';
import { damageBytes, damageStructure, pdfByHand } from './damage-project.ts';

/** How a run of damaged files ended; any entry of `faults` is a bug, with the seed that shows it. */
export interface ProjectFuzzOutcome {
  /** `read`, or the code of the refusal. */
  readonly ends: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

/** Processor time that one file may take: ten times what the undamaged one does. */
const mostMs = 5000;

/**
 * Opens damaged copies of a project file and of a PDF that carries one, by turns: bytes damaged, and values changed under
 * right checksums. Must hold: what comes back is whole and can be saved and read again, or it is a refusal that has words;
 * nothing else is thrown, nothing takes long, no prototype is touched.
 */
export async function fuzzProject(
  project: Uint8Array,
  pdf: Uint8Array,
  cases: number,
  seed: number,
): Promise<ProjectFuzzOutcome> {
  const ends: Record<string, number> = {};
  const faults: string[] = [];
  let slowestMs = 0;
  for (let number = 0; number < cases; number++) {
    const name = `seed ${seed + number}`;
    const bytes = damagedFile(number, seed + number, project, pdf);
    const started = processorMs();
    const end = await openOnce(bytes);
    ends[end.code] = (ends[end.code] ?? 0) + 1;
    if (end.fault) faults.push(`${name}: ${end.fault}`);
    const took = processorMs() - started;
    slowestMs = Math.max(slowestMs, took);
    if (took > mostMs) faults.push(`${name}: took ${Math.round(took)} ms`);
  }
  if ('polluted' in {}) faults.push('a prototype was changed');
  return { ends, faults, slowestMs };
}

function damagedFile(number: number, seed: number, project: Uint8Array, pdf: Uint8Array): Uint8Array {
  const random = createRandom(seed);
  switch (number % 4) {
    case 0:
      return damageBytes(random, project);
    case 1:
      return damageBytes(random, pdf);
    case 2:
      return damageStructure(random, project);
    default: {
      const carried = damageStructure(random, project);
      return pdfByHand(carried, random.below(2) === 0 ? zlibSync(carried, { level: 1 }) : null);
    }
  }
}

async function openOnce(bytes: Uint8Array): Promise<{ readonly code: string; readonly fault: string }> {
  const open = (file: Uint8Array) =>
    handlers.readProject({ file: new Blob([file as Uint8Array<ArrayBuffer>]) }, createFreeControl());
  try {
    const contents = await open(bytes);
    const rows = contents.rows.map((row) => ({ ...row, bytes: new Blob([row.bytes]) }));
    const again = await handlers.writeProject({ ...contents, rows }, createFreeControl());
    await open(again.bytes);
    return { code: 'read', fault: '' };
  } catch (error) {
    if (error instanceof JobRefused && error.code.startsWith('project-')) return { code: error.code, fault: '' };
    return { code: 'fault', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
