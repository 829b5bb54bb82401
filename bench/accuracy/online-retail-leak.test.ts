import { expect, test } from 'vitest';
import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import { coldStart } from '#engine/launch/forecast/cold-start.ts';
import { quickTrainer } from '#engine/launch/testing/quick-trainer.ts';
import { createRandom } from '#engine/random.ts';
import {
  dataFolder,
  hasReference,
  loadScorer,
  type ReferenceLaunch,
  rangeBefore,
  readSoldLines,
  toCandidate,
  toHistory,
} from './online-retail-launches.ts';

const title = hasReference
  ? 'or_launch_asof: no row from a candidate’s launch week on changes a bit of its forecast'
  : 'or_launch_asof leak test (skipped: the reference data is not beside the repository)';

test.skipIf(!hasReference)(
  title,
  async () => {
    const scorer = await loadScorer();
    const { launches, threshold } = scorer.PROTOCOLS.or_launch_asof(dataFolder);
    const lines = readSoldLines(scorer);
    const tests = launches.filter(({ split }) => split === 'test');
    const weeks = [...new Set(tests.map(({ week0 }) => week0))];
    const week0 = weeks[weeks.length >> 1];
    const day = parseIsoDate(week0);
    const own = tests.filter((launch) => launch.week0 === week0);
    const run = async (all: readonly ReferenceLaunch[], sold: typeof lines) => {
      const known = all.filter((launch) => parseIsoDate(launch.week0) + 7 * 13 <= day);
      const { forecasts } = await coldStart(
        {
          launches: known.map(toHistory),
          products: rangeBefore(sold, day),
          candidates: own.map((launch) => toCandidate(launch)),
          horizon: 13,
          hitThreshold: threshold,
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
    expect(await run(launches, earlier)).not.toEqual(plain);
  },
  300_000,
);
