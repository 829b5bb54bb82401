import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '#engine/issue.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidates, usePlanIssueWords } from '#state/data/product-names.ts';
import { planComputation } from '#state/plan/plan-actions.ts';
import { isDecided, openRules, selectLaunch, takePlanAsFound } from '#state/plan/plan-edits.ts';
import {
  type CurrentPlan,
  currentResult,
  type PlanProgress,
  type PlanResult,
  usePlanStore,
} from '#state/plan/plan-store.ts';
import { usePlanNotice } from '#state/plan/use-plan-proof.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { useAfterPaint } from '#state/runtime/after-paint.ts';
import { useInputHash } from '#state/runtime/computation.ts';
import { goToStep } from '#state/runtime/settings-store.ts';
import { useEdits } from '#state/runtime/use-edits.ts';
import { Button } from '#ui/controls/button.tsx';
import { UndoControls } from '#ui/controls/undo-controls.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { Part, Parts } from '#ui/layout/part.tsx';
import { SidePanel } from '#ui/layout/side-panel.tsx';
import { EmptyState, Screen, StepHeader } from '#ui/layout/step-header.tsx';
import { LaunchCalendar } from './calendar/launch-calendar.tsx';
import { LaunchTable, NotSelectedTable } from './calendar/launch-table.tsx';
import { WhatIfBar } from './calendar/what-if-bar.tsx';
import { ComparePanel } from './compare/compare-panel.tsx';
import { ConvergenceChart } from './compare/convergence-chart.tsx';
import { FrontChart } from './compare/frontier-chart.tsx';
import { StabilityLine } from './compare/stability-line.tsx';
import { StressPanel } from './compare/stress-panel.tsx';
import { MovesPanel } from './moves-panel.tsx';
import { LaunchDetail } from './offer/launch-detail.tsx';
import { PromotionLine } from './offer/launch-promotions.tsx';
import { PlanFinding, SearchWords } from './plan-finding.tsx';
import { PlanNotices } from './plan-notices.tsx';
import styles from './plan-step.module.css';
import { ConstraintsPanel } from './rules/constraints-panel.tsx';
import { LimitsPanel } from './rules/limits-panel.tsx';
import { ObjectivePanel } from './rules/objective-panel.tsx';

/** Refusals that say themselves what to do, and that no constraint can mend. */
const helpless = new Set(['monthly-panel', 'no-launches', 'no-plannable-candidate', 'no-candidates']);

/** No constraint is named where the data does not allow a plan, or a worker died: that says itself what to do. */
function namesConstraint({ code }: Issue): boolean {
  return !helpless.has(code) && !code.endsWith('-crashed');
}

/** The launch plan: what to launch when, what it earns, what it would cost to overrule it. */
export function PlanStep() {
  const { t } = useTranslation('plan');
  const issueWords = usePlanIssueWords();
  const job = usePlanStore((state) => state.job);
  const current = usePlanStore((state) => state.current);
  const notice = usePlanNotice();
  const candidates = useCandidates();
  const hash = useInputHash(planComputation);
  if (hash === null && job.status !== 'ready') {
    return (
      <Screen>
        <StepHeader title={t('title')} purpose={t('purpose')} />
        <EmptyState
          title={t(candidates.length > 0 ? 'empty.noSales' : 'empty.title')}
          action={
            <Button variant="primary" onPress={() => goToStep('data')}>
              {t('empty.action')}
            </Button>
          }
        >
          {t(candidates.length > 0 ? 'empty.noSalesText' : 'empty.text')}
        </EmptyState>
      </Screen>
    );
  }
  const result = currentResult();
  return (
    <Screen>
      <div className={styles.screenOnly}>
        <StepHeader title={t('title')} purpose={t('purpose')} actions={<PlanActions />} />
      </div>
      <div className={styles.screenOnly}>
        {job.status === 'running' ? <PlanUnderWay progress={job.progress} startedAt={job.startedAt} /> : null}
        {job.status === 'failed' ? (
          <Notice tone="error" title={issueWords(job.issue)}>
            {namesConstraint(job.issue) ? t('failedHelp') : null}
          </Notice>
        ) : null}
        {notice?.isStale ? (
          <Notice
            tone="warning"
            title={t(notice.words)}
            action={
              notice.canUpdate ? (
                <Button onPress={() => void planComputation.start()}>{t('action.update')}</Button>
              ) : null
            }
          />
        ) : null}
      </div>
      {result && current ? <PlanFound result={result} current={current} /> : asked}
    </Screen>
  );
}

/** What the plan is asked for. The same element always: it is drawn anew by its own facts alone. */
const asked = (
  <div className={styles.screenOnly}>
    <ConstraintsPanel />
    <ObjectivePanel />
  </div>
);

/** The same beside the calendar, so that what a rule does is seen where it is set. */
function RulesDrawer() {
  const { t } = useTranslation('plan');
  const isOpen = usePlanStore((state) => state.rulesOpen);
  const isRunning = usePlanStore(({ job }) => job.status === 'running');
  if (!isOpen) return null;
  return (
    <SidePanel
      title={t('rules.title')}
      detail={t('rules.detail')}
      onClose={() => openRules(false)}
      actions={
        <Button variant="primary" isDisabled={isRunning} onPress={() => void planComputation.start()}>
          {t('rules.apply')}
        </Button>
      }
    >
      {asked}
    </SidePanel>
  );
}

