import { useTranslation } from 'react-i18next';
import type { MarketEvent } from '#engine/panel/market-calendar.ts';
import { LaunchProof } from '#features/demand/launch-history/launch-proof.tsx';
import { LaunchesFound } from '#features/demand/launch-history/launches-found.tsx';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { candidatesComputation, defineHit, selectCandidate } from '#state/candidates/candidates-actions.ts';
import { type CandidatesResult as Outcome, useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { launchBacktestComputation, useLaunchBacktestStore } from '#state/candidates/launch-backtest-actions.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useOwnCandidates } from '#state/data/product-names.ts';
import { useCurrentResult, useInputHash } from '#state/runtime/computation.ts';
import { lastReady } from '#state/runtime/job-state.ts';
import { useSettingsStore } from '#state/runtime/settings-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { Finding } from '#ui/feedback/finding.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { ProgressBar } from '#ui/feedback/progress-bar.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { SidePanel } from '#ui/layout/side-panel.tsx';
import { CandidateDetail } from './candidate-detail.tsx';
import { CandidatesTable } from './candidates-table.tsx';
import { type CandidateRow, toCandidateRows } from './to-candidate-rows.ts';

/** Products without history: what to expect, why, and how it is known. */
export function CandidatesPanel() {
  const { t } = useTranslation('demand');
  const language = useLanguage();
  const words = useIssueWords();
  const dataset = useDatasetStore((state) => state.facts.dataset);
  const candidates = useOwnCandidates();
  const events = useCalendarEvents();
  const { job, choices } = useCandidatesStore();
  const horizon = useSettingsStore((state) => state.horizonWeeks);
  // While the forecast follows a choice, the one before stays in sight.
  const shown = job.status === 'failed' ? null : lastReady(job);
  const hash = useInputHash(candidatesComputation);
  if (!dataset || dataset.candidates.length === 0 || hash === null) {
    return (
      <Panel title={t('candidates.title')}>
        <p>{t('candidates.none')}</p>
      </Panel>
    );
  }
  const stale = job.status === 'ready' && job.inputHash !== hash;
  const run = (
    <Button variant={job.status === 'idle' ? 'primary' : 'quiet'} onPress={() => void candidatesComputation.start()}>
      {job.status === 'idle' ? t('candidates.start') : t('candidates.again')}
    </Button>
  );
  const { launchesUsed: launches = 0, youngUsed: young = 0 } = shown?.result ?? {};
  return (
    <Panel
      title={t('candidates.title')}
      detail={
        launches === 0
          ? undefined
          : young === 0
            ? t('candidates.detail', { launches })
            : t('candidates.detailYoung', { launches, young })
      }
      actions={job.status === 'running' ? undefined : run}
    >
      <Stack>
        {job.status === 'running' && (
          <ProgressBar
            label={job.progress ? t(`candidates.phase.${job.progress.phase}`) : t('candidates.running')}
            value={job.progress?.done ?? null}
            onCancel={candidatesComputation.cancel}
          />
        )}
        {job.status === 'failed' && <Notice tone="error" title={words(job.issue)} />}
        {stale && <Notice tone="warning" title={t('candidates.stale')} />}
        {shown && (
          <CandidatesResult
            rows={toCandidateRows(candidates, shown.result.forecasts).map((row) => ({
              ...row,
              name: localName(language, row.name, row.nameAlternative),
            }))}
            events={events}
            result={shown.result}
            horizon={horizon}
            threshold={
              Number.isNaN(shown.result.hitThreshold) ? Number.NaN : (choices.hitThreshold ?? shown.result.hitThreshold)
            }
            currency={dataset.currency}
          />
        )}
      </Stack>
    </Panel>
  );
}

interface CandidatesResultProps {
  readonly rows: readonly CandidateRow[];
  readonly result: Outcome;
  readonly events: readonly MarketEvent[];
  readonly horizon: number;
  readonly threshold: number;
  readonly currency: string;
}

function CandidatesResult({ rows, result, events, horizon, threshold, currency }: CandidatesResultProps) {
  const { t } = useTranslation('demand');
  const words = useIssueWords();
  const formats = useFormats();
  const selected = useCandidatesStore((state) => state.selected);
  const backtest = useCurrentResult(launchBacktestComputation);
  const at = rows.findIndex(({ id }) => id === selected);
  const row = rows[at];
  if (rows.length === 0) return null;
  const goTo = (place: number) => (rows[place] ? () => selectCandidate(rows[place].id) : null);
  const [best] = rows;
  const figures = backtest?.figures;
  const percent = (value: number): string => formats.percent(value / 100);
  const isMakeshift = result.launchesUsed === 0;
  return (
    <>
      <Finding
        basis={
          figures
            ? t('candidates.findingBasis', {
                n: formats.count(figures.launches.length),
                wape: percent(figures.wapeTotal),
                coverage: percent(figures.coverage80),
              })
            : t(backtest || isMakeshift ? 'candidates.findingBasisNone' : 'candidates.findingBasisLater')
        }
      >
        {t(Number.isNaN(best.forecast.hitProbability) ? 'candidates.findingNoHit' : 'candidates.finding', {
          name: best.name,
          total: formats.count(best.forecast.total),
          weeks: horizon,
          hit: formats.chance(best.forecast.hitProbability),
        })}
      </Finding>
      {result.issues.map((issue) => (
        <Notice key={issue.code} tone={issue.severity === 'info' ? 'info' : 'warning'} title={words(issue)} />
      ))}
      <CandidatesTable rows={rows} selected={row?.id ?? null} horizon={horizon} threshold={threshold} />
      {row ? (
        <SidePanel
          title={t('candidates.detailTitle', { name: row.name, weeks: horizon })}
          place={t('candidates.place', { at: at + 1, count: rows.length })}
          onPrevious={goTo(at - 1)}
          onNext={goTo(at + 1)}
          onClose={() => selectCandidate(null)}
        >
          <CandidateDetail
            row={row}
            result={result}
            events={events}
            horizon={horizon}
            threshold={threshold}
            currency={currency}
          />
        </SidePanel>
      ) : null}
    </>
  );
}

/** How the forecasts of new products are known: their trial on earlier launches, what those were, and what counts as a hit. */
export function CandidatesProof() {
  const { t } = useTranslation('demand');
  const { job, choices } = useCandidatesStore();
  const backtest = useCurrentResult(launchBacktestComputation);
  const horizon = useSettingsStore((state) => state.horizonWeeks);
  const result = job.status === 'failed' ? null : (lastReady(job)?.result ?? null);
  if (!result) return null;
  const { findings, hitThreshold, launchesUsed } = result;
  const figures = backtest?.figures;
  return (
    <Stack>
      {launchesUsed === 0 ? null : <HitDefinition threshold={choices.hitThreshold ?? hitThreshold} />}
      {figures ? (
        <Disclosure title={t('howDoWeKnow', { ns: 'common' })}>
          <LaunchProof figures={figures} choice={result.backtest} />
        </Disclosure>
      ) : null}
      {backtest || launchesUsed === 0 ? null : <BacktestProgress />}
      <LaunchesFound findings={findings} horizon={horizon} />
    </Stack>
  );
}

/** Earlier launches are being forecast as in their week; where that was cancelled or fails, it can be asked for. */
function BacktestProgress() {
  const { t } = useTranslation('demand');
  const words = useIssueWords();
  const job = useLaunchBacktestStore((state) => state.job);
  if (job.status === 'running')
    return (
      <ProgressBar
        label={t('candidates.phase.proof')}
        value={job.progress?.done ?? null}
        onCancel={launchBacktestComputation.cancel}
      />
    );
  return (
    <Toolbar>
      {job.status === 'failed' ? <Notice tone="error" title={words(job.issue)} /> : null}
      <Button variant="quiet" onPress={() => void launchBacktestComputation.start()}>
        {t('candidates.testLaunches')}
      </Button>
    </Toolbar>
  );
}

/** What counts as a hit: the best quarter of earlier launches unless the manager says otherwise. */
function HitDefinition({ threshold }: { readonly threshold: number }) {
  const { t } = useTranslation('demand');
  const chosen = useCandidatesStore((state) => state.choices.hitThreshold);
  return (
    <Toolbar>
      <NumberField
        label={t('candidates.hitField')}
        unit={t('unit.units', { ns: 'common' })}
        value={Math.round(threshold)}
        minValue={1}
        onChange={(pieces) => void defineHit(Number.isNaN(pieces) ? null : pieces)}
      />
      {chosen === null ? null : (
        <Button variant="plain" onPress={() => void defineHit(null)}>
          {t('candidates.hitReset')}
        </Button>
      )}
    </Toolbar>
  );
}
