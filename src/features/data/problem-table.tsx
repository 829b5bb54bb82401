import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { FileReport, RowProblem, RowRule } from '#ingest/import-report.ts';
import { chooseRule, saveRejectedRows } from '#state/dataset-actions.ts';
import { Button } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Stack } from '#ui/panel.tsx';
import { Select } from '#ui/select.tsx';
import { useCauseWords } from './kind-words.ts';

/** Rows with problems, grouped by cause: how many, where the first ones stand, and what they look like. */
export function ProblemTable({ report }: { readonly report: FileReport }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const causeWords = useCauseWords();
  const { problems } = report;
  if (problems.length === 0) return <p>{t('problems.none')}</p>;
  const columns: readonly Column<RowProblem>[] = [
    { id: 'cause', header: t('problems.cause'), cell: (problem) => causeWords(problem.code), isRowHeader: true },
    {
      id: 'effect',
      header: t('problems.effect'),
      cell: (problem) => <EffectChoice report={report} problem={problem} />,
    },
    {
      id: 'count',
      header: t('problems.count'),
      align: 'end',
      cell: (problem) => formats.count(problem.count),
      sortBy: (problem) => problem.count,
    },
    {
      id: 'lines',
      header: t('problems.lines'),
      cell: (problem) => problem.samples.map((sample) => formats.count(sample.line)).join(', '),
    },
  ];
  const rejected = Object.keys(report.rejected);
  const save = () => {
    const reasons = Object.fromEntries(rejected.map((code) => [code, causeWords(code)]));
    void saveRejectedRows(report, { line: t('problems.saveLine'), reason: t('problems.saveReason'), reasons });
  };
  return (
    <Stack>
      <DataTable
        caption={t('problems.caption')}
        columns={columns}
        rows={problems}
        rowKey={(problem) => `${problem.effect} ${problem.code}`}
      />
      {rejected.length > 0 ? (
        <div>
          <Button icon="download" onPress={save}>
            {t('problems.save')}
          </Button>
        </div>
      ) : null}
      {problems.map((problem) => (
        <Disclosure
          key={`${problem.effect} ${problem.code}`}
          title={t('problems.samplesOf', { cause: causeWords(problem.code) })}
        >
          <SampleTable report={report} problem={problem} />
        </Disclosure>
      ))}
    </Stack>
  );
}

/** What is done with the rows of a cause; where opinions may differ, the way to have it otherwise. */
function EffectChoice({ report, problem }: { readonly report: FileReport; readonly problem: RowProblem }) {
  const { t } = useTranslation('data');
  const causeWords = useCauseWords();
  if (!problem.changeable) return t(`problems.effects.${problem.effect}`);
  return (
    <Select
      label={`${t('problems.effect')}: ${causeWords(problem.code)}`}
      labelHidden
      options={[
        { value: 'keep', label: t('problems.effects.flagged') },
        { value: 'reject', label: t('problems.effects.rejected') },
      ]}
      value={problem.effect === 'rejected' ? 'reject' : 'keep'}
      onChange={(rule: RowRule) => void chooseRule(report.name, problem.code, rule)}
    />
  );
}

function SampleTable({ report, problem }: { readonly report: FileReport; readonly problem: RowProblem }) {
  const { t } = useTranslation('data');
  type Sample = RowProblem['samples'][number];
  const width = Math.max(report.columns.length, ...problem.samples.map((sample) => sample.cells.length));
  const columns: readonly Column<Sample>[] = [
    { id: 'line', header: t('reading.line'), cell: (sample) => sample.line, isRowHeader: true, align: 'end' },
    ...Array.from(
      { length: width },
      (_, index): Column<Sample> => ({
        id: `cell ${index}`,
        header: report.columns[index]?.name ?? '',
        cell: (sample) => sample.cells[index] ?? '',
      }),
    ),
  ];
  return (
    <DataTable
      caption={t('problems.samples')}
      columns={columns}
      rows={problem.samples}
      rowKey={(sample) => String(sample.line)}
    />
  );
}
