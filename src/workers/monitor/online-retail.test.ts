import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { parseIsoDate, startOfWeek } from '#engine/calendar/epoch-day.ts';
import type { Candidate } from '#engine/panel/candidate.ts';
import { handlers as ingest } from '#workers/ingest/handlers.ts';
import { createFreeControl } from '#workers/job-control.ts';
import { handlers } from '#workers/monitor/handlers.ts';
import { quickHandlers as candidatesHandlers } from '../../../scripts/engine/node-candidates.ts';

/** Online Retail: planned in mid-2011 from what was known then, the rest as actuals; the tables are added up from the raw rows by this file's own code. */
const file = path.resolve(import.meta.dirname, '../../../../shared/data/online_retail.csv.gz');
const planned = parseIsoDate('2011-07-04');
const control = createFreeControl;

interface Line {
  readonly id: string;
  readonly day: number;
  readonly price: number;
  readonly description: string;
  left: number;
}

/** Accepted lines in the order of their time, cancelled pieces taken off the customer's latest earlier lines of the same product. */
function soldLines(rows: readonly Readonly<Record<string, string>>[]): Line[] {
  const order = rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) =>
      a.row.InvoiceDate < b.row.InvoiceDate ? -1 : a.row.InvoiceDate > b.row.InvoiceDate ? 1 : a.at - b.at,
    );
  const open = new Map<string, Line[]>();
  const lines: Line[] = [];
  for (const { row } of order) {
    const id = row.StockCode.toUpperCase();
    const quantity = Number(row.Quantity);
    const price = Number(row.UnitPrice);
    const isCancelled = row.InvoiceNo.startsWith('C');
    const key = `${row.CustomerID}|${id}`;
    if (!isCancelled && quantity > 0 && price > 0) {
      const line = {
        id,
        day: parseIsoDate(row.InvoiceDate.slice(0, 10)),
        price,
        description: row.Description,
        left: quantity,
      };
      lines.push(line);
      if (row.CustomerID !== '') open.set(key, [...(open.get(key) ?? []), line]);
    } else if (isCancelled && quantity < 0 && row.CustomerID !== '') {
      const stack = open.get(key) ?? [];
      for (let pieces = -quantity; pieces > 0 && stack.length > 0; ) {
        const last = stack[stack.length - 1];
        const taken = Math.min(last.left, pieces);
        last.left -= taken;
        pieces -= taken;
        if (last.left === 0) stack.pop();
      }
    }
  }
  return lines;
}

test.skipIf(!existsSync(file))(
  'weekly and cumulative tables are those of the raw rows (skipped when ../shared/data is missing)',
  async () => {
    const whole = Papa.parse<string[]>(gunzipSync(readFileSync(file)).toString('utf8'), { skipEmptyLines: true }).data;
    const header = whole[0];
    // An eighth of the products: a table of any of them is added up alike.
    const code = header.indexOf('StockCode');
    const rows = whole.filter((row) => Number.parseInt(row[code], 10) % 8 === 0);
    const lines = soldLines(rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column]]))));
    const fileOf = (name: string, own: readonly string[][]) => ({
      name,
      bytes: new TextEncoder().encode(Papa.unparse([header, ...own])),
    });
    const firstDay = new Map<string, number>();
    for (const { id, day } of lines) if (!firstDay.has(id)) firstDay.set(id, day);
    // What was known: the rows before that Monday, as a file of their own.
    const date = header.indexOf('InvoiceDate');
    const known = rows.filter((row) => parseIsoDate(row[date].slice(0, 10)) < planned);
    const before = (await ingest.importFiles({ files: [fileOf('known.csv', known)] }, control())).dataset;
    if (!before.panel) throw new Error('no panel');
    // Candidates: products whose first sale is still to come, in the week in which it will be; price and words as on their first line.
    const fresh = [...firstDay]
      .filter(([, day]) => day >= planned && day < planned + 7 * 12)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const totals = new Map<string, number>();
    for (const { id, left } of lines) totals.set(id, (totals.get(id) ?? 0) + left);
    const candidates = fresh
      .filter(([id]) => (totals.get(id) ?? 0) >= 300)
      .slice(0, 12)
      .map(([id, day], row): Candidate => {
        const line = lines.find((each) => each.id === id) as Line;
        const facts = {
          id,
          name: line.description,
          category: '',
          attributes: {},
          row: row + 2,
          mustLaunch: false,
          effort: 1,
        };
        return { ...facts, price: line.price, unitCost: line.price * 0.5, plannedLaunch: startOfWeek(day) };
      });
    expect(candidates.length).toBe(12);
    const { panel, calendar, currency, fingerprint } = before;
    const { forecasts, priceResponse } = await candidatesHandlers.forecastCandidates(
      { panel, calendar, candidates, horizon: 13, hitThreshold: null, preferences: [] },
      control(),
    );
    const constraints = {
      capacity: null,
      capacityByWeek: [],
      budget: null,
      budgetPeriods: [],
      blackouts: [],
      categories: [],
    };
    const built = await candidatesHandlers.buildInstance(
      {
        panel,
        calendar,
        candidates,
        forecasts,
        outlooks: [],
        constraints,
        currency,
        weeks: 26,
        start: null,
        scenarios: 40,
        alpha: 0.95,
        seed: 1,
      },
      control(),
    );
    const { instance, startDay, hasCosts, baseline } = built;
    expect(startDay).toBe(planned);
    const plan = await handlers.commitPlan(
      {
        ...{
          id: 'or',
          name: 'Mid-2011',
          note: '',
          committedAt: 0,
          follows: null,
          fingerprint,
          currency,
          hasCosts,
          seed: 1,
        },
        ...{ objective: 'profit', weights: { demand: 0.5, market: 0.5 }, lambda: 0.5, startDay, horizon: 13, instance },
        ...{
          weeks: baseline ?? [],
          constraints,
          candidates,
          forecasts,
          overrides: [],
          priceResponse,
          outlooks: [],
          panel,
          calendar,
        },
      },
      control(),
    );
    const after = (await ingest.importFiles({ files: [fileOf('online_retail.csv', rows)] }, control())).dataset;
    if (!after.panel) throw new Error('no panel');
    const { actuals } = await handlers.readActuals({ panel: after.panel, plan, known: null }, control());
    const { tracking } = await handlers.trackPlan({ plan, actuals, decisions: [], stock: [] }, control());
    let compared = 0;
    for (const launch of tracking.launches) {
      const own = lines.filter(({ id }) => id === launch.candidateId);
      const first = own.filter(({ left }) => left > 0)[0].day;
      expect(launch.actualDay).toBe(startOfWeek(first));
      expect(launch.timing).toBe('on-time');
      let soFar = 0;
      for (const { week, sold, soldSoFar, known: isKnown } of launch.weeks) {
        if (sold === null) continue;
        const pieces = own.reduce((sum, { day, left }) => (day >= week && day < week + 7 ? sum + left : sum), 0);
        expect([launch.candidateId, week, sold]).toEqual([launch.candidateId, week, pieces]);
        if (isKnown) soFar += pieces;
        expect(soldSoFar).toBe(soFar);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(120);
  },
  300_000,
);
