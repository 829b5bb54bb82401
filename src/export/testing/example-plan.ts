import { toEpochDay } from '#engine/calendar/epoch-day.ts';
import type { DemandChart, PlanDocument, PlannedLaunch, ReconciliationLine } from '#export/plan-document.ts';

/** A plan for tests and for looking at pages: plausible, made by formula, of any size. */
const products: readonly (readonly [id: string, name: string, english: string, category: string, price: number])[] = [
  ['SN2603', '年货零食收纳罐 五件套', 'Snack Jar Set of 5', '收纳 Storage', 89],
  ['CW2604', '宠物新年唐装 红色', 'Pet Lunar New Year Vest, Red', '宠物 Pets', 69],
  ['XF2601', '白桃乌龙香薰蜡烛 情人节礼盒', 'White Peach Oolong Candle Gift Box', '香氛 Fragrance', 149],
  ['CW2602', '豆腐猫砂 茉莉香 六包箱装', 'Jasmine Tofu Litter, Case of 6', '宠物 Pets', 128],
  ['BH2604', '钛内胆随行杯 420ml', 'Titanium-Lined Travel Mug 420 ml', '杯壶 Drinkware', 199],
  ['BH2601', '轻量冰霸杯 樱花限定 650ml', 'Cherry Blossom Ice Tumbler 650 ml', '杯壶 Drinkware', 109],
  ['LY2602', '一室一厅速开帐篷', 'Two-Room Quick Tent', '露营 Camping', 569],
  ['LY2601', '轻量蛋卷桌 碳钢折叠', 'Light Roll-Top Table', '露营 Camping', 159],
  ['LY2603', '折叠克米特椅 双人款', 'Kermit Bench for Two', '露营 Camping', 329],
  ['XF2603', '黄铜线香座套装 山影', 'Mountain Brass Incense Set', '香氛 Fragrance', 188],
  ['JD2601', '无线手持风扇 百档调速', 'Handheld Fan, 100 Speeds', '小家电 Appliances', 89],
  ['CW2601', '宠物凉感窝 夏季冰丝款', 'Cooling Pet Nest, Ice Silk', '宠物 Pets', 89],
  ['JD2602', '空气循环扇 落地款 联名色', 'Standing Circulation Fan, Edition', '小家电 Appliances', 429],
  ['XF2604', '520限定 玫瑰扩香石礼盒', 'Rose Scent Stone Gift Box', '香氛 Fragrance', 99],
];
const start = toEpochDay(2025, 12, 29);
const weeks = 26;
const namesOf = (i: number) => ({ name: products[i][1], nameAlternative: products[i][2] });
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

const estimate = { value: -1.62, error: 0.45, lo95: -2.5, hi95: -0.74 };
const response = {
  ...{ verdict: 'estimate' as const, reason: null, regular: estimate, newProduct: estimate, promotional: null },
  ...{ rivals: null, together: null, deal: null },
  evidence: {
    ...{ products: 21, weeks: 1840, movedProducts: 17, movedWeeks: 412, ownMovedProducts: 17, ownMovedWeeks: 300 },
    ...{ regularMovedProducts: 9, regularMovedWeeks: 120, seenFrom: 0.8, seenTo: 1.2, shareDiscount: 0.4 },
    ...{ shareCommon: 0.1, tierSlope: 0, tierError: 0.01 },
  },
};

