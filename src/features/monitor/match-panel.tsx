import { useTranslation } from 'react-i18next';
import type { Matching, MatchQuestion } from '#engine/monitor/actuals.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { answerMatch } from '#state/monitor/monitor-actions.ts';
import { type Commitment, useMonitorStore } from '#state/monitor/monitor-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useLaunchNames } from './version-names.ts';

/** Which product is which launch: what only the manager can say, and what was said. */
export function MatchPanel({ version }: { readonly version: Commitment }) {
  const job = useMonitorStore((state) => state.job);
  if (job.status !== 'ready' || job.result.versionId !== version.plan.id) return null;
  const { matching } = job.result;
  return (
    <>
      {matching.questions.map((question) => (
        <Question key={question.productId} version={version} question={question} />
      ))}
      {matching.strangers.length > 0 ? <Unmatched version={version} matching={matching} /> : null}
      {version.decisions.length > 0 ? <Answers version={version} /> : null}
    </>
  );
}

function Question({ version, question }: { readonly version: Commitment; readonly question: MatchQuestion }) {
  const { t } = useTranslation('monitor');
  const nameOf = useLaunchNames(version.plan);
  const { candidateId, productId, productName, kind } = question;
  const answer = (id: string | null): void => void answerMatch(version.plan.id, productId, id);
  return (
    <Notice
      tone="warning"
      title={t(`actuals.question.${kind}`, { product: productName, candidate: nameOf(candidateId) })}
      action={
        <Toolbar>
          <Button variant="primary" onPress={() => answer(candidateId)}>
            {t('actuals.question.yes')}
          </Button>
          <Button onPress={() => answer(null)}>{t('actuals.question.no')}</Button>
        </Toolbar>
      }
    />
  );
}

function Unmatched({ version, matching }: { readonly version: Commitment; readonly matching: Matching }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const nameOf = useLaunchNames(version.plan);
  const options = [
    { value: '', label: t('actuals.unmatchedNone') },
    ...version.plan.candidates.map(({ id }) => ({ value: id, label: nameOf(id) })),
  ];
  const columns: Column<Matching['strangers'][number]>[] = [
    { id: 'name', header: t('actuals.unmatchedProduct'), cell: ({ name }) => name, isRowHeader: true },
    {
      id: 'week',
      header: t('actuals.unmatchedWeek'),
      align: 'end',
      cell: ({ firstWeek }) => formats.shortDate(firstWeek),
    },
    { id: 'units', header: t('actuals.unmatchedUnits'), align: 'end', cell: ({ units }) => formats.count(units) },
    {
      id: 'is',
      header: t('actuals.unmatchedIs'),
      cell: ({ productId, name }) => (
        <Select
          label={formats.labelled(t('actuals.unmatchedIs'), name)}
          labelHidden
          options={options}
          value=""
          onChange={(id) => void (id === '' ? undefined : answerMatch(version.plan.id, productId, id))}
        />
      ),
    },
  ];
  const title = t('actuals.unmatched', { count: matching.strangers.length });
  return (
    <Disclosure title={title}>
      <Stack>
        <p>{t('actuals.unmatchedText')}</p>
        <DataTable
          caption={title}
          columns={columns}
          rows={matching.strangers}
          rowKey={({ productId }) => productId}
          maxHeight={320}
        />
      </Stack>
    </Disclosure>
  );
}

function Answers({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const nameOf = useLaunchNames(version.plan);
  const productName = (id: string): string =>
    version.actuals?.series.find(({ productId }) => productId === id)?.name ?? id;
  return (
    <Disclosure title={t('actuals.answered')}>
      <ul>
        {version.decisions.map(({ productId, candidateId }) => (
          <li key={productId}>
            {candidateId === null
              ? t('actuals.answeredNo', { product: productName(productId) })
              : t('actuals.answeredYes', { product: productName(productId), candidate: nameOf(candidateId) })}{' '}
            <Button variant="plain" onPress={() => void answerMatch(version.plan.id, productId, undefined)}>
              {t('actuals.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
