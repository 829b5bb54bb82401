import { describe, expect, it } from 'vitest';
import { type FactsIn, readFacts, type SliceKey, versionOf } from './slices.ts';

const idle = { status: 'idle' };
const corrections = { excluded: [], included: [], firstWeek: {} };
const wish = { candidateId: 'N1', launchId: 'A', wish: 'pin' };
const earlierChoices = { wishes: [wish], corrections, hitThreshold: 40 };
const choices = { preferences: [wish], corrections, hitThreshold: 40 };
const query = { measure: 'units', grouping: 'product', span: { kind: 'all' }, comparison: 'year' };
const attribute = { name: '材质', value: '棉' };
const trained = { executor: 'wasm-simd', timeBudgetSeconds: 90 };
const printed = { title: '首批计划', language: 'zh', paper: 'A4' };
const earlierDecisions = { locks: { A: null, B: 20_461 }, moved: ['A'] };
const decisions = { ...earlierDecisions, made: { A: 'changed', B: 'accepted' } };
const rules = {
  objective: 'profit',
  method: 'annealing',
  demandWeight: 0.5,
  lambda: 0.5,
  weeks: 26,
  capacity: { kind: 'none' },
  constraints: { budget: 900 },
};
const everyRule = {
  ...rules,
  method: 'memetic',
  products: {},
  constraints: { capacityByWeek: [], budget: 900, budgetPeriods: [], blackouts: [], categories: [], groups: [] },
};
const data = { dataset: null, files: [], questions: [], issues: [], reconciliation: null, choices: {}, remembered: {} };
const forecast = (method: string) => ({ method, model: model(method), forecast: { ...interval(), mean: column(1) } });
const column = (value: number) => Float64Array.of(value, value);
const model = (label: string) => ({
  label,
  coefficients: [],
  logLikelihood: 1,
  aicc: 2,
  sigma2: 3,
  logarithm: false,
  ljungBoxP: 0.5,
  modelsTried: 1,
});
function interval() {
  const names = ['median', 'lo50', 'hi50', 'lo80', 'hi80', 'lo95', 'hi95'];
  return Object.fromEntries(names.map((name) => [name, column(1)]));
}
const demandSeries = (found: object | null) => ({
  id: 'total',
  start: 20_000,
  frequency: 52,
  values: column(3),
  forecast: found,
  issue: null,
});
const fold = { method: 'ets', trainingLength: 2, actual: column(2) };
const selection = { seriesId: 'total', chosen: 'ets', reason: 'best', baseline: 'snaive', scores: [], issues: [] };
const ready = (result: object) => ({ status: 'ready', inputHash: 'x', result });
const backtest = {
  ...{ scores: [], launches: [], calibration: [], flops: null, trainedOnAtLeast: 4 },
  ...{ wapeTotal: 1, wapePath: 1, typicalWape: 1, bias: 1, maeLog: 1, coverage80: 80, auc: 0.5, brier: 0.2 },
};
const forecasts = {
  ...{ forecasts: [], shape: column(1), curves: [], issues: [], findings: [], seasons: [], events: [] },
  ...{ byLaunchWeek: [], priceResponse: [], hitThreshold: 40, launchesUsed: 9, youngUsed: 0 },
};
const trial = { cases: 9, own: 0.3, baseline: 0.1, error: 0.02, verdict: 'holds' };
const audience = {
  ...{ audience: null, oneIn: 1, demandTypes: {} },
  lead: { level: 'category', series: 3, lead: 2, periods: 20, gain: 0.1, error: 0.02, verdict: 'leads' },
  categories: { trial, answered: 0.5, precision: 0.9, proposals: [] },
};

