import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { type OverrideEntry, outcomeOf, type PlanEffect } from '#state/candidates/candidates-overrides.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';
import styles from './candidate-tables.module.css';

interface OverrideLogProps {
  /** Of one candidate, oldest first. */
  readonly entries: readonly OverrideEntry[];
  readonly currency: string;
}

const dayMs = 86_400_000;

/** Who changed what, when and why, what it did to the plan, and what came of it; nothing is ever taken out. */
export function OverrideLog({ entries, currency }: OverrideLogProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  const outcomeWords = (entry: OverrideEntry): string => {
    const outcome = outcomeOf(entry, panel);
    if (!outcome) return t('candidate.override.outcomeOpen');
    return t(outcome.helped ? 'candidate.override.helped' : 'candidate.override.hurt', {
      weeks: t('weeks', { count: outcome.weeks }),
      actual: formats.count(outcome.actual),
      yours: formats.count(outcome.yours),
      forecast: formats.count(outcome.forecast),
    });
  };
  const columns: readonly Column<OverrideEntry>[] = [
    {
      id: 'when',
      header: t('candidate.override.column.when'),
      cell: ({ at }) => formats.date(Math.floor(at / dayMs)),
      isRowHeader: true,
    },
    { id: 'who', header: t('candidate.override.column.who'), cell: ({ who }) => who },
    {
      id: 'what',
      header: t('candidate.override.column.what'),
      cell: ({ kind }) => t(`candidate.override.kind.${kind}`),
    },
    {
      id: 'reason',
      header: t('candidate.override.column.reason'),
      cell: ({ reason }) => <span className={styles.sentence}>{reason || t('candidate.override.byUndo')}</span>,
    },
    numberColumn('before', t('candidate.override.column.before'), formats.count, ({ before }) => before.total),
    {
      id: 'after',
      header: t('candidate.override.column.after'),
      align: 'end',
      cell: ({ after }) => (after ? formats.count(after.total) : '–'),
      raw: ({ after }) => after?.total ?? '',
    },
    {
      id: 'afterRange',
      header: t('candidates.column.range'),
      align: 'end',
      cell: ({ after }) => (after ? `${formats.count(after.totalLo80)} – ${formats.count(after.totalHi80)}` : '–'),
    },
    {
      id: 'outcome',
      header: t('candidate.override.column.outcome'),
      cell: (entry) => <span className={styles.sentence}>{outcomeWords(entry)}</span>,
    },
  ];
  const last = entries.at(-1);
  return (
    <Stack>
      {last?.plan ? <PlanWords effect={last.plan} currency={currency} /> : null}
      <DataTable
        caption={t('candidate.override.log')}
        captionShown
        columns={columns}
        rows={[...entries].reverse()}
        rowKey={({ id }) => id}
        maxHeight={300}
      />
    </Stack>
  );
}

/** "The plan now counts on 1.21 M instead of 1.15 M; this launch moves from 9 Mar to 23 Mar and buys 640 units, 160 more." */
function PlanWords({ effect, currency }: { readonly effect: PlanEffect; readonly currency: string }) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const money = (value: number): string => formats.money(value, currency);
  const week = (day: number | null): string =>
    day === null ? t('candidate.override.plan.notLaunched') : t('candidates.weekOf', { date: formats.shortDate(day) });
  const moved =
    effect.weekBefore === effect.weekAfter
      ? t('candidate.override.plan.sameWeek', { week: week(effect.weekAfter) })
      : t('candidate.override.plan.otherWeek', { before: week(effect.weekBefore), after: week(effect.weekAfter) });
  return (
    <p>
      {t('candidate.override.plan.profit', {
        before: money(effect.profitBefore),
        after: money(effect.profitAfter),
      })}
      {formats.space}
      {moved}
      {formats.space}
      {t('candidate.override.plan.stock', {
        before: formats.count(effect.stockBefore),
        after: formats.count(effect.stockAfter),
      })}
      {formats.space}
      {effect.othersMoved > 0 ? t('candidate.override.plan.others', { count: effect.othersMoved }) : null}
      {formats.space}
      {Number.isFinite(effect.ifForecastRight)
        ? t('candidate.override.plan.ifForecastRight', { change: money(effect.ifForecastRight) })
        : null}
    </p>
  );
}
