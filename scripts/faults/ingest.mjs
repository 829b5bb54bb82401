/** Faults of reading and cleaning files. See scripts/check-faults.mjs. */
const ingest = 'src/ingest';
const micro = [`${ingest}/values/parse-micro.test.ts`];
const cleaning = [`${ingest}/cleaning-decisions.test.ts`, `${ingest}/import-cleaning.test.ts`];

export const faults = [
  {
    what: 'brackets do not make an amount negative',
    file: `${ingest}/values/parse-micro.ts`,
    text: 'if (/^\\(.*\\)$/.test(text)) {\n    negative = true;',
    replacement: 'if (/^\\(.*\\)$/.test(text)) {\n    negative = false;',
    tests: micro,
  },
  {
    what: '万 is a thousand',
    file: `${ingest}/values/parse-micro.ts`,
    text: '万: 1e4,',
    replacement: '万: 1e3,',
    tests: micro,
  },
  {
    what: 'the seventh decimal is cut off instead of rounded',
    file: `${ingest}/values/parse-micro.ts`,
    text: 'fraction.charCodeAt(6) >= 53 ? kept + 1n : kept',
    replacement: 'kept',
    tests: micro,
  },
  {
    what: 'products of large amounts are rounded in doubles',
    file: `${ingest}/values/exact-sum.ts`,
    text: 'if (this.low > spill || this.low < -spill) this.carry();',
    replacement: '',
    tests: [...micro, ...cleaning, `${ingest}/values/exact-sum.test.ts`],
  },
  {
    what: 'half a penny is rounded down',
    file: `${ingest}/values/exact-sum.ts`,
    text: '+ 5000n) / 10000n',
    replacement: '+ 4999n) / 10000n',
    tests: [...micro, ...cleaning, `${ingest}/values/exact-sum.test.ts`],
  },
  {
    what: 'dates with dots are read month first',
    file: `${ingest}/values/order-evidence.ts`,
    text: "this.possible = ['day-first'];",
    replacement: "this.possible = ['month-first'];",
    tests: [`${ingest}/values/parse-date.test.ts`],
  },
  {
    what: 'afternoon hours are morning hours',
    file: `${ingest}/values/parse-date.ts`,
    text: "/[上早凌清]/.test(half) ? 'AM' : 'PM'",
    replacement: "'AM'",
    tests: [`${ingest}/values/parse-date.test.ts`],
  },
  {
    what: 'a cancellation is taken from the earliest order, not the latest',
    file: `${ingest}/assembly/net-cancellations.ts`,
    text: 'const order = open[open.length - 1];',
    replacement: 'const order = open[0];',
    tests: [`${ingest}/assembly/net-cancellations.test.ts`],
  },
  {
    what: 'a cancellation is taken from orders that come after it',
    file: `${ingest}/assembly/net-cancellations.ts`,
    text: 'lines.sort((a, b) => log.seconds.values[a] - log.seconds.values[b] || a - b);',
    replacement: 'lines.sort((a, b) => log.quantity.values[b] - log.quantity.values[a] || a - b);',
    tests: [`${ingest}/assembly/net-cancellations.test.ts`],
  },
  {
    what: 'the last week counts as whole whatever the log reaches',
    file: `${ingest}/assembly/complete-periods.ts`,
    text: 'offset(last) >= lastUsual ? periods : Math.min(periods, lastPeriod)',
    replacement: 'periods',
    tests: [`${ingest}/cleaning/promotion-share.test.ts`],
  },
  {
    what: 'the far-out fence is twice as near',
    file: `${ingest}/assembly/outlier-watch.ts`,
    text: 'if (this.units[at] <= fence.limit * 1e6) continue;',
    replacement: 'if (this.units[at] <= (fence.limit * 1e6) / 20) continue;',
    tests: [`${ingest}/assembly/net-cancellations.test.ts`],
  },
  {
    what: 'a promotion column’s 否 is a promotion',
    file: `${ingest}/cleaning/promotion-share.ts`,
    text: '否|无',
    replacement: '无',
    tests: [`${ingest}/cleaning/promotion-share.test.ts`],
  },
  {
    what: 'a predecessor of −3 weeks is an order',
    file: `${ingest}/values/candidate-rules.ts`,
    text: 'first.from <= last.to',
    replacement: 'first.from <= last.to + 99',
    tests: [`${ingest}/values/candidate-rules.test.ts`],
  },
  {
    what: 'a cell that begins with = is written as a formula',
    file: `${ingest}/writing/write-csv.ts`,
    text: 'const formulaStart = /^\\s*[=+',
    replacement: 'const formulaStart = /^\\s*[+',
    tests: [`${ingest}/writing/write-csv.test.ts`],
  },
];