/** Facts of an earlier version and what becomes of them. */
const fixtures: readonly (readonly [SliceKey, number, unknown, unknown])[] = [
  [
    'settings',
    1,
    { step: 'plan', horizonWeeks: 13, seed: 7, language: 'zh', theme: 'dark' },
    { step: 'plan', horizonWeeks: 13, seed: 7, pinned: [] },
  ],
  ['settings', 2, { step: 'plan', horizonWeeks: 13, seed: 7 }, { step: 'plan', horizonWeeks: 13, seed: 7, pinned: [] }],
  [
    'settings',
    2,
    { step: 'plan', horizonWeeks: 13, seed: 7, pinned: ['A'] },
    { step: 'plan', horizonWeeks: 13, seed: 7, pinned: ['A'] },
  ],
  [
    'dataset',
    1,
    {
      ...{ ...data, isSample: false },
      settings: { weekStart: 0, currency: 'EUR', netCancellations: false, dropServiceCodes: true },
    },
    {
      ...{ ...data, isSample: false, change: null },
      settings: { weekStart: 0, currency: 'EUR', decisions: { cancellations: 'ignore' } },
    },
  ],
  [
    'demand',
    1,
    ready({
      horizon: 2,
      origins: 1,
      series: [
        demandSeries({
          ...selection,
          forecasts: [forecast('ets'), forecast('theta'), forecast('snaive')],
          folds: [{ ...fold, forecast: { ...interval(), mean: column(9) } }],
        }),
        demandSeries(null),
      ],
    }),
    ready({
      horizon: 2,
      origins: 1,
      series: [
        demandSeries({
          ...selection,
          forecasts: [forecast('ets'), forecast('snaive')],
          models: ['ets', 'theta', 'snaive'].map((method) => ({ method, model: model(method) })),
          folds: [{ ...fold, forecast: { mean: column(9) } }],
        }),
        demandSeries(null),
      ],
    }),
  ],
  ['candidates', 1, { choices: earlierChoices, job: ready({}) }, { choices, job: idle, overrideLog: [], who: '' }],
  ['candidates', 2, { choices: earlierChoices, job: ready({}) }, { choices, job: idle, overrideLog: [], who: '' }],
  [
    'candidates',
    3,
    { choices: earlierChoices, job: idle, overrideLog: [], who: 'Chen' },
    { choices, job: idle, overrideLog: [], who: 'Chen' },
  ],
  [
    'candidates',
    4,
    { choices, job: ready({}), overrideLog: [], who: 'Chen' },
    { choices, job: idle, overrideLog: [], who: 'Chen' },
  ],
  [
    'candidates',
    5,
    { choices, job: ready({ ...forecasts, backtest: { ...backtest, precision: 0.5 } }), overrideLog: [], who: '' },
    { choices, job: ready({ ...forecasts, backtest: { ...backtest, classes: null } }), overrideLog: [], who: '' },
  ],
  [
    'training',
    1,
    { job: idle, choices: trained },
    { job: idle, choices: { ...trained, network: 'tuned' }, measured: null },
  ],
  [
    'training',
    2,
    { job: ready({}), choices: { ...trained, network: 'article' }, measured: null },
    { job: idle, choices: { ...trained, network: 'article' }, measured: null },
  ],
  [
    'training',
    3,
    { job: idle, choices: { ...trained, network: 'article' }, measured: null },
    { job: idle, choices: { ...trained, network: 'article' }, measured: null },
  ],
  ['trends', 1, ready({}), idle],
  [
    'explore',
    1,
    {
      query: { ...query, filter: { category: 'A', attribute, promotion: null } },
      saved: [{ id: '1', name: 'none', query: { ...query, filter: { attribute: null } } }],
    },
    {
      query: { ...query, filter: { category: 'A', attributes: [attribute], promotion: null } },
      saved: [{ id: '1', name: 'none', query: { ...query, filter: {} } }],
    },
  ],
  [
    'plan',
    1,
    { settings: rules, decisions: earlierDecisions, job: idle, present: null, saved: [] },
    { settings: everyRule, decisions, owners: {}, job: idle, current: null, saved: [] },
  ],
  [
    'plan',
    2,
    { settings: rules, decisions: earlierDecisions, owners: { A: 'Chen' }, job: idle, present: null, saved: [] },
    { settings: everyRule, decisions, owners: { A: 'Chen' }, job: idle, current: null, saved: [] },
  ],
  [
    'plan',
    3,
    { settings: everyRule, decisions: earlierDecisions, owners: {}, job: idle, current: null, saved: [] },
    { settings: everyRule, decisions, owners: {}, job: idle, current: null, saved: [] },
  ],
  [
    'audience',
    1,
    ready({
      ...audience,
      nextView: {
        sessions: 7,
        trial,
        products: [{ productId: 'A', followed: 20, next: [{ productId: 'B', count: 9 }] }],
      },
    }),
    ready({
      ...{ ...audience, interest: [], visits: null },
      nextView: {
        ...{ sessions: 7, trial, categories: [] },
        products: [{ productId: 'A', followed: 20, next: [{ id: 'B', count: 9 }], visits: 0, together: [] }],
      },
    }),
  ],
  ['due', 1, ['plan'], ['plan', 'price-tests']],
  ['report', 1, printed, { ...printed, omitted: [], carriesProject: true, carriesRows: false }],
  [
    'report',
    2,
    { ...printed, omitted: ['trend'] },
    { ...printed, omitted: ['trend'], carriesProject: true, carriesRows: false },
  ],
  [
    'report',
    3,
    { ...printed, omitted: ['trend'], carriesProject: false, carriesRows: false },
    { ...printed, omitted: ['trend'], carriesProject: false, carriesRows: false },
  ],
  [
    'report',
    4,
    { ...printed, omitted: ['leftOut', 'trend'], carriesProject: false, carriesRows: false },
    { ...printed, omitted: ['notSelected', 'trend'], carriesProject: false, carriesRows: false },
  ],
];

