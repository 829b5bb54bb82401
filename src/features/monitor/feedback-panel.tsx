import { useTranslation } from 'react-i18next';
import type { FeedbackEffect, FeedbackReport, ProductFeedback, RisingTopic } from '#engine/reviews/feedback.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { feedbackComputation, followRatings } from '#state/monitor/monitor-actions.ts';
import { type Commitment, type MonitorResult, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { Switch } from '#ui/controls/switch.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { RunningJob } from '#ui/layout/step-screen.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useLaunchNames, useMonitorIssueWords } from './version-names.ts';

interface FeedbackPanelProps {
  readonly version: Commitment;
  readonly result: MonitorResult;
}

/** Ratings and reviews since the launches, a fall as an alert, and what they do to the forecasts. */
export function FeedbackPanel({ version, result }: FeedbackPanelProps) {
  const { t } = useTranslation('monitor');
  const words = useMonitorIssueWords();
  const feedback = useMonitorStore((state) => state.feedback);
  return (
    <Panel title={t('feedback.title')} detail={t('feedback.detail')}>
      <Stack>
        {feedback.status === 'idle' ? <p>{t('feedback.none')}</p> : null}
        {feedback.status === 'running' ? (
          <RunningJob
            label={t(`feedback.running.${feedback.progress?.phase ?? 'reading'}`)}
            share={feedback.progress?.done ?? null}
            startedAt={feedback.startedAt}
            onCancel={feedbackComputation.cancel}
          />
        ) : null}
        {feedback.status === 'failed' ? (
          <Notice tone="error" title={t('feedback.failed')}>
            {words(feedback.issue)}
          </Notice>
        ) : null}
        {feedback.status === 'ready' ? <Report version={version} report={feedback.result} /> : null}
        {result.effect ? <Effect version={version} effect={result.effect} /> : null}
      </Stack>
    </Panel>
  );
}

function Report({ version, report }: { readonly version: Commitment; readonly report: FeedbackReport }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const words = useMonitorIssueWords();
  const nameOf = useLaunchNames(version.plan);
  const { classifier, products, topics, issues } = report;
  const fallen = products.filter(({ fall }) => fall !== null);
  const percent = (value: number): string => formats.percent(value, 1);
  return (
    <Stack>
      <p>
        {fallen.length > 0
          ? t('feedback.finding', {
              count: fallen.length,
              names: formats.list(fallen.map(({ candidateId }) => nameOf(candidateId))),
            })
          : t('feedback.quiet')}
      </p>
      <ProductsTable version={version} products={products} />
      <h3>{t('feedback.topics')}</h3>
      {topics.length === 0 ? <p>{t('feedback.noTopics')}</p> : <TopicsTable topics={topics} />}
      {classifier ? (
        <p>
          {t('feedback.classifier', {
            tested: formats.count(classifier.model.tested),
            accuracy: percent(classifier.model.balancedAccuracy),
            lo: percent(classifier.interval[0]),
            hi: percent(classifier.interval[1]),
            majority: percent(classifier.majority.balancedAccuracy),
            words: percent(classifier.wordList.balancedAccuracy),
          })}
          {formats.space}
          {classifier.splitBy === 'folds' ? t('feedback.folds') : ''}
        </p>
      ) : null}
      {issues.map((issue) => (
        <Notice key={issue.code} tone="info" title={words(issue)} />
      ))}
    </Stack>
  );
}

function ProductsTable({
  version,
  products,
}: {
  readonly version: Commitment;
  readonly products: readonly ProductFeedback[];
}) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(version.plan);
  const share = (value: number): string => formats.percent(value);
  const columns: Column<ProductFeedback>[] = [
    {
      id: 'name',
      header: t('feedback.name'),
      cell: ({ candidateId }) => nameOf(candidateId),
      sortBy: ({ candidateId }) => nameOf(candidateId),
      isRowHeader: true,
    },
    {
      id: 'reviews',
      header: t('feedback.reviews'),
      align: 'end',
      cell: ({ reviews }) => formats.count(reviews),
      sortBy: ({ reviews }) => reviews,
    },
    {
      id: 'rating',
      header: t('feedback.rating'),
      align: 'end',
      cell: ({ meanRating }) => formats.fixed(meanRating, 1),
      sortBy: ({ meanRating }) => meanRating || 0,
    },
    {
      id: 'negative',
      header: t('feedback.negative'),
      align: 'end',
      cell: ({ negativeShare }) => share(negativeShare),
      sortBy: ({ negativeShare }) => negativeShare || 0,
    },
    {
      id: 'byText',
      header: t('feedback.byText'),
      align: 'end',
      cell: ({ negativeShareByText }) => share(negativeShareByText),
      sortBy: ({ negativeShareByText }) => negativeShareByText || 0,
    },
    {
      id: 'alert',
      header: t('feedback.alert'),
      cell: ({ fall }) =>
        fall === null
          ? t('feedback.noFall')
          : t('feedback.fall', {
              before: formats.fixed(fall.before, 1),
              after: formats.fixed(fall.after, 1),
              date: formats.shortDate(fall.since),
            }),
    },
  ];
  return (
    <DataTable
      caption={t('feedback.title')}
      columns={columns}
      rows={products}
      rowKey={({ candidateId }) => candidateId}
      maxHeight={360}
    />
  );
}

