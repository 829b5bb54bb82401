import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { AudienceResult } from '#state/audience/audience-store.ts';
import { setCategories } from '#state/candidates/candidates-actions.ts';
import { useCandidatesStore } from '#state/candidates/candidates-store.ts';
import { useCandidateName, useCandidates, useCategoryName } from '#state/data/product-names.ts';
import { Button } from '#ui/controls/button.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';
import { useTrialFigures } from './trial-figures.ts';

type Proposal = AudienceResult['categories']['proposals'][number];

/** A category for each candidate that the file gives none, or "unknown", to take over; with how far such answers were right. */
export function CategoryProposals({ categories }: Pick<AudienceResult, 'categories'>) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const candidates = useCandidates();
  const nameOf = useCandidateName();
  const categoryName = useCategoryName();
  const trialOf = useTrialFigures();
  const taken = useCandidatesStore((state) => state.choices.categories) ?? {};
  const { proposals, trial, answered, precision } = categories;
  if (proposals.length === 0) return null;
  const open = proposals.filter(({ candidateId, category }) => category !== '' && taken[candidateId] === undefined);
  const nameById = (candidateId: string): string => {
    const candidate = candidates.find(({ id }) => id === candidateId);
    return candidate ? nameOf(candidate) : candidateId;
  };
  const columns: readonly Column<Proposal>[] = [
    {
      id: 'candidate',
      header: t('audience.which'),
      cell: ({ candidateId }) => nameById(candidateId),
      isRowHeader: true,
    },
    {
      id: 'proposal',
      header: t('audience.proposal'),
      cell: ({ category }) => (category === '' ? t('audience.unknown') : categoryName(category)),
    },
    numberColumn('confidence', t('audience.confidence'), formats.percent),
    {
      id: 'take',
      header: t('audience.inPlan'),
      cell: ({ candidateId, category }) => {
        if (category === '') return '';
        const isTaken = taken[candidateId] !== undefined;
        return (
          <Button
            variant="plain"
            onPress={() => void setCategories({ [candidateId]: isTaken ? '' : category })}
            aria-label={formats.labelled(t(isTaken ? 'audience.takeBack' : 'audience.take'), nameById(candidateId))}
          >
            {t(isTaken ? 'audience.takeBack' : 'audience.take')}
          </Button>
        );
      },
    },
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
      {open.length > 1 && (
        <Toolbar>
          <Button
            variant="quiet"
            onPress={() =>
              void setCategories(Object.fromEntries(open.map(({ candidateId, category }) => [candidateId, category])))
            }
          >
            {t('audience.takeAll', { count: open.length })}
          </Button>
        </Toolbar>
      )}
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
