import { useTranslation } from 'react-i18next';
import type { VersionComparison, VersionDifference } from '#engine/monitor/committed-plan.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useLaunchNames } from './version-names.ts';

interface ComparedVersionsProps {
  readonly before: string;
  readonly after: string;
  readonly found: VersionComparison;
  readonly versions: readonly Commitment[];
}

/** Two versions launch by launch: what differs, and what else they were made from. */
export function ComparedVersions({ before, after, found, versions }: ComparedVersionsProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const planOf = (id: string) => (versions.find(({ plan }) => plan.id === id) ?? versions[0]).plan;
  const [old, fresh] = [planOf(before), planOf(after)];
  const nameOf = useLaunchNames(fresh);
  const day = (value: number | null): string => (value === null ? t('compare.none') : formats.shortDate(value));
  const money = (value: number): string => formats.money(value, fresh.currency);
  const different = found.differences.filter(({ kind }) => kind !== 'same');
  const columns: Column<VersionDifference>[] = [
    { id: 'name', header: t('compare.product'), cell: ({ candidateId }) => nameOf(candidateId), isRowHeader: true },
    { id: 'what', header: t('compare.what'), cell: ({ kind }) => t(`compare.kind.${kind}`) },
    { id: 'dayBefore', header: t('compare.weekBefore'), align: 'end', cell: ({ dayBefore }) => day(dayBefore) },
    { id: 'dayAfter', header: t('compare.weekAfter'), align: 'end', cell: ({ dayAfter }) => day(dayAfter) },
    ...(['stockBefore', 'stockAfter'] as const).map((id): Column<VersionDifference> => {
      return { id, header: t(`compare.${id}`), align: 'end', cell: (line) => formats.count(line[id]) };
    }),
  ];
  const also = ['other-data', 'other-constraints', 'other-seed', 'other-overrides'] as const;
  const notes = also.filter((code) => found.issues.some((issue) => issue.code === code));
  return (
    <Stack>
      <h3>{t('compare.title', { before: old.name, after: fresh.name })}</h3>
      <p>
        {t('compare.profit', { before: money(found.profitBefore.mean), after: money(found.profitAfter.mean) })}
        {formats.space}
        {notes.map((code) => t(`compare.also.${code}`)).join(formats.space)}
      </p>
      {different.length === 0 ? (
        <p>{t('compare.same')}</p>
      ) : (
        <DataTable
          caption={t('compare.title', { before: old.name, after: fresh.name })}
          columns={columns}
          rows={different}
          rowKey={({ candidateId }) => candidateId}
          maxHeight={420}
        />
      )}
    </Stack>
  );
}