function TopicsTable({ topics }: { readonly topics: readonly RisingTopic[] }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const columns: Column<RisingTopic>[] = [
    { id: 'term', header: t('feedback.term'), cell: ({ term }) => term, isRowHeader: true },
    { id: 'share', header: t('feedback.share'), align: 'end', cell: ({ share }) => formats.percent(share, 1) },
    {
      id: 'before',
      header: t('feedback.before'),
      align: 'end',
      cell: ({ shareBefore }) => formats.percent(shareBefore, 1),
    },
    {
      id: 'negative',
      header: t('feedback.topicNegative'),
      align: 'end',
      cell: ({ negativeShare }) => formats.percent(negativeShare),
    },
    { id: 'example', header: t('feedback.example'), cell: ({ examples }) => examples[0] ?? '–' },
  ];
  return (
    <DataTable
      caption={t('feedback.topics')}
      columns={columns}
      rows={topics}
      rowKey={({ term }) => term}
      maxHeight={320}
    />
  );
}

/** The rest with and without the ratings, and whether they have shown that they help. */
function Effect({ version, effect }: { readonly version: Commitment; readonly effect: FeedbackEffect }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(version.plan);
  const isOn = useMonitorStore((state) => state.useReviews);
  const { used, launches, wapeOff, wapeOn, launchesAhead } = effect;
  const percent = (value: number): string => formats.percent(value / 100, 1);
  const columns: Column<FeedbackEffect['launchesAhead'][number]>[] = [
    { id: 'name', header: t('feedback.name'), cell: ({ candidateId }) => nameOf(candidateId), isRowHeader: true },
    { id: 'off', header: t('feedback.off'), align: 'end', cell: ({ off }) => formats.count(off) },
    { id: 'on', header: t('feedback.on'), align: 'end', cell: ({ on }) => formats.count(on) },
  ];
  return (
    <Stack>
      <Switch isSelected={isOn} onChange={(next) => void followRatings(next)}>
        {t('feedback.use')}
      </Switch>
      <p>
        {t(used && isOn ? 'feedback.used' : 'feedback.unused', {
          launches,
          off: percent(wapeOff),
          on: percent(wapeOn),
        })}
      </p>
      {launchesAhead.length > 0 ? (
        <DataTable
          caption={t('feedback.use')}
          columns={columns}
          rows={launchesAhead}
          rowKey={({ candidateId }) => candidateId}
          maxHeight={320}
        />
      ) : null}
    </Stack>
  );
}
