/**
 * What `npm run prove` runs beside the tests. A stage is one or more benchmarks in a process of their own; `quick` are
 * the options of a run that only shows that the stage works.
 */
export const stages = [
  {
    name: 'accuracy',
    what: 'Forecast accuracy on the four protocols, by the reference scorer (statistics, chosen by backtest)',
    seeds: 'seed 1',
    runs: [{ bench: 'accuracy', full: ['--method=auto'], quick: ['--protocol=oj_week', '--method=naive'] }],
  },
  {
    name: 'accuracy-methods',
    what: 'The single methods on the same protocols',
    seeds: 'seed 1',
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
    runs: [{ bench: 'training-accuracy', full: [], quick: ['--quick'] }],
  },
  {
    name: 'cold-start',
    what: 'Products without history: both launch protocols',
    seeds: 'no chance involved',
    runs: [{ bench: 'cold-start', full: ['--weeks'], quick: [] }],
  },
  {
    name: 'planning',
    what: 'Plans of the reference instances, priced by their own evaluator',
    seeds: 'seeds 1 to 10 of each instance, 1 to 3 of the fronts',
    runs: [{ bench: 'planning', full: ['--seeds=10'], quick: ['--seeds=1', '--only=lp-10x12-s11'] }],
  },
  {
    name: 'import',
    what: 'Import beside PapaParse, 1 GB, ten thousand damaged files',
    seeds: 'damaged files from seed 1,000,000 on',
    runs: [{ bench: 'import', full: ['--big'], quick: [] }],
  },
  {
    name: 'project-files',
    what: 'Two thousand damaged project files and PDFs that carry one; gzip files that unpack to far more',
    seeds: 'damaged files from seed 1,000,000 on',
    runs: [{ bench: 'project-files', full: [], quick: ['--cases=40', '--bombs=5'] }],
  },
  {
    name: 'statistics',
    what: 'Likelihood, order search, a thousand series',
    seeds: 'planted series 1000 and on',
    runs: [{ bench: 'statistics', full: ['--series=1000'], quick: ['--series=20'] }],
  },
  {
    name: 'training',
    what: 'One training step of each executor, beside stock layers and PyTorch',
    seeds: 'seed 1',
    runs: [{ bench: 'training', full: [], quick: ['--quick'] }],
  },
  {
    name: 'webgl-check',
    what: 'All reference values on WebGL in Chromium; memory over twenty trainings',
    seeds: 'seed 1',
    runs: [{ bench: 'webgl-check', full: [], quick: ['--quick'] }],
  },
  {
    name: 'responsiveness',
    what: 'The main thread while everything computes',
    seeds: 'the sample’s own',
    runs: [{ bench: 'responsiveness', full: [], quick: [] }],
  },
];

/** Goals that a figure is held against: `below` and `above` include the limit. */
export const goals = [
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
