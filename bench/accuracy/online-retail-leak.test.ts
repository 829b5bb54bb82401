import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { createRandom } from '#engine/random.ts';
import {
  hasReference,
  type ReferenceLaunch,
  rangeBefore,
  readSoldLines,
  type SoldLine,
  type Table,
  toCandidate,
  toHistory,
} from './online-retail-launches.ts';

const title = hasReference
  ? 'or_launch_asof: no row from a candidate’s launch week on changes a bit of its forecast'
  : 'or_launch_asof leak test (skipped: the reference data is not beside the repository)';

/** A third of the products: what reads a row of the future does so with fewer of them too. */
function readThird(folder: string, name: string): Table {
  const [head, ...rows] = gunzipSync(readFileSync(path.join(folder, name)))
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line, at) => at === 0 || Number.parseInt(line.slice(line.indexOf(',') + 1), 10) % 3 === 0)
    // Commas within quotes stand in descriptions alone; the words around them will do.
    .map((line) => line.replaceAll(/"[^"]*"/g, (words) => words.replaceAll(/[",]/g, '')).split(','));
  const at = new Map(head.map((column, place) => [column, place]));
  return { rows, get: (row, column) => row[at.get(column) ?? -1] };
}

/** First sales from 13 weeks after the log's start on, as the protocol takes them, that are over by its end. */
function launchesIn(lines: readonly SoldLine[]): ReferenceLaunch[] {
  const byId = new Map<string, SoldLine[]>();
  for (const line of lines) if (line.left > 0) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  return [...byId]
    .map(([series, mine]): ReferenceLaunch => {
      const [{ week: first, time, price, description }] = mine;
      const units = new Array<number>(13).fill(0);
      for (const { week, left } of mine) if (week < first + 91) units[(week - first) / 7] += left;
      const total = units.reduce((sum, value) => sum + value, 0);
      return { series, first: time, week0: formatIsoDate(first), price, description, units, total, split: 'test' };
    })
    .filter(({ week0, total }) => week0 >= '2011-02-28' && week0 <= '2011-09-05' && total >= 100)
    .sort((a, b) => (a.first < b.first ? -1 : 1));
}

test.skipIf(!hasReference)(
  title,
  async () => {
    const lines = readSoldLines({ readTable: readThird });
    const launches = launchesIn(lines);
    // The first week with launches to learn from: the fewer there are, the quicker the test.
    const day = parseIsoDate(launches[0].week0) + 7 * 16;
    const own = launches.filter((launch) => parseIsoDate(launch.week0) === day);
    const run = async (all: readonly ReferenceLaunch[], sold: typeof lines) => {
      const known = all.filter((launch) => parseIsoDate(launch.week0) + 7 * 13 <= day);
      const { forecasts } = await coldStart(
        {
          launches: known.map(toHistory),
          products: rangeBefore(sold, day),
          candidates: own.map((launch) => toCandidate(launch)),
          horizon: 13,
          hitThreshold: null,
          factors: null,
          preferences: [],
        },
        quickTrainer,
      );
      return forecasts;
    };
    const plain = await run(launches, lines);
    const random = createRandom(7);
    // Every later row: other pieces, another price, another product's name, or gone; and rows that were never there.
    const later = lines
      .filter(({ week }) => week >= day)
      .flatMap((line) => {
        if (random.next() < 0.2) return [];
        const changed = { ...line, left: random.below(5000), price: 90 * random.next(), description: 'SOMETHING ELSE' };
        return random.next() < 0.1 ? [changed, { ...changed, id: `NEW${random.below(50)}` }] : [changed];
      });
    const changed = [...lines.filter(({ week }) => week < day), ...later];
    const others = launches.map((launch) => {
      const seen = (day - parseIsoDate(launch.week0)) / 7;
      return { ...launch, units: launch.units.map((units, a) => (a >= seen ? random.below(9000) : units)) };
    });
    expect(await run(others, changed)).toEqual(plain);
    // The last week before the launch is read: a test that could not fail would be none.
    const earlier = lines.map((line) => (line.week === day - 7 ? { ...line, left: 40 * line.left } : line));
    expect(own.length).toBeGreaterThan(0);
    expect(await run(launches, earlier)).not.toEqual(plain);
  },
  300_000,
);
