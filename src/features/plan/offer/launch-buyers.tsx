import { useTranslation } from 'react-i18next';
import type { CandidatePair, NamedPartner } from '#engine/audience/describe-audience.ts';
import type { CountRange } from '#engine/audience/study-launches.ts';
import styles from '#features/plan/plan-step.module.css';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { isSameForAll, useAudienceStore } from '#state/audience/audience-store.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useProductNames, useWeekName } from '#state/data/product-names.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';

interface LaunchBuyersProps {
  readonly candidateId: string;
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** Who buys a launch: partners with their evidence, bundles, known buyers, and which launches want the same buyers or help each other. */
export function LaunchBuyers({ candidateId, result, current }: LaunchBuyersProps) {
  const { t } = useTranslation('plan');
  const report = useAudienceStore(({ job }) => lastReady(job)?.result.audience);
  const own = report?.candidates.find((candidate) => candidate.candidateId === candidateId);
  if (!report || !own) return null;
  return (
    <LazyDisclosure title={t('buyers.title')}>
      {() => (
        <Stack>
          {report.partners.verdict === 'no-better' ? null : (
            <Partners partners={own.partners} isOfVisits={report.basis === 'sessions'} />
          )}
          {own.buyers && report.customers > 0 ? <KnownBuyers {...own.buyers} isSame={isSameForAll(report)} /> : null}
          <Others
            pairs={report.pairs.filter(({ first, second }) => first === candidateId || second === candidateId)}
            {...{ candidateId, result, current }}
          />
        </Stack>
      )}
    </LazyDisclosure>
  );
}

function Partners({
  partners,
  isOfVisits,
}: {
  readonly partners: readonly NamedPartner[];
  readonly isOfVisits: boolean;
}) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  const dataset = useDatasetStore((state) => state.facts.dataset);
  if (partners.length === 0) return <Lines title={t('buyers.partners')} lines={[t('buyers.noPartners')]} />;
  const nameOf = (id: string): string => {
    const product = dataset?.panel?.products.find((each) => each.id === id);
    return product ? localName(language, product.name, product.nameAlternative) : id;
  };
  const currency = dataset?.currency ?? '';
  const bundles = partners.flatMap(({ productId, bundle }) =>
    bundle
      ? t('buyers.bundle', {
          name: nameOf(productId),
          sum: formats.price(bundle.sum, currency),
          point: formats.price(bundle.point, currency),
        })
      : [],
  );
  return (
    <>
      <Lines
        title={t(isOfVisits ? 'buyers.viewed' : 'buyers.partners')}
        lines={partners.map(({ productId, together, baskets }) =>
          t(isOfVisits ? 'buyers.evidenceViewed' : 'buyers.evidence', {
            name: nameOf(productId),
            together: formats.count(together),
            baskets: formats.count(baskets),
          }),
        )}
      />
      <Lines title={t('buyers.bundles')} lines={bundles.slice(0, 2)} />
    </>
  );
}

function KnownBuyers({ median, lo80, hi80, isSame }: CountRange & { readonly isSame: boolean }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  return (
    <Lines
      title={t('buyers.known')}
      lines={[
        t(isSame ? 'buyers.knownSame' : 'detail.withRange', {
          value: formats.count(median),
          low: formats.count(lo80),
          high: formats.count(hi80),
        }),
      ]}
    />
  );
}

/** Other launches with the same buyers, and how far apart the plan has them; and those that are bought together with it. */
function Others({
  pairs,
  candidateId,
  result,
  current,
}: LaunchBuyersProps & { readonly pairs: readonly CandidatePair[] }) {
  const { t } = useTranslation('plan');
  const nameOf = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const productOf = (id: string): number => current.instance.products.findIndex((product) => product.id === id);
  const ownWeek = current.weeks[productOf(candidateId)] ?? -1;
  const wordsOf = (relation: CandidatePair['relation']): string[] =>
    pairs.flatMap((pair) => {
      const product = productOf(pair.first === candidateId ? pair.second : pair.first);
      if (pair.relation !== relation || product < 0) return [];
      const week = current.weeks[product];
      const apart = week < 0 || ownWeek < 0 ? 'out' : week === ownWeek ? 'same' : 'apart';
      return t(`buyers.other.${apart}`, {
        name: nameOf(product),
        week: weekName(week),
        weeks: t('buyers.weeks', { count: Math.abs(week - ownWeek) }),
      });
    });
  const [same, help] = [wordsOf('same-buyers'), wordsOf('help')];
  return (
    <>
      <Lines title={t('buyers.same')} lines={same.slice(0, 4)} />
      <Lines title={t('buyers.help')} lines={help.slice(0, 4)} />
      {same.length + help.length === 0 ? <Lines title={t('buyers.others')} lines={[t('buyers.noOthers')]} /> : null}
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h4 className={styles.cardHeading}>{title}</h4>
      <ul className={styles.cardList}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
