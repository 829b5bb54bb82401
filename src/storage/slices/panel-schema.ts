import * as v from 'valibot';
import { budget } from '#engine/budget.ts';
import type { FestivalId } from '#engine/calendar/festival-ends.ts';
import type { Candidate, FestivalEvidence } from '#engine/panel/candidate.ts';
import type { Dataset, ProductReviews } from '#engine/panel/dataset.ts';
import type { ForecastAnswers } from '#engine/panel/forecast-answers.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import type { RollUp } from '#engine/panel/roll-up.ts';
import { forecastSchema } from './forecast-schema.ts';
import * as s from './schema.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export const spanSchema: s.Schema<Span> = s.objectOf<Span>({ from: s.day, to: s.day });

const productSchema = s.objectOf<PanelProduct>({
  id: s.text,
  name: s.text,
  nameAlternative: s.optional(s.text),
  category: s.count,
  firstSale: s.day,
  lastSale: s.day,
  attributes: s.optional(s.recordOf(s.text)),
  tiers: s.optional(s.objectOf<NonNullable<PanelProduct['tiers']>>(s.each(s.figure, 'squares', 'products'))),
});

/** Also of a panel without products, and of a calendar without indices: no column has to be that long. */
const periods: s.Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(budget.panelPeriods));

const anyPanel = s.objectOf<Panel>({
  period: s.oneOf('week', 'month'),
  start: s.day,
  periods,
  weekStart: s.oneOf(0, 6),
  products: s.listOf(productSchema),
  categories: s.listOf(s.text),
  ...s.each(s.column, 'units', 'revenue', 'price'),
  promotion: s.orNull(s.column),
  views: s.orNull(s.column),
  visitors: s.orNull(s.column),
  dwellSeconds: s.orNull(s.column),
  carts: s.orNull(s.column),
  favourites: s.orNull(s.column),
  orderLines: s.optional(s.orNull(s.column)),
  unitsKnown: s.optional(s.flag),
  stockOut: s.orNull(s.bytes),
  completeFrom: s.count,
  completeTo: s.count,
});

const panelSchema = s.checked(anyPanel, 'columns as long as products x periods', (panel) => {
  const size = panel.products.length * panel.periods;
  const columns = Object.values(panel).filter((value) => ArrayBuffer.isView(value)) as Float64Array[];
  return (
    columns.every(({ length }) => length === size) &&
    panel.products.every(({ category }) => category < panel.categories.length) &&
    panel.completeFrom <= panel.completeTo &&
    panel.completeTo <= panel.periods
  );
});

const eventSchema = s.objectOf<MarketEvent>({
  name: s.text,
  kind: s.oneOf('promotion', 'holiday'),
  from: s.day,
  to: s.day,
  discount: s.optional(s.finite),
});

const calendarSchema = s.checked(
  s.objectOf<MarketCalendar>({
    start: s.day,
    weeks: periods,
    priceIndex: s.orNull(s.column),
    seasonIndex: s.orNull(s.column),
    events: s.listOf(eventSchema),
  }),
  'indices as long as the weeks',
  ({ weeks, priceIndex, seasonIndex }) =>
    [priceIndex, seasonIndex].every((index) => index === null || index.length === weeks),
);

export const candidateSchema: s.Schema<Candidate> = s.objectOf<Candidate>({
  id: s.text,
  name: s.text,
  nameAlternative: s.optional(s.text),
  category: s.text,
  description: s.optional(s.text),
  attributes: s.recordOf(s.text),
  price: s.figure,
  unitCost: s.optional(s.figure),
  salvage: s.optional(s.figure),
  fixedCost: s.optional(s.figure),
  stock: s.optional(s.figure),
  minimumOrder: s.optional(s.figure),
  leadTimeWeeks: s.optional(s.figure),
  plannedLaunch: s.optional(s.day),
  earliest: s.optional(s.day),
  latest: s.optional(s.day),
  lastDay: s.optional(s.day),
  planPrice: s.optional(s.finite),
  keepPrice: s.optional(s.flag),
  festival: s.optional(
    s.objectOf<FestivalEvidence>({
      festival: s.word<FestivalId>(),
      relatives: s.count,
      soldBefore: s.orNull(s.finite),
    }),
  ),
  mustLaunch: s.flag,
  effort: s.figure,
  exclusiveGroup: s.optional(s.text),
  wave: s.optional(s.text),
  predecessor: s.optional(s.text),
  after: s.optional(s.listOf(s.objectOf<{ candidate: string; weeks: number }>({ candidate: s.text, weeks: s.finite }))),
  closed: s.optional(s.listOf(spanSchema)),
  row: s.count,
});

const reviewsSchema = s.objectOf<ProductReviews>({
  productId: s.text,
  count: s.count,
  meanRating: s.figure,
  byDay: s.optional(
    s.objectOf<NonNullable<ProductReviews['byDay']>>({ day: s.column, count: s.column, sum: s.column }),
  ),
});

const answersSchema = s.checked(
  s.objectOf<ForecastAnswers>({
    engine: s.text,
    seed: s.figure,
    horizon: periods,
    methods: s.listOf(s.text),
    forecast: forecastSchema,
    folds: s.listOf(s.objectOf<ForecastAnswers['folds'][number]>({ known: s.count, mean: s.column })),
  }),
  'columns as long as products x weeks ahead',
  ({ methods, horizon, forecast, folds }) =>
    [forecast.mean, ...folds.map(({ mean }) => mean)].every(({ length }) => length === methods.length * horizon),
);

export const datasetSchema: s.Schema<Dataset> = s.checked(
  s.objectOf<Dataset>({
    panel: s.orNull(panelSchema),
    calendar: s.orNull(calendarSchema),
    candidates: s.listOf(candidateSchema),
    reviews: s.listOf(reviewsSchema),
    answers: s.optional(answersSchema),
    currency: s.text,
    fingerprint: s.text,
  }),
  'answers for the products of the panel',
  ({ panel, answers }) => !answers || answers.methods.length === panel?.products.length,
);

export const rollUpSchema: s.Schema<RollUp> = s.objectOf<RollUp>({
  category: s.orNull(s.text),
  products: s.count,
  ...s.each(s.figure, 'units', 'revenue', 'price', 'promotion', 'views', 'visitors', 'dwellSeconds', 'carts'),
  ...s.each(s.figure, 'favourites', 'purchases', 'purchaseAmount', 'browsingFrequency', 'reviews', 'meanRating'),
});