function launchOf(i: number, of: number): PlannedLaunch {
  const [id, name, nameAlternative, category, price] = products[i % products.length];
  const week = start + 7 * Math.floor(((i + 0.5) / of) * (weeks - 2));
  const peak = 40 + 37 * ((i * 7) % 11);
  const weekly = range(13).map((age) => Math.round(peak * (age < 2 ? 0.5 + 0.25 * age : 0.9 ** (age - 2))));
  const units = weekly.reduce((sum, value) => sum + value, 0);
  return {
    id: i < products.length ? id : `${id}-${i}`,
    name,
    nameAlternative,
    category,
    week,
    lastDay: null,
    windowFrom: Math.max(start, week - 7 * (i % 3)),
    windowTo: week + 7 * (i % 2),
    wave: category.startsWith('露营') ? '春季露营' : '',
    owner: i % 4 === 0 ? '陈晓' : i % 4 === 1 ? 'M. Okafor' : '',
    mustLaunch: i % 7 === 2,
    byHand: i % 9 === 4,
    initialOrder: Math.round(units / 50) * 50,
    coverWeeks: null,
    price,
    units,
    unitsLo80: Math.round(units * 0.62),
    unitsHi80: Math.round(units * 1.47),
    revenue: units * price * 0.94,
    profit: units * price * 0.42 - 9000,
    profitLo80: units * price * 0.2 - 9000,
    profitHi80: units * price * 0.58 - 9000,
    marginShare: 0.55 + 0.01 * (i % 6),
    lossProbability: 0.03 + 0.02 * (i % 5),
    sellThrough: 0.9,
    weekly,
    earlier: i % 4 === 1 ? { kind: 'blocked', rule: 'capacity' } : { kind: 'costs', amount: 800 + 450 * i },
    later: i % 5 === 2 ? { kind: 'blocked', rule: 'latest' } : { kind: 'costs', amount: 1200 + 310 * i },
    hit: { probability: 0.18 + 0.04 * (i % 9), threshold: 1175 },
    flopProbability: 0.03 + 0.02 * (i % 6),
    called: i % 9 > 6 ? ['hit'] : [],
    reasons: {
      launchWeek: week,
      total: units,
      contributions: [
        { source: 'typical', value: 480 },
        { source: 'price', value: 0.82 + 0.04 * (i % 7) },
        { source: 'text', value: 1.12 - 0.05 * (i % 4) },
        { source: 'analogues', value: 1 },
        { source: 'season', value: 1.23 },
        {
          source: 'spread',
          value: units / (480 * (0.82 + 0.04 * (i % 7)) * (1.12 - 0.05 * (i % 4)) * 1.23),
        },
      ],
    },
    promotions: i % 3 === 0 ? [] : [{ event: '618', from: toEpochDay(2026, 5, 25) }],
    orderBy: week - 42,
    reorders: i % 5 === 0 ? [] : [{ review: week + 14, arrival: week + 56, share: 0.92 }],
    priceAdvice: {
      response: i % 2 === 0 ? null : { ...response, category },
      planPrice: price,
      isKept: i % 8 === 1,
      test: i % 4 === 0 ? { products: 12, weeks: 8 } : null,
    },
    analogues: [
      { name: '冰霸杯 带手柄 890ml', nameAlternative: 'Handled Ice Tumbler 890 ml' },
      { name: '随行咖啡杯 360ml', nameAlternative: 'Travel Coffee Mug 360 ml' },
    ],
  };
}

function demandOf(title: string, k: number): DemandChart {
  const level = (t: number): number => 900 + 40 * k + 260 * Math.sin((2 * Math.PI * (t + 9 * k)) / 52);
  const history = range(156).map((t) =>
    Math.round(level(t) * (1 + 0.1 * Math.sin(t * 12.9 + k)) * (t % 52 === 44 ? 2.4 : 1)),
  );
  const mean = range(13).map((h) => level(156 + h));
  const spread = (share: number): number[] => mean.map((value, h) => value * (1 + share * (0.6 + 0.05 * h)));
  return {
    title,
    measure: 'units',
    start: toEpochDay(2023, 1, 2),
    daysPerPeriod: 7,
    history,
    mean,
    lo50: spread(-0.1),
    hi50: spread(0.1),
    lo80: spread(-0.2),
    hi80: spread(0.2),
    lo95: spread(-0.34),
    hi95: spread(0.34),
    naive: range(13).map((h) => history[104 + h]),
    model: k % 2 === 0 ? 'ARIMA(1,0,1)(0,1,1)[52]' : 'ARIMA(1,1,2) + Fourier(5)[52] & ARIMA(0,1,1)(0,1,1)[52]',
    accuracy:
      k === 5
        ? null
        : {
            wape: 11 + k,
            mase: 0.7 + 0.05 * k,
            bias: k - 2,
            coverage80: 78 + k,
            coverage95: 93,
            valueAdded: 22 - 5 * k,
            origins: 10,
            held: { valueAdded: 16 - 6 * k, origins: 4 },
            naive: 'snaive',
            naiveWape: (11 + k) / (0.78 + 0.05 * k),
            naiveMase: 0.92 + 0.01 * k,
          },
  };
}

const classes = {
  hit: {
    ...{ threshold: 0.34, launches: 38, came: 10, called: 11, right: 8, precision: 8 / 11, recall: 0.8, f1: 16 / 21 },
    ...{ accuracy: 33 / 38, baselineF1: 20 / 48, baselineAccuracy: 28 / 38, error: 0.08, verdict: 'holds' as const },
  },
  flop: {
    ...{ threshold: 0.41, launches: 38, came: 3, called: 2, right: 2, precision: 1, recall: 2 / 3, f1: 0.8 },
    ...{ accuracy: 37 / 38, baselineF1: 6 / 41, baselineAccuracy: 35 / 38, error: 0.2, verdict: 'too-few' as const },
  },
};

