import { parseArgs } from 'node:util';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import { handlers } from '#workers/planning/handlers.ts';
import type { Verb } from '../../engine.ts';
import { readInstance } from '../instance-input.ts';
import { fromPlan, readJsonFile } from '../plan-files.ts';

/**
 * `offer INSTANCE PLAN --product ID`, or `{instance, product, plan}` on standard input: what every option and week of a product
 * makes of the plan, everything else in place, and how many units its launch orders and why. A product is its id or its place in the instance.
 */
const offer: Verb = async ({ words, resolveFile, readInput }) => {
  const { values, positionals } = readWords(words);
  const [instanceFile, planFile] = positionals;
  const input =
    instanceFile === undefined
      ? await readInput()
      : { instance: readJsonFile(resolveFile(instanceFile)), plan: planFile && readJsonFile(resolveFile(planFile)) };
  const given = input as { instance: unknown; product?: string | number; plan?: unknown };
  const instance = readInstance(given.instance);
  const faults = await handlers.checkInstance({ instance }, createFreeControl());
  const fault = faults.find(({ code }) => code === 'plan-instance-malformed');
  if (fault) throw new JobRefused(fault.code, fault.params);
  const named = values.product ?? given.product ?? '';
  const byId = instance.products.findIndex(({ id }) => id === String(named));
  const product = byId >= 0 || named === '' ? byId : Number(named);
  const places = fromPlan(instance, given.plan ?? instance.products.map(() => -1));
  const answer = await handlers.offerValues({ instance, weeks: places, product }, createFreeControl());
  const place = places[product] ?? -1;
  const order = place < 0 ? null : await handlers.launchOrder({ instance, product, place }, createFreeControl());
  return { product: instance.products[product].id, ...answer, order };
};

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options: { product: { type: 'string' } } });
  } catch (error) {
    throw new JobRefused('bad-option', { reason: String(error) });
  }
}

export default offer;
