import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { CurrentPlan, PlanResult } from '#state/plan/plan-store.ts';
import { usePlanProof, useProofWords } from '#state/plan/use-plan-proof.ts';
import { usePlanSentences } from '#state/plan/use-plan-sentences.ts';
import { Finding, Stat, Stats } from '#ui/feedback/finding.tsx';
import { Gloss } from '#ui/feedback/tooltip.tsx';

interface PlanFindingProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** The plan in one sentence, with the manager's own plan beside it, and how good it is at most. */
export function PlanFinding({ result, current }: PlanFindingProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { hasCosts } = result.built;
  const { instance } = current;
  const { currency = '' } = instance;
  const { figures } = current.reading;
  const money = (value: number): string => formats.shortMoney(value, currency);
  // A piece is whole.
  const pieces = (value: number): string => formats.short(Math.round(value));
  const { headline, trust } = usePlanSentences(result, current);
  const own = result.baseline?.figures ?? null;
  const aim = hasCosts ? 'profit' : 'revenue';
  const reordered = instance.products.some(({ reordersByWeek = [] }) =>
    reordersByWeek.some(({ length }) => length > 0),
  );
  return (
    <>
      <Finding basis={<CertificateWords result={result} current={current} trust={trust} />}>{headline}</Finding>
      <Stats>
        <Stat
          label={<Gloss explanation={t(`aim.${aim}Gloss`)}>{t(`aim.${aim}`)}</Gloss>}
          value={money(figures.profit)}
          tone="launch"
          {...(own && own.violations.length === 0 ? { detail: t('figures.own', { value: money(own.profit) }) } : {})}
        />
        <Stat
          label={<Gloss explanation={t('figures.tailGloss')}>{t('figures.tail')}</Gloss>}
          value={money(figures.tailMean)}
          detail={t('figures.risk', { value: money(figures.risk) })}
        />
        <Stat
          label={t('figures.units')}
          value={pieces(figures.expectedUnits)}
          {...(hasCosts ? { detail: t('figures.revenue', { value: money(figures.expectedRevenue) }) } : {})}
        />
        {hasCosts ? (
          <Stat
            label={
              reordered ? (
                <Gloss explanation={t('figures.coverGloss')}>{t('figures.investment')}</Gloss>
              ) : (
                t('figures.investment')
              )
            }
            value={money(figures.investment)}
            detail={t(reordered ? 'figures.leftoverCover' : 'figures.leftover', {
              units: pieces(figures.expectedLeftover),
            })}
          />
        ) : (
          <Stat
            label={t('figures.initialOrders')}
            value={pieces(figures.expectedUnits + figures.expectedLeftover)}
            detail={t('figures.leftover', { units: pieces(figures.expectedLeftover) })}
          />
        )}
        {hasCosts ? (
          <Stat
            label={t('figures.loss')}
            {...(figures.lossProbability === 0
              ? {
                  value: t('figures.never', { count: instance.scenarios.count }),
                  detail: t('figures.neverDetail'),
                }
              : {
                  value: formats.percent(figures.lossProbability, 1),
                  detail: t('figures.scenarios', { count: instance.scenarios.count }),
                })}
          />
        ) : null}
        {result.search.objective === 'article' ? (
          <Stat
            label={<Gloss explanation={t('figures.fitnessGloss')}>{t('figures.fitness')}</Gloss>}
            value={formats.decimal(figures.article.f, 4)}
            detail={t('figures.returns', {
              d: formats.decimal(figures.article.d, 3),
              p: formats.decimal(figures.article.p, 3),
            })}
          />
        ) : null}
      </Stats>
    </>
  );
}

/** How far to trust it, and what a change by hand costs. */
function CertificateWords({ result, current, trust }: PlanFindingProps & { readonly trust: string }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const { search, built } = result;
  const { currency = '' } = built.instance;
  const isFound = current.weeks.every((week, i) => week === search.weeks[i]);
  const change = current.reading.figures.profit - search.figures.profit;
  const byHand =
    isFound || Math.abs(change) < 0.5
      ? ''
      : t(change < 0 ? 'certificate.handCosts' : 'certificate.handGains', {
          money: formats.money(Math.abs(change), currency),
        });
  return <>{formats.sentences([trust, byHand])}</>;
}

/** "At most 0.8 % better is possible", and what it was searched with. */
export function SearchWords({ result, current }: PlanFindingProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const proof = useProofWords(result)(usePlanProof(result, current));
  const { search } = result;
  const words = t(search.stopped ? 'certificate.stopped' : 'certificate.search', {
    method: t(`method.${search.method}`),
    seed: result.seed,
    moves: formats.short(search.moves),
    seconds: formats.duration(result.seconds),
  });
  return <p>{formats.sentences([proof, words])}</p>;
}
