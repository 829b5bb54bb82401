import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { type CurrentPlan, currentResult, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { useOutlookNotice, usePlanNotice, usePlanProof, useProofWords } from '#state/plan/use-plan-proof.ts';
import { usePlanSentences } from '#state/plan/use-plan-sentences.ts';
import { useRunningWork } from '#state/runtime/running-jobs.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { Button } from '#ui/controls/button.tsx';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Finding, Stat, Stats } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Columns, Panel, Stack } from '#ui/layout/panel.tsx';
import { EmptyState, Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { RunningJob } from '#ui/layout/step-screen.tsx';
import { CommittedNotice } from './committed-notice.tsx';
import { DecisionList } from './decision-list.tsx';
import { FirstFindings } from './first-findings.tsx';
import { LaunchOverview } from './launch-overview.tsx';
import { RiskList } from './risk-list.tsx';
import { profitRange } from './to-profit-range.ts';

/** The whole in one screen that a boss could read: the plan, its range, what could go wrong, what needs a word. */
export function OverviewStep() {
  const { t } = useTranslation('overview');
  const current = usePlanStore((state) => state.current);
  usePlanStore((state) => state.job);
  const result = currentResult();
  return (
    <Screen>
      <StepHeader
        title={t('title')}
        purpose={t('purpose')}
        actions={
          <>
            <UndoControls {...useEdits('overview')} />
            {result && current ? (
              <>
                <Button onPress={() => goToStep('plan')}>{t('toPlan')}</Button>
                <Button variant="primary" onPress={() => goToStep('report')}>
                  {t('toReport')}
                </Button>
              </>
            ) : null}
          </>
        }
      />
      <WorkUnderWay />
      <CommittedNotice />
      {result && current ? <PlanOverview result={result} current={current} /> : <NoPlanYet />}
    </Screen>
  );
}

/** Whatever computes now, in one place. */
function WorkUnderWay() {
  const { t } = useTranslation('overview');
  const work = useRunningWork();
  if (work.length === 0) return null;
  return (
    <Panel title={t('work.title')}>
      <Stack>
        {work.map(({ id, share, startedAt, cancel }) => (
          <RunningJob key={id} label={t(`work.${id}`)} share={share} startedAt={startedAt} onCancel={cancel} />
        ))}
      </Stack>
    </Panel>
  );
}

function NoPlanYet() {
  const { t } = useTranslation('overview');
  const dataset = useDatasetStore((state) => state.facts.dataset);
  const isWorking = useRunningWork().length > 0;
  const isPlannable = dataset !== null && dataset.panel !== null;
  const words = isWorking
    ? 'working'
    : isPlannable
      ? 'noPlan'
      : dataset && dataset.candidates.length > 0
        ? 'noSales'
        : 'empty';
  return (
    <EmptyState
      title={t(`${words}.title`)}
      {...(isWorking
        ? {}
        : {
            action: (
              <Button variant="primary" onPress={() => goToStep(isPlannable ? 'plan' : 'data')}>
                {t(isPlannable ? 'noPlan.action' : 'empty.action')}
              </Button>
            ),
          })}
    >
      {t(`${words}.text`)}
      {isWorking ? <FirstFindings /> : null}
    </EmptyState>
  );
}

interface PlanProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

function PlanOverview({ result, current }: PlanProps) {
  const { t } = useTranslation(['overview', 'plan']);
  const openQuestions = useDatasetStore((state) => state.facts.questions.length);
  const outlooks = useOutlookNotice(result);
  const aim = result.built.hasCosts ? 'profit' : 'revenue';
  return (
    <>
      <AgeNotice of="stale" />
      <PlanSentence result={result} current={current} />
      <AgeNotice of="valid" />
      {outlooks ? <Notice tone="info" title={t(`plan:${outlooks}`)} /> : null}
      <PlanFigures result={result} current={current} />
      <Panel title={t('calendar.title')}>
        <LaunchOverview result={result} current={current} />
      </Panel>
      <Columns minimum={340}>
        <Panel title={t('risks.title')} detail={t(`risks.detail.${aim}`)}>
          <RiskList result={result} current={current} />
        </Panel>
        <Panel title={t('decisions.title')} detail={t('decisions.detail')}>
          <DecisionList result={result} current={current} openQuestions={openQuestions} />
        </Panel>
      </Columns>
    </>
  );
}

/** A plan that is not of what is here now says so before anything else, as on its own step; one that could know more, after. */
function AgeNotice({ of }: { readonly of: 'stale' | 'valid' }) {
  const { t } = useTranslation('plan');
  const notice = usePlanNotice();
  if (!notice || notice.isStale !== (of === 'stale')) return null;
  return (
    <Notice
      tone={notice.isStale ? 'warning' : 'info'}
      title={t(notice.words)}
      action={
        notice.canUpdate ? <Button onPress={() => void planComputation.start()}>{t('action.update')}</Button> : null
      }
    />
  );
}

function PlanSentence({ result, current }: PlanProps) {
  const { t } = useTranslation(['overview', 'plan']);
  const formats = useFormats();
  const { instance } = current;
  const { currency = '' } = instance;
  const { figures } = current.reading;
  const aim = result.built.hasCosts ? 'profit' : 'revenue';
  const { headline, trust, isDraft } = usePlanSentences(result, current);
  const proof = useProofWords(result)(usePlanProof(result, current));
  const range = t(`overview:range.${aim}`, {
    from: formats.shortMoney(profitRange(figures).from, currency),
    to: formats.shortMoney(profitRange(figures).to, currency),
  });
  const added = useAddedWords(current);
  const basis = isDraft ? [trust] : [range, ...added, trust, proof];
  return <Finding basis={formats.sentences(basis)}>{headline}</Finding>;
}

/** What prices, orders and promotions add over the same weeks with the manager's: a difference of plans. */
function useAddedWords({ added, instance: { currency = '' } }: CurrentPlan): string[] {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  if (!added) return [];
  const money = (value: number): string => formats.signed(value, (size) => formats.shortMoney(size, currency));
  const { prices, orders, promotions, overSlots } = added;
  const words = { prices: money(prices), orders: money(orders), promotions: money(promotions) };
  return [
    t('added', { ...words, total: money(prices + orders + promotions) }),
    ...(overSlots ? [t('addedOverSlots')] : []),
  ];
}

function PlanFigures({ result, current }: PlanProps) {
  const { t } = useTranslation(['overview', 'plan']);
  const formats = useFormats();
  const { currency = '' } = current.instance;
  const { figures } = current.reading;
  const { hasCosts } = result.built;
  const aim = hasCosts ? 'profit' : 'revenue';
  const money = (value: number): string => formats.shortMoney(value, currency);
  const { from, to } = profitRange(figures);
  return (
    <Stats>
      <Stat
        label={t(`plan:aim.${aim}`)}
        value={money(figures.profit)}
        detail={t('overview:between', { from: money(from), to: money(to) })}
        tone="launch"
      />
      <Stat
        label={t('overview:launches')}
        value={formats.count(figures.launched)}
        detail={t('overview:ofCandidates', { count: current.instance.products.length })}
      />
      <Stat
        label={t('plan:figures.units')}
        value={formats.short(Math.round(figures.expectedUnits))}
        {...(hasCosts ? { detail: t('plan:figures.revenue', { value: money(figures.expectedRevenue) }) } : {})}
      />
      {hasCosts ? (
        <>
          <Stat label={t('plan:figures.investment')} value={money(figures.investment)} />
          <Stat
            label={t('plan:figures.loss')}
            {...(figures.lossProbability === 0
              ? {
                  value: t('plan:figures.never', { count: current.instance.scenarios.count }),
                  detail: t('plan:figures.neverDetail'),
                }
              : {
                  value: formats.percent(figures.lossProbability, 1),
                  detail: t('plan:figures.scenarios', { count: current.instance.scenarios.count }),
                })}
          />
        </>
      ) : null}
    </Stats>
  );
}
