export const audience = {
  title: 'Who buys it',
  detail: {
    orders: 'From {{baskets}} orders, {{from}} to {{to}}; {{customers}} known customers in the last 26 weeks.',
    sessions:
      'No file has orders, so visits stand for them: {{baskets}} visits, {{from}} to {{to}}; {{customers}} visitors in the last 26 weeks stand for customers.',
  },
  sample: 'The files hold more than can be kept: one in {{oneIn}} was read, whole.',
  none: 'No file names orders, customers or visitors, so it can’t be said who buys a launch and what is bought with it.',
  running: 'Reading who buys what',
  again: 'Read again',
  which: 'Candidate',
  partners: 'Bought together with it',
  viewed: 'Looked at together with it',
  partnersHow:
    'Tested on {{cases}} earlier launches, each from what was known before it: {{own}} of the real twenty were named, {{baseline}} by the most bought products.',
  partnersOut: {
    'no-better':
      'Not shown: on {{cases}} earlier launches it was not surely better than naming the commonest products ({{own}} of the real twenty against {{baseline}}).',
    'too-few':
      'Not tested: only {{cases}} earlier launches have orders enough; the list is what the nearest products are bought with.',
  },
  nearest: 'Its nearest products: {{names}}.',
  evidence: 'With its nearest in {{together}} of their {{baskets}} orders; {{chance}} by chance',
  evidenceViewed: 'With its nearest in {{together}} of their {{baskets}} visits; {{chance}} by chance',
  next: 'Where its nearest products take visitors next: {{all}}.',
  nextOf: 'after {{name}} to {{next}}',
  nextShare: '{{name}} {{share}}',
  interest: {
    own: {
      up: 'Interest in it rises: {{recent}} views in the last four {{periods}}, {{before}} in the four before.',
      down: 'Interest in it does not rise: {{recent}} views in the last four {{periods}}, {{before}} in the four before.',
    },
    category: {
      up: 'It has no page yet; interest in its category rises: {{recent}} views in the last four {{periods}}, {{before}} in the four before.',
      down: 'It has no page yet; interest in its category does not rise: {{recent}} views in the last four {{periods}}, {{before}} in the four before.',
    },
    week: 'weeks',
    month: 'months',
    leads: {
      up: 'Views have run ahead of sales here (Explore says by how much): the forecast may be low.',
      down: 'Views have run ahead of sales here (Explore says by how much): they give no reason to order more.',
    },
    'does-not': 'Views have not run ahead of sales here: no reason to order more or less.',
    'too-little': 'Whether views run ahead of sales here can’t be said.',
  },
  bundle: 'Bundle, at a price you use',
  bundleAt: '{{point}} instead of {{sum}}',
  file: {
    save: 'Save all partners (CSV)',
    name: 'partners.csv',
    candidateId: 'Candidate ID',
    candidate: 'Candidate',
    rank: 'Rank',
    productId: 'Product ID',
    product: 'Product',
    together: 'Times together',
    baskets: 'Times its nearest were seen',
    chance: 'Expected by chance',
    sum: 'Both prices',
    point: 'Bundle price',
  },
  column: { partner: 'Product', evidence: 'Evidence' },
  audience: 'Likely buyers',
  buyers: 'Known customers who will buy',
  buyersDetail: '{{lo}} to {{hi}} in 80% of launches like it, within 13 weeks',
  buyersSame:
    '{{lo}} to {{hi}} in 80% of earlier launches, within 13 weeks; the orders do not tell these launches apart',
  buyersNone: 'too few earlier launches to say',
  top: 'Top tenth of customers',
  topDetail: 'account for {{share}} of the expected interest; 10% if all were alike',
  topHow:
    'On {{cases}} earlier launches the top tenth held {{own}} of the known buyers; the customers with most orders would have held {{baseline}}.',
  topOut: {
    'no-better':
      'Which customers is not shown: on {{cases}} earlier launches it was not surely better than the customers with most orders ({{own}} against {{baseline}} of the known buyers).',
    'too-few': 'Not tested: only {{cases}} earlier launches have known buyers enough.',
  },
  firstWeek: 'Of these in the first week',
  firstWeekSame: '{{lo}} to {{hi}} in 80% of earlier launches',
  firstWeekDetail: '{{lo}} to {{hi}} in 80% of launches like it',
  against: {
    inside:
      'Launches with such an audience sold {{lo}} to {{hi}} units in their first week; the forecast of {{forecast}} agrees.',
    above:
      'Launches with such an audience sold {{lo}} to {{hi}} units in their first week; the forecast of {{forecast}} is higher: check its reasons.',
    below:
      'Launches with such an audience sold {{lo}} to {{hi}} units in their first week; the forecast of {{forecast}} is lower: there may be more in it.',
    nothing:
      'How many known customers like such a product says nothing here about the first week, so it does not question the forecast.',
  },
  save: 'Save their ids as a file',
  saveTick: 'I want customer ids in a file',
  saveHead: { candidate: 'Candidate', rank: 'Rank', customer: 'Customer' },
  pairs: 'Launches and their buyers',
  pairsDetail:
    'Launches that want the same buyers are better weeks apart; those that help each other may launch together. The plan counts cannibalisation by itself; this is a fact beside it.',
  pairsNone: 'No other launch wants the same buyers or is bought with it more than usual.',
  pairColumn: {
    other: 'Other launch',
    overlap: 'Same likely buyers',
    together: 'Nearest bought together',
    relation: 'What it means',
  },
  pairTogether: '{{together}}; {{chance}} by chance',
  relation: { 'same-buyers': 'Wants the same buyers', help: 'Help each other', apart: 'Overlap a little' },
  category: 'Categories for candidates without one',
  categoryHow:
    'Trained on your own list: {{own}} of its products found their category from the others on sale by then ({{baseline}} by the commonest one). Half of them set how sure an answer must be; of the other half {{answered}} get an answer, and {{precision}} of these answers are right.',
  categoryOut: {
    'no-better':
      'No category is proposed: the names of your products say no more than the commonest category ({{own}} against {{baseline}}).',
    'too-few': 'No category is proposed: too few products with a category to learn from.',
  },
  proposal: 'Proposal',
  confidence: 'Votes',
  unknown: 'Unknown',
  inPlan: 'In forecast and plan',
  take: 'Use it',
  takeBack: 'Take back',
  takeAll_one: 'Use the proposal',
  takeAll_other: 'Use all {{count}} proposals',
} as const;
