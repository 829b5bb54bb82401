/** The neural network's part of the `demand` namespace. */
export const training = {
  title: 'Neural network',
  detail: 'One LSTM network learns from all series together: sales, season, promotions and last year’s weeks.',
  start: 'Train the network',
  again: 'Train again',
  stale: 'The data or the horizon has changed since this training.',
  executor: 'Computed by',
  auto: 'Best available',
  autoKnown: 'Best available ({{name}})',
  budget: 'Time allowed',
  seconds: 's',
  measure: 'Measure speeds',
  measuring: 'Measuring …',
  speed: '{{speed}} windows/s',
  executors: {
    'tfjs-webgl': 'WebGL (graphics card)',
    'wasm-simd': 'WASM SIMD',
    'tfjs-wasm': 'TensorFlow.js WASM',
    'tfjs-cpu': 'JavaScript',
  },
  troubles: {
    'no-webgl': 'this browser offers no WebGL',
    'software-renderer': 'WebGL here is drawn in software ({{device}})',
    'no-float-textures': 'the graphics card can’t compute in 32-bit floats',
    'no-wasm-simd': 'this browser has no WebAssembly SIMD',
    'not-built': 'not part of this build',
    'device-lost': 'the device was lost during the last training',
    failed: 'it could not be started',
  },
  runsOn: 'Computed by {{what}}.',
  passedOver: 'Not by {{name}}: {{why}}.',
  sentenceGap: ' ',
  moved: '{{name}} was lost on the way; training went on from the last whole epoch.',
  stages: { starting: 'Preparing windows', training: 'Training', forecasting: 'Forecasting and scoring' },
  figures:
    'Epoch {{epoch}} · step {{step}} · loss {{loss}} · best on later weeks {{best}} · {{speed}} windows/s · {{seen}} of the windows seen · {{series}} series',
  lossTitle: 'Error while learning (mean square, scaled)',
  step: 'Step',
  epoch: 'Epoch',
  trainingLoss: 'On the weeks learnt from',
  validationLoss: 'On later weeks',
  meanPredictor: 'Always the mean',
  verdict: {
    better: 'On the held-back weeks the network’s error is {{percent}} below that of last year’s figures.',
    worse:
      'On the held-back weeks the network’s error is {{percent}} above that of last year’s figures: it does not earn its place here.',
    unscored: 'No weeks could be held back, so nothing is claimed for the network.',
  },
  stops: {
    'early-stop':
      'Stopped after {{epochs}} epochs ({{time}}), since later weeks were forecast no better; the best was epoch {{best}}. {{seen}} of the windows were seen.',
    'time-budget':
      'The time allowed was up after {{epochs}} epochs ({{time}}); the best was epoch {{best}}. {{seen}} of the windows were seen.',
    'all-epochs':
      'All {{epochs}} epochs were trained ({{time}}); the best was epoch {{best}}. {{seen}} of the windows were seen.',
    cancelled:
      'You stopped it after {{epochs}} epochs ({{time}}); the best was epoch {{best}}. {{seen}} of the windows were seen.',
    diverged:
      'The error grew without bound after {{epochs}} epochs ({{time}}); epoch {{best}} was kept. {{seen}} of the windows were seen.',
    interrupted:
      'Training was interrupted after {{epochs}} epochs ({{time}}); epoch {{best}}, the best until then, was kept. {{seen}} of the windows were seen.',
  },
  series: 'Series',
  allProducts: 'All products',
  'price-index': 'Market price index',
  'season-index': 'Market season index',
  index: 'index',
  scores: 'On the held-back weeks, beside last year’s figures',
  gain: 'Better by',
  mase: 'MASE',
  naiveMase: 'MASE of last year’s figures',
  wape: 'WAPE',
  bias: 'Bias',
  coverage80: 'Within 80 % range',
  method:
    'LSTM layers of {{layers}} units, dropout {{dropout}} after each, one dense output; Adam, mean squared error, batches of {{batch}}. It sees {{window}} weeks and corrects a seasonal naive forecast with drift. Windows, {{windows}} in all, are drawn evenly over the series (seed {{seed}}); each series is scaled by its training weeks alone. On the later weeks that decide when to stop, its squared error is {{ratio}} of that of always forecasting the mean. The ranges come from its errors there.',
  check: 'Check against plain JavaScript',
  checking: 'Checking …',
  checked: 'Error of the very first batch:',
  leftOut_one: '{{count}} series has too short a history to learn from.',
  leftOut_other: '{{count}} series have too short a history to learn from.',
} as const;
