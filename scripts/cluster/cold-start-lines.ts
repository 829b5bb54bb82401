import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import { loopTrainer } from '#engine/launch/level/perceptron.ts';
import { readColdStart } from '../engine/cold-start-input.ts';
import { blockOf, type LineSettings } from './forecast-lines.ts';
import { BadLine } from './read-series.ts';

/**
 * Forecasts of new products, by block: a candidate a line, as in the input of `cold-start`; `history`: `{launches, products}`,
 * the same for all. What is learnt is learnt from the history alone, so a candidate's answer depends on no other.
 */
export async function coldStartBlocks(
  history: string,
  lines: AsyncIterable<string>,
  { horizon, digits, engine, seed }: LineSettings,
): Promise<Map<string, string>> {
  const candidates: unknown[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    try {
      candidates.push(JSON.parse(line));
    } catch {
      throw new BadLine(`line ${number}: not JSON`);
    }
  }
  const input = readColdStart({ ...JSON.parse(history), candidates, horizon });
  const { forecasts } = await coldStart(input, loopTrainer);
  const blocks = new Map<string, string>();
  for (const { id, total, totalMedian, totalLo80, totalHi80, weekly, hitProbability } of forecasts) {
    const block = blockOf(id, digits);
    const answer = { id, total, totalMedian, totalLo80, totalHi80, weekly: [...weekly.mean], hitProbability };
    blocks.set(block, `${blocks.get(block) ?? ''}${JSON.stringify({ ...answer, engine, block, seed })}\n`);
  }
  return blocks;
}
