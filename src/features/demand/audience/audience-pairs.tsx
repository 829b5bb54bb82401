import { useTranslation } from 'react-i18next';
import type { CandidatePair } from '#engine/audience/describe-audience.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useCandidateName, useCandidates } from '#state/data/product-names.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';

interface AudiencePairsProps {
  readonly candidateId: string;
  readonly pairs: readonly CandidatePair[];
}

/** Launches that want the same buyers told apart from those that help each other, for one candidate. */
export function AudiencePairs({ candidateId, pairs }: AudiencePairsProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const own = pairs.filter(
    ({ first, second, relation }) => relation !== 'apart' && (first === candidateId || second === candidateId),
  );
  const otherOf = ({ first, second }: CandidatePair): string => (first === candidateId ? second : first);
  const columns: readonly Column<CandidatePair>[] = [
    {
      id: 'other',
      header: t('audience.pairColumn.other'),
      cell: (pair) => {
        const other = candidates.find(({ id }) => id === otherOf(pair));
        return other ? nameOf(other) : otherOf(pair);
      },
      isRowHeader: true,
    },
    numberColumn('overlap', t('audience.pairColumn.overlap'), formats.percent),
    {
      id: 'together',
      header: t('audience.pairColumn.together'),
      cell: ({ together, byChance }) =>
        t('audience.pairTogether', { together: formats.count(together), chance: formats.count(byChance) }),
    },
    {
      id: 'relation',
      header: t('audience.pairColumn.relation'),
      cell: ({ relation }) => t(`audience.relation.${relation}`),
    },
  ];
  return (
    <Stack>
      <h3>{t('audience.pairs')}</h3>
      <p>{own.length > 0 ? t('audience.pairsDetail') : t('audience.pairsNone')}</p>
      {own.length > 0 && <DataTable caption={t('audience.pairs')} columns={columns} rows={own} rowKey={otherOf} />}
    </Stack>
  );
}
