import type { Candidate } from '#engine/panel/candidate.ts';
import type { Dataset, ProductReviews } from '#engine/panel/dataset.ts';
import type { MarketCalendar, MarketEvent } from '#engine/panel/market-calendar.ts';
import type { Panel, PanelProduct } from '#engine/panel/panel.ts';
import type { RollUp } from '#engine/panel/roll-up.ts';
import {
  bytes,
  checked,
  column,
  count,
  day,
  figure,
  finite,
  flag,
  listOf,
  objectOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  type Shape,
  text,
} from './shapes.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export const spanShape: Shape<Span> = objectOf<Span>({ from: day, to: day });

const productShape = objectOf<PanelProduct>({
  id: text,
  name: text,
  nameAlternative: optional(text),
  category: count,
  firstSale: day,
  lastSale: day,
  attributes: optional(recordOf(text)),
});

const anyPanel = objectOf<Panel>({
  period: oneOf('week', 'month'),
  start: day,
  periods: count,
  weekStart: oneOf(0, 6),
  products: listOf(productShape),
  categories: listOf(text),
  units: column,
  revenue: column,
  price: column,
  promotion: orNull(column),
  views: orNull(column),
  visitors: orNull(column),
  dwellSeconds: orNull(column),
  carts: orNull(column),
  favourites: orNull(column),
  orderLines: optional(orNull(column)),
  unitsKnown: optional(flag),
  stockOut: orNull(bytes),
  completeFrom: count,
  completeTo: count,
});

const panelShape = checked(anyPanel, 'columns as long as products x periods', (panel) => {
  const size = panel.products.length * panel.periods;
  const columns = Object.values(panel).filter((value) => ArrayBuffer.isView(value)) as Float64Array[];
  return (
    columns.every(({ length }) => length === size) &&
    panel.products.every(({ category }) => category < panel.categories.length) &&
    panel.completeFrom <= panel.completeTo &&
    panel.completeTo <= panel.periods
  );
});

const eventShape = objectOf<MarketEvent>({
  name: text,
  kind: oneOf('promotion', 'holiday'),
  from: day,
  to: day,
  discount: optional(finite),
});

const calendarShape = checked(
  objectOf<MarketCalendar>({
    start: day,
    weeks: count,
    priceIndex: orNull(column),
    seasonIndex: orNull(column),
    events: listOf(eventShape),
  }),
  'indices as long as the weeks',
  ({ weeks, priceIndex, seasonIndex }) =>
    [priceIndex, seasonIndex].every((index) => index === null || index.length === weeks),
);

export const candidateShape: Shape<Candidate> = objectOf<Candidate>({
  id: text,
  name: text,
  nameAlternative: optional(text),
  category: text,
  description: optional(text),
  attributes: recordOf(text),
  price: figure,
  unitCost: optional(figure),
  salvage: optional(figure),
  fixedCost: optional(figure),
  stock: optional(figure),
  minimumOrder: optional(figure),
  leadTimeWeeks: optional(figure),
  plannedLaunch: optional(day),
  earliest: optional(day),
  latest: optional(day),
  mustLaunch: flag,
  effort: figure,
  exclusiveGroup: optional(text),
  wave: optional(text),
  predecessor: optional(text),
  after: optional(listOf(objectOf<{ candidate: string; weeks: number }>({ candidate: text, weeks: finite }))),
  closed: optional(listOf(spanShape)),
  row: count,
});

const reviewsShape = objectOf<ProductReviews>({
  productId: text,
  count,
  meanRating: figure,
  byDay: optional(objectOf<NonNullable<ProductReviews['byDay']>>({ day: column, count: column, sum: column })),
});

export const datasetShape: Shape<Dataset> = objectOf<Dataset>({
  panel: orNull(panelShape),
  calendar: orNull(calendarShape),
  candidates: listOf(candidateShape),
  reviews: listOf(reviewsShape),
  currency: text,
  fingerprint: text,
});

export const rollUpShape: Shape<RollUp> = objectOf<RollUp>({
  category: orNull(text),
  products: count,
  units: figure,
  revenue: figure,
  price: figure,
  promotion: figure,
  views: figure,
  visitors: figure,
  dwellSeconds: figure,
  carts: figure,
  favourites: figure,
  purchases: figure,
  purchaseAmount: figure,
  browsingFrequency: figure,
  reviews: figure,
  meanRating: figure,
});
