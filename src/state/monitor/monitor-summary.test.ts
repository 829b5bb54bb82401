import { expect, test } from 'vitest';
import type { TrackingReport } from '#engine/monitor/tracking.ts';
import { type Commitment, type MonitorState, noMonitoring } from './monitor-store.ts';
import { committedLine, countStates } from './monitor-summary.ts';

const launch = (direction: 'above' | 'below' | null, state: string, actualDay: number | null) =>
  ({ signal: { direction }, state, actualDay }) as TrackingReport['launches'][number];
const tracking = {
  launches: [
    launch('below', 'below', 3),
    // Sold out now, and below before: it is told as below.
    launch('below', 'stock-out', 3),
    launch('above', 'above', 3),
    launch(null, 'stock-out', 3),
    launch(null, 'as-expected', 3),
    launch(null, 'missing', null),
    launch(null, 'waiting', null),
  ],
} as unknown as TrackingReport;

const version = (id: string, isOpen: boolean, known: object = {}): Commitment =>
  ({ plan: { id, name: `plan ${id}` }, isOpen, actuals: null, revised: null, ...known }) as unknown as Commitment;
const lineOf = (state: Partial<MonitorState>) => committedLine({ ...noMonitoring, ...state });
const ready = (versionId: string) =>
  ({ status: 'ready', inputHash: '', result: { versionId, tracking } }) as unknown as MonitorState['job'];

test('launches are counted by how they go, each once', () => {
  expect(countStates(tracking)).toEqual({ launched: 5, below: 2, above: 1, soldOut: 1, missing: 1 });
});

test('one line about the open version on screen, with those beside it; nothing where none is open', () => {
  expect(lineOf({})).toBeNull();
  expect(lineOf({ versions: [version('a', false)] })).toBeNull();
  expect(lineOf({ versions: [version('a', true)] })).toMatchObject({ state: 'unknown', others: 0, counts: null });
  const known = { actuals: {} };
  const versions = [version('a', true, known), version('b', false, known), version('c', true, known)];
  expect(lineOf({ versions, job: ready('c') })).toMatchObject({ name: 'plan c', state: 'tracked', others: 1 });
  expect(lineOf({ versions, selected: 'a', job: ready('a') })?.counts?.launched).toBe(5);
  // The monitor shows a closed one: of the open ones only so much is known here.
  expect(lineOf({ versions, selected: 'b', job: ready('b') })).toMatchObject({ name: 'plan c', state: 'known' });
  const running = { status: 'running', inputHash: '', startedAt: 0, progress: null } as const;
  expect(lineOf({ versions, job: running })?.state).toBe('working');
  expect(lineOf({ versions, job: { status: 'failed', inputHash: '', issue: {} as never } })?.state).toBe('failed');
  const asked = [version('a', true, { ...known, revised: {} })];
  expect(lineOf({ versions: asked, job: ready('a') })).toMatchObject({ state: 'asked' });
});
