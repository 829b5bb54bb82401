import { useTranslation } from 'react-i18next';
import type { Candidate } from '#engine/panel/candidate.ts';
import styles from '#features/plan/plan-step.module.css';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidateName, useOwnCandidates } from '#state/data/product-names.ts';
import { selectLaunch } from '#state/plan/plan-edits.ts';
import { usePlanStore } from '#state/plan/plan-store.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

/** Every candidate with its own rules in one line; one is chosen to change them. */
export function RuledProducts() {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const candidates = useOwnCandidates();
  const nameOf = useCandidateName();
  const own = usePlanStore((state) => state.settings.products);
  const selected = usePlanStore((state) => state.selected);
  const day = (value: number | undefined): string => (value === undefined ? '–' : formats.shortDate(value));
  const more = ({ wave, exclusiveGroup, after = [], closed = [] }: Candidate): string =>
    formats.clauses([
      wave && t('product.waveIs', { name: wave }),
      exclusiveGroup && t('product.groupIs', { name: exclusiveGroup }),
      after.length > 0 && t('product.afterIs', { count: after.length }),
      closed.length > 0 && t('product.closedIs', { count: closed.length }),
    ]);
  const columns: Column<Candidate>[] = [
    { id: 'name', header: t('table.name'), cell: nameOf, isRowHeader: true, sortBy: nameOf },
    {
      id: 'must',
      header: t('product.must'),
      cell: ({ mustLaunch }) => (mustLaunch ? t('product.yes') : ''),
      sortBy: ({ mustLaunch }) => (mustLaunch ? 0 : 1),
    },
    { id: 'earliest', header: t('product.earliest'), cell: ({ earliest }) => day(earliest), align: 'end' },
    { id: 'latest', header: t('product.latest'), cell: ({ latest }) => day(latest), align: 'end' },
    { id: 'lastDay', header: t('product.lastDay'), cell: ({ lastDay }) => day(lastDay), align: 'end' },
    {
      id: 'effort',
      header: t('product.effort'),
      cell: ({ effort }) => formats.decimal(effort, 1),
      align: 'end',
      sortBy: ({ effort }) => effort,
    },
    { id: 'more', header: t('product.more'), cell: more },
    {
      id: 'source',
      header: t('product.source'),
      cell: ({ id }) => t(id in own ? 'product.changed' : 'product.file'),
    },
  ];
  return (
    <Stack>
      <p className={styles.muted}>{t('product.help')}</p>
      <DataTable
        caption={t('constraints.products')}
        columns={columns}
        rows={candidates}
        rowKey={({ id }) => id}
        onSelect={({ id }) => selectLaunch(id)}
        isSelected={({ id }) => id === selected}
        maxHeight={360}
      />
    </Stack>
  );
}
