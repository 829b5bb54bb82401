/**
 * What `npm run prove` runs beside the tests. A stage is one or more benchmarks or scripts in a process of their own; `quick`
 * are the options of a run that only shows that the stage works. `reads` names the files and folders that its figures depend
 * on, tests among them only where they are what is proven: its result is stamped with their hash, so that a word of the
 * dictionary outdates no accuracy. What a stage imports lies within what it reads (prove-stages.test.ts follows the imports).
 */
const statistics = [
  'src/engine/backtest',
  'src/engine/calendar',
  'src/engine/combination',
  'src/engine/decomposition',
  'src/engine/features',
  'src/engine/intermittent',
  'src/engine/kernels',
  'src/engine/panel',
  'src/engine/pooled',
  'src/engine/random.ts',
  'src/engine/reconciliation',
  'src/engine/regression',
  'src/engine/sarima',
  'src/engine/smoothing',
  'src/workers/job-control.ts',
  'src/workers/statistics',
];
const launches = [
  'src/engine/calendar',
  'src/engine/cannibalisation',
  'src/engine/demand-effects',
  'src/engine/inventory',
  'src/engine/kernels',
  'src/engine/launch',
  'src/engine/panel',
  'src/engine/planning',
  'src/engine/random.ts',
];
const planning = [
  'src/engine/calendar',
  'src/engine/kernels',
  'src/engine/planning',
  'src/engine/random.ts',
  'src/workers/job-control.ts',
  'src/workers/planning',
];
const networks = [
  'src/engine/calendar',
  'src/engine/features',
  'src/engine/kernels',
  'src/engine/panel',
  'src/engine/random.ts',
  'src/learning',
  'src/workers/job-control.ts',
  'src/workers/learning',
];
const importing = [
  'src/engine/calendar',
  'src/engine/kernels',
  'src/engine/panel',
  'src/engine/random.ts',
  'src/ingest',
];
const page = ['src', 'public', 'index.html', 'vite.config.ts', 'scripts/build', 'package-lock.json'];

/** The accuracy protocols are forecast by the headless runner, which takes whole folders of the statistics and the networks. */
const forecasting = [
  'bench/accuracy',
  'scripts/engine.ts',
  'scripts/engine',
  ...statistics,
  ...networks,
  'src/state/training',
];

export const stages = [
  {
    name: 'accuracy',
    what: 'Forecast accuracy on the four protocols, by the reference scorer (statistics, chosen by backtest)',
    seeds: 'seed 1',
    reads: forecasting,
    runs: [
      {
        bench: 'accuracy',
        full: ['--method=auto', '--without-networks'],
        quick: ['--protocol=oj_week', '--method=naive'],
      },
    ],
  },
  {
    name: 'accuracy-methods',
    what: 'The single methods on the same protocols',
    seeds: 'seed 1',
    reads: forecasting,
    runs: [
      {
        bench: 'accuracy',
        full: ['--method=snaive,naive,mean13,ets,theta,auto-arima,croston,sba,tsb'],
        quick: ['--protocol=or_week', '--method=naive'],
      },
    ],
  },
  {
    name: 'network-accuracy',
    what: 'The networks on the same protocols',
    seeds: 'seed 1',
    reads: ['bench/accuracy', ...networks, 'scripts/engine/node-executors.ts'],
    runs: [{ bench: 'training-accuracy', full: [], quick: ['--quick'] }],
  },
  {
    name: 'cold-start',
    what: 'Products without history: both launch protocols',
    seeds: 'no chance involved',
    reads: [
      'bench/accuracy',
      ...launches,
      'src/learning',
      'src/workers/candidates',
      'scripts/engine/node-candidates.ts',
    ],
    runs: [{ bench: 'cold-start', full: ['--weeks'], quick: [] }],
  },
  {
    name: 'planning',
    what: 'Plans of the reference instances, priced by their own evaluator',
    seeds: 'seeds 1 to 10 of each instance, 1 to 3 of the fronts',
    reads: ['bench/planning', ...planning],
    runs: [{ bench: 'planning', full: ['--seeds=10'], quick: ['--seeds=1', '--only=lp-10x12-s11'] }],
  },
  {
    name: 'import',
    what: 'Import beside PapaParse, 1 GB, ten thousand damaged files',
    seeds: 'damaged files from seed 1,000,000 on',
    reads: ['bench/import', ...importing],
    runs: [{ bench: 'import', full: ['--big'], quick: [] }],
  },
  {
    name: 'project-files',
    what: 'Two thousand damaged project files and PDFs that carry one; gzip files that unpack to far more',
    seeds: 'damaged files from seed 1,000,000 on',
    reads: [
      'bench/project',
      ...importing,
      'src/export',
      'src/i18n',
      'src/storage',
      'src/workers/printing',
      'src/workers/project',
    ],
    runs: [{ bench: 'project-files', full: [], quick: ['--cases=40', '--bombs=5'] }],
  },
  {
    name: 'statistics',
    what: 'Likelihood, order search, a thousand series',
    seeds: 'planted series 1000 and on',
    reads: ['bench/statistics', ...statistics],
    runs: [{ bench: 'statistics', full: ['--series=1000'], quick: ['--series=20'] }],
  },
  {
    name: 'training',
    what: 'One training step of each executor, beside stock layers and PyTorch',
    seeds: 'seed 1',
    reads: ['bench/training', ...networks],
    runs: [{ bench: 'training', full: [], quick: ['--quick'] }],
  },
  {
    name: 'webgl-check',
    what: 'All reference values on WebGL in Chromium; memory over twenty trainings',
    seeds: 'seed 1',
    reads: ['bench/training', ...networks],
    runs: [{ bench: 'webgl-check', full: [], quick: ['--quick'] }],
  },
  {
    name: 'monitor',
    what: 'Tracking, forecasts of the rest and re-plans in 200 quiet and 200 troubled worlds',
    seeds: 'worlds 1000 and 500,000 on',
    reads: ['bench/monitor', ...launches, 'src/engine/monitor', ...planning],
    runs: [{ bench: 'monitor', full: [], quick: ['--worlds=5'] }],
  },
  {
    name: 'faults',
    what: 'Faults planted one at a time: each is noticed by the tests of its part',
    seeds: 'no chance involved',
    reads: ['src', 'bench', 'scripts'],
    areTestsRead: true,
    runs: [{ script: 'scripts/check-faults.mjs', full: [], quick: ['--only=combination'] }],
  },
  {
    name: 'long-journeys',
    what: 'End-to-end specs too long for npm test: trainings interrupted in four ways, a forecast overruled on the sample',
    seeds: 'the specs’ own',
    reads: ['bench/page', 'e2e', 'playwright.config.ts', ...page],
    runs: [{ bench: 'long-journeys', full: [], quick: [] }],
  },
  {
    name: 'responsiveness',
    what: 'The main thread while everything computes',
    seeds: 'the sample’s own',
    reads: ['bench/page', 'bench/import', 'e2e', 'playwright.config.ts', ...page],
    runs: [{ bench: 'responsiveness', full: [], quick: [] }],
  },
];