describe('facts of an earlier version', () => {
  it.each(fixtures)('%s %i come in the present one, and are left as they were', (key, version, stored, facts) => {
    const copy = structuredClone(stored);
    expect(readFacts(key, version, stored)).toEqual({ kind: 'read', facts });
    expect(stored).toEqual(copy);
  });

  it('have a fixture for every version that was', () => {
    const earlier = (
      [
        'settings',
        'dataset',
        'demand',
        'candidates',
        'training',
        'trends',
        'explore',
        'audience',
        'plan',
        'due',
        'report',
      ] as const
    ).flatMap((key) => Array.from({ length: versionOf(key) - 1 }, (_, i) => `${key} ${i + 1}`));
    expect(fixtures.map(([key, version]) => `${key} ${version}`)).toEqual(expect.arrayContaining(earlier));
  });

  it('get a name for their bytes where files had none', () => {
    const bytes = new Blob(['x']);
    const read = readFacts('dataset-sources', 1, [{ name: 'a.csv', bytes }]);
    const [file] = (read as { facts: FactsIn<'dataset-sources'> }).facts;
    expect(file).toMatchObject({ name: 'a.csv', bytes });
    expect(file.id).not.toBe('');
  });
});

describe('facts that are none', () => {
  it.each(['settings', 'plan', 'demand', 'explore'] as const)('%s are damaged, in whatever version', (key) => {
    for (let version = 1; version <= versionOf(key); version++) {
      for (const stored of [null, 3, 'x', [], { status: 'ready' }])
        expect(readFacts(key, version, stored)).toMatchObject({ kind: 'damaged' });
    }
    expect(readFacts(key, 0, {})).toMatchObject({ kind: 'damaged' });
    expect(readFacts(key, 1.5, {})).toMatchObject({ kind: 'damaged' });
  });

  it('are of a newer version where it is higher than today’s', () => {
    const facts = { step: 'plan', horizonWeeks: 13, seed: 7, pinned: [] };
    expect(readFacts('settings', versionOf('settings'), facts)).toEqual({ kind: 'read', facts });
    expect(readFacts('settings', versionOf('settings') + 1, facts)).toEqual({ kind: 'newer' });
  });
});