const line = (id: string, countOf: string, more: Partial<ReconciliationLine>): ReconciliationLine => ({
  ...{ id, countOf, count: null, units: null, revenue: null, products: null, isTotal: false },
  ...more,
});

/** The same with another price and a markdown for each third launch. */
export function withOffers(plan: PlanDocument): PlanDocument {
  const launches = plan.launches.map((launch, i) =>
    i % 3 === 1
      ? {
          ...launch,
          ...{ ownPrice: launch.price + 10, markdown: { price: 0.8 * launch.price, age: 8 } },
          priceGain: { mean: 4100 + i, lo80: 1200, hi80: 7300 },
          ...(launch.priceAdvice ? { priceAdvice: { ...launch.priceAdvice, gain: { flipsAt: -1.24 } } } : {}),
        }
      : launch,
  );
  return { ...plan, launches };
}

/** An example with the given number of launches. */
export function createExamplePlan(launchCount = 14): PlanDocument {
  const launches = range(launchCount).map((i) => launchOf(i, launchCount));
  const profit = launches.reduce((sum, launch) => sum + launch.profit, 0);
  const sum = (pick: (launch: PlannedLaunch) => number): number =>
    launches.reduce((total, each) => total + pick(each), 0);
  const load = range(weeks).map((week) => launches.filter((launch) => launch.week === start + 7 * week).length);
  return {
    title: '',
    currency: 'CNY',
    madeOn: toEpochDay(2026, 1, 5),
    asked: {
      objective: 'front',
      weights: null,
      candidates: launchCount + 3,
      start,
      weeks,
      capacityPerWeek: 3,
      budget: 600000,
      mustLaunch: 3,
      blackoutWeeks: [toEpochDay(2026, 2, 16)],
      fixedByHand: 1,
      windowShare: 0.02,
      rules: [
        { kind: 'capacity', week: toEpochDay(2026, 1, 26), value: 1.5 },
        { kind: 'budget', from: toEpochDay(2025, 12, 29), to: toEpochDay(2026, 3, 23), amount: 280000 },
        { kind: 'most', category: '露营 Camping', count: 2 },
        { kind: 'spacing', category: '杯壶 Drinkware', count: 1, weeks: 3 },
        { kind: 'category-closed', category: '宠物 Pets', weeks: [toEpochDay(2026, 6, 15)] },
        { kind: 'group', name: '循环扇', members: [namesOf(12), namesOf(10)], count: 1 },
        { kind: 'wave', name: '春季露营', members: [namesOf(6), namesOf(7), namesOf(8)] },
        { kind: 'order', first: namesOf(4), second: namesOf(5), weeks: 2 },
        { kind: 'promotion-budget', amount: 2400 },
        { kind: 'price-order', cheaper: namesOf(0), dearer: namesOf(4) },
        { kind: 'floor-margin', share: 0.35 },
        { kind: 'markdown-week', week: 10 },
        { kind: 'dates', count: 9 },
        { kind: 'closed', count: 1 },
      ],
      hasCosts: true,
    },
    headline: {
      profit,
      baselineProfit: profit * 0.88,
      baselineBroken: 0,
      draft: [],
      weeksOfSales: 156,
      revenue: sum((launch) => launch.revenue),
      units: sum((launch) => launch.units),
      investment: sum((launch) => launch.initialOrder * launch.price * 0.4),
      tailProfit: profit * 0.61,
      tailShare: 0.1,
      lossProbability: 0.005,
      gap: 0.013,
      isOfOtherRules: false,
      broken: 0,
    },
    changes: {
      named: range(3).map((i) => ({
        moves: [{ ...namesOf(i), from: start + 7 * i, to: i === 2 ? null : start + 7 * (i + 3) }],
        gain: 9000 - 4000 * i,
        isForRules: i === 2,
      })),
      others: { count: 4, gain: 2100 },
      kept: 7,
    },
    calendar: {
      start,
      weeks,
      events: [
        { name: '元旦', kind: 'holiday', from: toEpochDay(2026, 1, 1), to: toEpochDay(2026, 1, 3) },
        { name: '双11', kind: 'promotion', from: toEpochDay(2024, 10, 31), to: toEpochDay(2024, 11, 11) },
        { name: '618', kind: 'promotion', from: toEpochDay(2025, 5, 31), to: toEpochDay(2025, 6, 20) },
        { name: '双11', kind: 'promotion', from: toEpochDay(2025, 10, 31), to: toEpochDay(2025, 11, 11) },
        { name: '年货节', kind: 'promotion', from: toEpochDay(2026, 1, 24), to: toEpochDay(2026, 2, 8) },
        { name: '春节', kind: 'holiday', from: toEpochDay(2026, 2, 15), to: toEpochDay(2026, 2, 23) },
        { name: '3.8焕新周', kind: 'promotion', from: toEpochDay(2026, 3, 4), to: toEpochDay(2026, 3, 8) },
        { name: '清明节', kind: 'holiday', from: toEpochDay(2026, 4, 4), to: toEpochDay(2026, 4, 6) },
        { name: '劳动节', kind: 'holiday', from: toEpochDay(2026, 5, 1), to: toEpochDay(2026, 5, 5) },
        { name: '520礼遇季', kind: 'promotion', from: toEpochDay(2026, 5, 17), to: toEpochDay(2026, 5, 20) },
        { name: '618', kind: 'promotion', from: toEpochDay(2026, 5, 31), to: toEpochDay(2026, 6, 20) },
        { name: '端午节', kind: 'holiday', from: toEpochDay(2026, 6, 19), to: toEpochDay(2026, 6, 21) },
      ],
      load,
      capacity: range(weeks).map((week) => (week === 7 ? 0 : 3)),
    },
    launches,
    notSelected: [
      {
        ...{
          id: 'SN2604',
          name: '实木旋转书架 三层',
          nameAlternative: 'Revolving Wooden Bookcase',
          category: '收纳 Storage',
        },
        reason: 'unprofitable',
        rules: [],
        bestWeek: toEpochDay(2026, 3, 9),
        gain: -4100,
      },
      {
        ...{
          id: 'JD2603',
          name: '空气循环扇 落地款 基础色',
          nameAlternative: 'Standing Circulation Fan, Classic',
          category: '小家电 Appliances',
        },
        reason: 'blocked',
        rules: ['exclusive-group', 'capacity'],
        bestWeek: toEpochDay(2026, 5, 11),
        gain: 31250,
      },
      {
        ...{
          id: 'BH2603',
          name: '运动摇摇杯 冷饮款 700ml',
          nameAlternative: 'Cold Drink Shaker Bottle 700 ml',
          category: '杯壶 Drinkware',
        },
        reason: 'would-pay',
        rules: [],
        bestWeek: toEpochDay(2026, 5, 4),
        gain: 2210,
      },
    ],
    demand: ['杯壶 Drinkware', '香氛 Fragrance', '收纳 Storage', '小家电 Appliances', '宠物 Pets', '露营 Camping'].map(
      demandOf,
    ),
    trend: {
      ...{ measure: 'units', start: toEpochDay(2023, 1, 2), daysPerPeriod: 7 },
      values: range(156).map((t) => 5400 + 12 * t + 1100 * Math.sin((2 * Math.PI * t) / 52) + 300 * Math.sin(t * 12.9)),
      trend: range(156).map((t) => 5400 + 12 * t),
      growth: { share: 0.114, lo95: 0.082, hi95: 0.147 },
    },
    promotionCalendar: [
      {
        ...{ event: '3.8焕新周', from: toEpochDay(2026, 3, 2), to: toEpochDay(2026, 3, 8), slots: null, fee: 0 },
        ...{ members: [], apart: [] },
      },
      {
        ...{ event: '618', from: toEpochDay(2026, 5, 25), to: toEpochDay(2026, 6, 21), slots: 4, fee: 800 },
        ...{ members: launches.slice(0, 3), apart: launches.slice(3, 4) },
      },
    ],
    promotions: {
      ...{ reason: null, switched: { value: 0.42, error: 0.1, lo95: 0.22, hi95: 0.62 }, before: null, after: null },
      kinds: ['618', '双11'].map((name, k) => ({
        ...{ name, reason: null, takers: 41 + k, apart: 17 - k },
        gross: { value: 0.62 + k / 2, error: 0.1, lo95: 0.41 + k / 2, hi95: 0.86 + k / 2 },
        net: { value: 0.31 + k / 4, error: 0.1, lo95: 0.09 + k / 4, hi95: 0.52 + k / 4 },
      })),
    },
    market: (['priceIndex', 'seasonIndex'] as const).map((index, k) => {
      const at = (t: number): number =>
        index === 'priceIndex' ? 100 + 0.02 * t + 1.4 * Math.sin(t / 9) : 1 + 0.3 * Math.sin((2 * Math.PI * t) / 52);
      const mean = range(13).map((h) => at(156 + h));
      const spread = (width: number): number[] =>
        mean.map((value, h) => value + width * (1 - 0.9 * k) * (0.4 + 0.05 * h));
      return {
        ...{ index, start: toEpochDay(2023, 1, 2), daysPerPeriod: 7 as const, history: range(156).map(at), mean },
        ...{ lo50: spread(-0.6), hi50: spread(0.6), lo80: spread(-1.2), hi80: spread(1.2) },
        ...{ lo95: spread(-2), hi95: spread(2), naive: range(13).map((h) => at(104 + h)) },
      };
    }),
    assumptions: {
      sellingWeeks: [16, 16],
      scenarios: 200,
      moneyRate: 0.05,
      initialOrders: { given: 1, newsvendor: launchCount + 2, expected: 0 },
      coverWeeks: [4, 9],
      costsAssumed: 2,
      salvageAssumed: 5,
      withoutOutlooks: false,
      rivalPairs: 11,
      forecastsChanged: 1,
      notPlanned: 1,
    },
    addedUp: { method: 'min-trace', gain: 2.2, moved: 1.4 },
    launchAccuracy: {
      ...{ launches: 38, wape: 34.2, bias: -4.1, coverage80: 79, naiveWape: 51.7, auc: 0.78, brier: 0.194, classes },
      flops: { flopped: 3, expected: 2.7, auc: 0.81, brier: 0.061 },
    },
    buyers: {
      ...{ basis: 'orders', isSameForAll: false, baskets: 61_240, customers: 8_120, from: start - 730, to: start - 1 },
      partners: { cases: 24, own: 0.21, baseline: 0.06, error: 0.02, verdict: 'holds' },
      audience: { cases: 19, own: 0.33, baseline: 0.31, error: 0.03, verdict: 'no-better' },
    },
    scenarioProfits: range(200).map((i) => profit * (1 + 0.5 * Math.sin(i * 7.13) * Math.cos(i * 1.7))),
    front: range(24).map((i) => ({
      profit: profit * (0.55 + 0.47 * Math.sqrt(i / 24)),
      risk: profit * (0.1 + 0.016 * i),
    })),
    data: {
      files: [
        {
          name: 'sales-2023-2025.csv.gz',
          kind: 'sales',
          rows: 93509,
          rowsAccepted: 93500,
          firstDay: toEpochDay(2023, 1, 2),
          lastDay: toEpochDay(2025, 12, 28),
        },
        {
          name: 'market-calendar.csv',
          kind: 'calendar',
          rows: 1456,
          rowsAccepted: 1456,
          firstDay: toEpochDay(2023, 1, 2),
          lastDay: toEpochDay(2026, 12, 27),
        },
        { name: 'candidates-2026.csv', kind: 'candidates', rows: 24, rowsAccepted: 24, firstDay: null, lastDay: null },
      ],
      reconciliation: [
        line('rowsRead', 'rows', { count: 93509 }),
        line('rowsRejected', 'rows', { count: -9 }),
        line('rowsAccepted', 'rows', {
          count: 93500,
          units: 402118,
          revenue: 38412077.5,
          products: 121,
          isTotal: true,
        }),
        line('cancellations-netted', 'lines', { count: 1210, units: -1502, revenue: -140210.25 }),
        line('service-codes', 'rows', { count: 88, units: -88, revenue: -1056, products: -1 }),
        line('stock-outs', 'productWeeks', { count: 37 }),
        line('panel', 'weeks', { count: 156, units: 400528, revenue: 38270811.25, products: 120, isTotal: true }),
      ],
      monthly: false,
      lastDay: toEpochDay(2025, 12, 28),
      products: 120,
      categories: 6,
      weeks: 156,
      launchesLearntFrom: 50,
      fingerprint: '3f9a1c07be5524d1c0f2a6b7e88d41903c5e7f2210aa94d6b1e35f08c7d2b64e',
    },
    method: {
      planMethod: 'nsga2',
      seed: 20251111,
      generations: 180,
      moves: 412000,
      scenarios: 200,
      levelModels: ['words-range-price', 'analogues'],
      inputHash: '7be0c4d19a3f5526',
      version: '0.1.0',
      problemFormat: 'launch-plan/1',
    },
  };
}