function PlanActions() {
  const { t } = useTranslation('plan');
  const job = usePlanStore((state) => state.job);
  const edits = useEdits('plan');
  const hash = useInputHash(planComputation);
  const hasLocks = usePlanStore((state) => Object.keys(state.decisions.locks).length > 0);
  const isChanged = usePlanStore(
    ({ current, decisions, job: { status } }) =>
      status === 'ready' && (decisions.moved.length > 0 || isOtherThanFound(current?.weeks)),
  );
  if (job.status === 'running') return null;
  const words = job.status !== 'ready' ? 'action.run' : hasLocks ? 'action.around' : 'action.again';
  return (
    <>
      <UndoControls {...edits} />
      {isChanged ? <Button onPress={() => void takePlanAsFound()}>{t('action.asFound')}</Button> : null}
      <Button variant="primary" isDisabled={hash === null} onPress={() => void planComputation.start()}>
        {t(words)}
      </Button>
    </>
  );
}

function isOtherThanFound(weeks: CurrentPlan['weeks'] | undefined): boolean {
  const found = currentResult()?.search.weeks;
  return weeks !== undefined && found !== undefined && weeks.some((week, i) => week !== found[i]);
}

interface UnderWayProps {
  readonly progress: PlanProgress | null;
  readonly startedAt: number;
}

function PlanUnderWay({ progress, startedAt }: UnderWayProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const objective = usePlanStore((state) => state.settings.objective);
  const search = progress?.search ?? null;
  const share = progress?.share ?? null;
  const seconds = (Date.now() - startedAt) / 1000;
  return (
    <Stack>
      <ProgressBar
        label={t(`stage.${progress?.stage ?? 'building'}`)}
        value={share}
        secondsLeft={share && share > 0.05 ? (seconds / share) * (1 - share) : null}
        onCancel={planComputation.cancel}
        {...(search && search.phase === 'searching' && Number.isFinite(search.best)
          ? {
              detail: t('progress', {
                generation: formats.count(search.generation),
                moves: formats.short(search.moves),
                best: objective === 'article' ? formats.decimal(search.best, 4) : formats.count(search.best),
              }),
            }
          : {})}
      />
      {progress && progress.history.length > 1 ? (
        <ConvergenceChart history={progress.history} objective={objective} currency="" upperBound={Number.NaN} />
      ) : null}
    </Stack>
  );
}

interface PlanFoundProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/**
 * What a what-if asks for (figures, broken rules, calendar) is drawn at once; tables and comparisons follow when the page has
 * time for them, so that a user at the calendar does not wait for 300 rows further down.
 */
const PlanFound = memo(function DrawnPlan({ result, current }: PlanFoundProps) {
  const { t } = useTranslation('plan');
  const later = useAfterPaint(current);
  const paper = useReportStore((state) => state.choices.paper);
  return (
    <>
      <div className={styles.screenOnly}>
        <PlanFinding result={result} current={current} />
        <PlanNotices result={result} current={current} />
      </div>
      <div className={styles.sheet} data-paper={paper}>
        <Panel title={t('calendar.title')} actions={<Progress current={current} />}>
          <Stack>
            <WhatIfBar result={result} current={current} />
            <PromotionLine result={result} current={current} />
            <LaunchCalendar result={result} current={current} />
          </Stack>
        </Panel>
      </div>
      <PlanBehind result={result} current={later} />
    </>
  );
});

/** How many launches are decided, and the way to the first that is not. */
function Progress({ current }: Pick<PlanFoundProps, 'current'>) {
  const { t } = useTranslation('plan');
  const made = usePlanStore((state) => state.decisions.made);
  const ids = current.instance.products.map(({ id }) => id);
  const open = ids.filter((id) => !isDecided(made[id] ?? null));
  const order = current.reading.launches.map(({ product }) => ids[product]);
  const next = [...order, ...open].find((id) => open.includes(id));
  return (
    <>
      <span className={styles.progress}>
        {t('card.progress', { done: ids.length - open.length, count: ids.length })}
      </span>
      <Button icon="settings" onPress={() => openRules(true)}>
        {t('rules.title')}
      </Button>
      {next === undefined ? null : (
        <Button variant="primary" onPress={() => selectLaunch(next)}>
          {t('card.decide')}
        </Button>
      )}
    </>
  );
}

/** What stands behind the plan, folded in: the front, tables, limits, other scenarios, plans side by side, the search. */
const PlanBehind = memo(function DrawnBehind({ result, current }: PlanFoundProps) {
  const { t } = useTranslation('plan');
  const { search } = result;
  const { currency = '' } = result.built.instance;
  return (
    <Parts>
      <LaunchDetail result={result} current={current} />
      <RulesDrawer />
      <MovesPanel result={result} current={current} />
      {search.front.length > 1 ? (
        <Panel title={t(`front.title.${result.built.hasCosts ? 'profit' : 'revenue'}`)} detail={t('front.detail')}>
          <FrontChart result={result} current={current} />
        </Panel>
      ) : null}
      <Part title={t('table.title')}>
        {() => (
          <Stack>
            <LaunchTable result={result} current={current} />
            <NotSelectedTable result={result} current={current} />
          </Stack>
        )}
      </Part>
      <Part title={t('part.limits')} detail={t('part.limitsDetail')}>
        {() => (
          <>
            <LimitsPanel result={result} current={current} />
            <StressPanel current={current} />
          </>
        )}
      </Part>
      <Part title={t('compare.title')} detail={t('part.compareDetail')}>
        {() => <ComparePanel result={result} current={current} />}
      </Part>
      <Part title={t('part.how')} detail={t('part.howDetail')}>
        {() => (
          <Stack>
            <SearchWords result={result} current={current} />
            <StabilityLine result={result} current={current} />
            <p>{t('convergence.explain')}</p>
            {search.history.length > 1 ? (
              <ConvergenceChart
                history={search.history}
                objective={search.objective}
                currency={currency}
                upperBound={search.upperBound}
              />
            ) : null}
          </Stack>
        )}
      </Part>
    </Parts>
  );
});