/** Goals that a figure is held against: `below` and `above` include the limit. */
export const goals = [
  { figure: 'false alarms percent of launches', below: 5 },
  { figure: '0.6 noticed within 4 weeks percent', above: 50 },
  { figure: '0.6 noticed within 8 weeks percent', above: 90 },
  { figure: 'rest wape lower by percent', above: 25 },
  { figure: 'replan gain lo95', above: 0 },
  { figure: 'damaged projects.faults', below: 0 },
  { figure: 'gzip bombs.peak megabytes', below: 150 },
  { figure: 'or_week auto mase', below: 0.99 },
  { figure: 'or_week auto wapePooled', below: 52.5 },
  { figure: 'oj_week auto mase', below: 0.35 },
  { figure: 'oj_week auto wapePooled', below: 37 },
  { figure: 'oj_week auto pinball', below: 0.125 },
  { figure: 'aus_retail_single auto mase', below: 0.9 },
  { figure: 'aus_retail_single auto pinball', below: 0.295 },
  { figure: 'aus_retail_rolling auto mase', below: 0.96 },
  { figure: 'or_week network mase', below: 0.997 },
  { figure: 'oj_week network mase', below: 0.407 },
  { figure: 'aus_retail_single network mase', below: 1.161 },
  { figure: 'or_week network cov80', above: 76, below: 88 },
  { figure: 'oj_week network cov80', above: 76, below: 88 },
  { figure: 'aus_retail_single network cov80', above: 76, below: 88 },
  { figure: 'or_launch point wapeTotal', below: 59 },
  { figure: 'or_launch point wapePath', below: 80 },
  { figure: 'or_launch point maeLog', below: 0.72 },
  { figure: 'or_launch point auc', above: 0.77 },
  { figure: 'or_launch point brier', below: 0.206 },
  { figure: 'or_launch coverage80', above: 72, below: 88 },
  { figure: 'or_launch point after 2 wapeTotal', below: 52 },
  { figure: 'or_launch point after 4 wapeTotal', below: 36 },
  { figure: 'or_launch_asof point wapeTotal', below: 60 },
  { figure: 'or_launch_asof point wapePath', below: 78.5 },
  { figure: 'or_launch_asof point maeLog', below: 0.72 },
  { figure: 'or_launch_asof point auc', above: 0.74 },
  { figure: 'or_launch_asof point brier', below: 0.24 },
  { figure: 'or_launch_asof coverage80', above: 72, below: 88 },
  { figure: 'or_launch_asof point after 2 wapeTotal', below: 52 },
  { figure: 'or_launch_asof point after 4 wapeTotal', below: 36 },
  { figure: 'training.128u30s32b.stock-wasm-to-relaxed.cpu-ratio', above: 15 },
  { figure: 'training.128u30s32b.chromium-stock-wasm-to-kernel.cpu-ratio', above: 15 },
  { figure: 'training.128u30s32b.chromium-stock-webgl-to-kernel.cpu-ratio', above: 25 },
  { figure: 'training.128u30s32b.chromium-kernel-to-pytorch.cpu-ratio', below: 1.1 },
];
