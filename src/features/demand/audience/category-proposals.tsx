import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { AudienceResult } from '#state/audience/audience-store.ts';
import { useCandidateName, useCandidates, useCategoryName } from '#state/data/product-names.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';
import { useTrialFigures } from './trial-figures.ts';

type Proposal = AudienceResult['categories']['proposals'][number];

/** A category for each candidate that the file gives none, or "unknown"; with how far such answers were right. */
export function CategoryProposals({ categories }: Pick<AudienceResult, 'categories'>) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const categoryName = useCategoryName();
  const trialOf = useTrialFigures();
  const { proposals, trial, answered, precision } = categories;
  if (proposals.length === 0) return null;
  const columns: readonly Column<Proposal>[] = [
    {
      id: 'candidate',
      header: t('audience.which'),
      cell: ({ candidateId }) => {
        const candidate = candidates.find(({ id }) => id === candidateId);
        return candidate ? nameOf(candidate) : candidateId;
      },
      isRowHeader: true,
    },
    {
      id: 'proposal',
      header: t('audience.proposal'),
      cell: ({ category }) => (category === '' ? t('audience.unknown') : categoryName(category)),
    },
    numberColumn('confidence', t('audience.confidence'), formats.percent),
  ];
  return (
    <Stack>
      <h3>{t('audience.category')}</h3>
      <p>
        {trial.verdict === 'holds'
          ? t('audience.categoryHow', {
              ...trialOf(trial),
              answered: formats.percent(answered),
              precision: formats.percent(precision),
            })
          : t(`audience.categoryOut.${trial.verdict}`, trialOf(trial))}
      </p>
      {trial.verdict === 'holds' && (
        <DataTable
          caption={t('audience.category')}
          columns={columns}
          rows={proposals}
          rowKey={({ candidateId }) => candidateId}
        />
      )}
    </Stack>
  );
}
