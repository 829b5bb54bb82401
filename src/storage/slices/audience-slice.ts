import type { BundlePrice } from '#engine/audience/bundle-price.ts';
import type {
  AudienceReport,
  CandidateAudience,
  CandidatePair,
  NamedPartner,
} from '#engine/audience/describe-audience.ts';
import type { CandidateInterest, InterestLead } from '#engine/audience/interest-lead.ts';
import type { Trial } from '#engine/audience/paired-trial.ts';
import type { CountRange } from '#engine/audience/study-launches.ts';
import type { Followed, NextCategoryOf, NextViewOf, NextViewStudy } from '#engine/audience/study-next-view.ts';
import type { DemandPattern } from '#engine/models/intermittent/croston.ts';
import type { AudienceOutput } from '#ingest/study-audience.ts';
import { jobSchema } from './forecast-schema.ts';
import * as s from './schema.ts';
import { defineSlice, renamed } from './slice.ts';

const trial = s.objectOf<Trial>({
  cases: s.count,
  ...s.each(s.figure, 'own', 'baseline', 'error'),
  verdict: s.oneOf('holds', 'no-better', 'too-few'),
});

const range = s.orNull(s.objectOf<CountRange>(s.each(s.figure, 'median', 'lo80', 'hi80')));

const partner = s.objectOf<NamedPartner>({
  productId: s.text,
  ...s.each(s.count, 'baskets', 'together'),
  byChance: s.figure,
  nearest: s.listOf(s.text),
  bundle: s.orNull(s.objectOf<BundlePrice>(s.each(s.figure, 'sum', 'point'))),
});

const candidate = s.objectOf<CandidateAudience>({
  candidateId: s.text,
  partners: s.listOf(partner),
  ...s.each(range, 'buyers', 'firstWeek', 'firstWeekUnits'),
  topCustomers: s.count,
  concentration: s.figure,
});

const pair = s.objectOf<CandidatePair>({
  ...s.each(s.text, 'first', 'second'),
  ...s.each(s.figure, 'overlap', 'byChance'),
  together: s.count,
  relation: s.oneOf('same-buyers', 'help', 'apart'),
});

const audience = s.objectOf<AudienceReport>({
  basis: s.oneOf('orders', 'sessions'),
  ...s.each(s.count, 'baskets', 'customers'),
  ...s.each(s.day, 'from', 'to'),
  ...s.each(trial, 'partners', 'audience'),
  candidates: s.listOf(candidate),
  pairs: s.listOf(pair),
});

const followed = s.listOf(s.objectOf<Followed>({ id: s.text, count: s.count }));

const nextView = s.objectOf<NextViewStudy>({
  sessions: s.count,
  trial,
  products: s.listOf(
    s.objectOf<NextViewOf>({
      productId: s.text,
      ...s.each(s.count, 'followed', 'visits'),
      ...s.each(followed, 'next', 'together'),
    }),
  ),
  categories: s.listOf(s.objectOf<NextCategoryOf>({ category: s.text, followed: s.count, next: followed })),
});

const lead = s.objectOf<InterestLead>({
  level: s.oneOf('category', 'product'),
  ...s.each(s.count, 'series', 'lead', 'periods'),
  ...s.each(s.figure, 'gain', 'error'),
  verdict: s.oneOf('leads', 'does-not', 'too-little'),
});

const interest = s.objectOf<CandidateInterest>({
  candidateId: s.text,
  basis: s.oneOf('own', 'category'),
  ...s.each(s.figure, 'recent', 'before'),
});

const proposal = s.objectOf<AudienceOutput['categories']['proposals'][number]>({
  ...s.each(s.text, 'candidateId', 'category'),
  confidence: s.figure,
  because: s.listOf(s.text),
});

/** Who buys a launch and what is looked at next: counts and names of products, never a customer or an order. */
export const audienceSlice = defineSlice(
  jobSchema(
    s.objectOf<AudienceOutput>({
      ...s.each(s.orNull(audience), 'audience', 'visits'),
      oneIn: s.count,
      nextView: s.orNull(nextView),
      lead,
      interest: s.listOf(interest),
      demandTypes: s.recordOf(s.oneOf<DemandPattern>('smooth', 'erratic', 'intermittent', 'lumpy')),
      categories: s.objectOf<AudienceOutput['categories']>({
        trial,
        ...s.each(s.figure, 'answered', 'precision'),
        proposals: s.listOf(proposal),
      }),
    }),
  ),
  // The first version told next views of products alone, and nothing of visits beside orders.
  (job) => (job.status === 'ready' ? { ...job, result: withVisits(job.result) } : job),
);

// biome-ignore lint/suspicious/noExplicitAny: as in the first version, which has no type any more
function withVisits({ nextView: told, ...others }: any): unknown {
  const products = told?.products.map(({ next, ...product }: { readonly next: readonly object[] }) => ({
    ...product,
    next: next.map(renamed('productId', 'id') as (fact: object) => unknown),
    ...{ visits: 0, together: [] },
  }));
  return { ...others, interest: [], visits: null, nextView: told && { ...told, products, categories: [] } };
}
