/** One candidate in depth: launch curves, reasons, risk, the manager's adjustment. */
export const candidate = {
  curves: {
    title: 'Launch curves',
    detail:
      'Earlier launches fall into a few typical curves. The probability that this candidate follows each comes from similar launches and, once it sells, from its first weeks.',
    notTold:
      'On your launches neither has predicted the curve better than random so far, so every candidate gets the shares of all launches.',
    curve: 'Curve',
    probability: 'Probability for this one',
    share: 'Share of earlier launches',
    shape: 'Shape',
    unit: 'share of the total by week',
    name: { quick: 'Quick start', steady: 'Steady', slow: 'Slow start' },
    form: {
      triangle: 'Triangle, peak in week {{from}} (fit {{explained}})',
      trapezoid: 'Plateau from week {{from}} to {{to}} (fit {{explained}})',
    },
  },
  wished: 'Your pins and exclusions move the forecast from {{before}} to {{after}} units.',
  preferredHow:
    'A pinned launch pulls the forecast towards what that launch sold; one that sold about as much as forecast moves it little and narrows the interval. An excluded one no longer counts for this product.',
  predecessor: {
    sold: 'It succeeds {{name}}, which sold {{units}} units in its last {{weeks}}.',
    rated: 'Buyers rate that one {{rating}} of 5 ({{reviews}} reviews).',
    used: 'The forecast uses this: on earlier launches the ratings of their predecessors made it clearly more accurate.',
    leftOut:
      'The forecast does not use this: on earlier launches the ratings of their predecessors did not make it clearly more accurate. You can adjust it below.',
    undated:
      'The forecast does not use this: the reviews have no dates, so what was known when earlier launches began can’t be told. You can adjust it below.',
    few: 'The forecast does not use this: too few earlier launches succeeded a rated product. You can adjust it below.',
  },
  winner: {
    mix: 'The weighted mean of the models is used: its average error of the total was {{error}}, against {{plain}} for the mean of all launches. The best single model, “{{best}}” ({{bestError}}), was not clearly better.',
    single:
      '“{{best}}” is used alone: its average error of the total was {{error}}, clearly less than the weighted mean of several models, against {{plain}} for the mean of all launches.',
    reviewsIn: 'Reviews of the predecessors are used: they clearly reduce the error.',
    reviewsOut: 'Reviews of the predecessors are not used: they do not clearly reduce the error.',
    networkOut: 'The neural network is not used: the error is smaller without it.',
  },
  weeks: {
    option: 'week {{week}} ({{date}})',
    first: 'Launched in',
    second: 'Compared with',
    seasonOnly: 'Without promotions',
    fewer: 'Launched in {{first}} it would sell {{most}} units, in {{second}} {{least}}, {{percent}} fewer.',
    more: 'Launched in {{first}} it would sell {{most}} units, in {{second}} {{least}}, {{percent}} more.',
    parts: 'From the first to the second: season {{season}}, promotions {{promotions}}.',
    nothing: 'no difference',
    meets: 'Promotions during the first: {{first}}; during the second: {{second}}.',
    noPromotion: 'none',
  },
  price: {
    missing: 'Your file has no price for this candidate, so there is nothing to compare other prices with.',
  },
  found: {
    move: 'Move…',
    moveDetail:
      'Where the first sale was a test, a pre-sale or a mistake, set when the launch really began. Sales before that week are ignored.',
    day: 'The launch began on',
  },
  waterfall: {
    total: 'This forecast',
    change: 'Adds (units)',
    level: 'Units so far',
    up: 'adds',
    down: 'subtracts',
  },
  classes: {
    precision: 'Precision',
    recall: 'Recall',
    f1: 'F1',
    accuracy: 'Accuracy',
    gloss: {
      precision: 'share of the predictions that were right; {{baseline}} if it were predicted for all',
      recall: 'share of the real ones that were predicted; {{baseline}} if it were predicted for all',
      f1: 'precision and recall in one; {{baseline}} if it were predicted for all',
      accuracy: 'share of all launches predicted right; {{baseline}} if each were predicted to be what most are',
    },
    hit: {
      holds:
        '{{came}} of {{n}} earlier launches were hits. From a probability of {{threshold}} on a hit is predicted: {{called}} times, {{right}} of them correctly.',
      'no-better':
        'No hit is predicted: {{came}} of {{n}} earlier launches were hits, and predicting it from {{threshold}} on (F1 {{f1}}) is not surely better than predicting it for all (F1 {{baseline}}). The probability stands.',
      'too-few': 'No hit is predicted: {{came}} of {{n}} earlier launches were hits, too few to test it.',
    },
    flop: {
      holds:
        '{{came}} of {{n}} earlier launches flopped. From a chance of {{threshold}} on a flop is predicted: {{called}} times, {{right}} of them correctly.',
      'no-better':
        'No flop is predicted: {{came}} of {{n}} earlier launches flopped, and predicting it from {{threshold}} on (F1 {{f1}}) is not surely better than predicting it for all (F1 {{baseline}}). The chance stands.',
      'too-few': 'No flop is predicted: {{came}} of {{n}} earlier launches flopped, too few to test it.',
    },
    called: {
      hit: 'Predicted to be a hit: its probability is at or above {{threshold}}, from which {{right}} of {{called}} earlier launches were hits.',
      flop: 'Predicted to be a flop: its chance is at or above {{threshold}}, from which {{right}} of {{called}} earlier launches flopped.',
    },
  },
  hits: {
    auc: 'AUC',
    brier: 'Brier score',
    gloss: {
      auc: '0.5 is random, 1 is perfect',
      brier: '0 is perfect, lower is better',
    },
    selection: {
      distribution:
        'Hit probabilities come from the predictive distribution of the total (Brier score {{distribution}}). A neural network trained to classify hits scores {{perceptron}}, both together {{both}}: no clear gain, so it is not used.',
      perceptron:
        'Hit probabilities come from a neural network trained to classify hits (Brier score {{perceptron}}): clearly better than the predictive distribution of the total ({{distribution}}).',
      both: 'Hit probabilities come from the predictive distribution of the total and a neural network together (Brier score {{both}}): clearly better than the distribution alone ({{distribution}}); the network alone scores {{perceptron}}.',
    },
    roc: 'ROC curve: recall against false positive rate',
    found: 'recall',
    falseAlarms: 'False positive rate',
    forecast: 'Forecast',
    guessing: 'Random',
    perfect: 'Perfect calibration',
  },
  risk: {
    title: 'Initial order and risk',
    inPlan: 'For the launch in the week of {{week}}, as planned.',
    alone: 'Not selected in the plan; launched alone, the week of {{week}} would be its best.',
    newsvendor:
      'Of the orders tried, this initial order and its reorder earn the most on average. The initial order has to last {{weeks}} on average, until the reorder arrives.',
    given: 'The stock is the one in your file.',
    'expected-demand': 'No cost is known, so the initial order is set to cover demand with 80% probability.',
    betterNot: 'Not launching it is expected to be better.',
    stock: 'Initial order',
    profit: 'Expected profit',
    profitDetail: 'of this launch alone',
    loss: 'Loss probability',
    lossDetail: 'share of the simulated scenarios',
    tail: 'Bad case',
    tailDetail: 'the worst {{share}}, on average',
    sellThrough: 'Sell-through',
    sellThroughDetail: 'share of the initial order expected to sell',
    byWeek: 'Profit by launch week, each with its own initial order',
    stockByWeek: 'Initial order by launch week',
  },
  rivals: {
    title: 'Cannibalisation ({{count}})',
    caption: 'Effect of its launch on other products',
    none: 'No product of its category is similar enough for one to take sales from the other.',
    history:
      'Estimated from the effect of earlier launches on neighbouring products: a share of the other product’s demand over the first 13 weeks. The plan counts it between candidates.',
    prior:
      'The history does not show it, so a stated assumption is used: the more similar two products are, the more they take, up to a quarter. The plan counts it between candidates.',
    name: 'Product',
    kind: 'Status',
    kinds: { candidate: 'candidate', 'on-sale': 'on sale' },
    effect: 'Change in its demand',
    reading: 'Effect',
    readings: { takes: 'Takes sales', brings: 'Brings sales', unclear: 'Not significant' },
  },
  override: {
    title: 'Your adjustment',
    titleInForce: 'Your adjustment (active)',
    detail:
      'Do you know something that the data do not? Adjust the forecast and give the reason. Every adjustment is logged with name, date, before and after, can be undone, and is compared with actual sales.',
    total: 'Expected units',
    totalHelp: 'The forecast says {{total}}.',
    range: 'Interval',
    width: { half: 'Half as wide', same: 'As forecast', wider: '1.5 times as wide', double: 'Twice as wide' },
    curve: 'Curve',
    curveOfForecast: 'As forecast',
    reason: 'Reason',
    reasonExample: 'e.g. sold out in the shop trial',
    reasonMissing: 'Give a reason: it is logged with the adjustment.',
    who: 'Your name',
    whoMissing: 'Who makes the adjustment?',
    apply: 'Adjust the forecast',
    undo: 'Undo the last adjustment',
    withdraw: 'Back to the forecast',
    log: 'Adjustments to this forecast',
    column: {
      when: 'When',
      who: 'Who',
      what: 'What',
      reason: 'Reason',
      before: 'Before (units)',
      after: 'After (units)',
      outcome: 'Result',
    },
    byUndo: 'with Undo, no reason given',
    kind: { change: 'Adjusted', withdraw: 'Back to the forecast', undo: 'Undone' },
    outcomeOpen: 'Not on sale yet',
    helped: 'Helped: {{actual}} sold in {{weeks}}, you said {{yours}}, the forecast {{forecast}}',
    hurt: 'Did not help: {{actual}} sold in {{weeks}}, you said {{yours}}, the forecast {{forecast}}',
    plan: {
      profit: 'The plan now expects {{after}} instead of {{before}}.',
      sameWeek: 'This launch keeps its week: {{week}}.',
      otherWeek: 'This launch moves: {{before}} → {{after}}.',
      notLaunched: 'not launched',
      stock: 'Its initial order: {{after}} units instead of {{before}}.',
      others_one: 'One other launch moves too.',
      others_other: '{{count}} other launches move too.',
      ifForecastRight: 'If the forecast turns out right, your adjustment changes the plan’s profit by {{change}}.',
    },
  },
} as const;
