import { useTranslation } from 'react-i18next';
import type { AudienceReport, CandidateAudience, NamedPartner } from '#engine/audience/describe-audience.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useTrialFigures } from './trial-figures.ts';

interface PartnersTableProps {
  readonly own: CandidateAudience;
  readonly audience: AudienceReport;
}

/** What a candidate's buyers are expected to buy with it, each with its evidence. */
export function PartnersTable({ own, audience: { basis, partners: trial } }: PartnersTableProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const trialOf = useTrialFigures();
  const currency = useDatasetStore((state) => state.facts.dataset?.currency ?? '');
  const title = t(basis === 'orders' ? 'audience.partners' : 'audience.viewed');
  if (trial.verdict === 'no-better') {
    return (
      <Stack>
        <h3>{title}</h3>
        <p>{t('audience.partnersOut.no-better', trialOf(trial))}</p>
      </Stack>
    );
  }
  const nearest = own.partners[0]?.nearest ?? [];
  const columns: readonly Column<NamedPartner>[] = [
    {
      id: 'partner',
      header: t('audience.column.partner'),
      cell: ({ productId }) => nameOf(productId),
      isRowHeader: true,
    },
    {
      id: 'evidence',
      header: t('audience.column.evidence'),
      cell: ({ together, baskets, byChance }) =>
        t(basis === 'orders' ? 'audience.evidence' : 'audience.evidenceViewed', {
          together: formats.count(together),
          baskets: formats.count(baskets),
          chance: formats.count(byChance),
        }),
    },
    {
      id: 'bundle',
      header: t('audience.bundle'),
      cell: ({ bundle }) =>
        bundle
          ? t('audience.bundleAt', {
              sum: formats.price(bundle.sum, currency),
              point: formats.price(bundle.point, currency),
            })
          : '',
    },
  ];
  return (
    <Stack>
      <h3>{title}</h3>
      <p>
        {trial.verdict === 'holds'
          ? t('audience.partnersHow', trialOf(trial))
          : t('audience.partnersOut.too-few', trialOf(trial))}
        {nearest.length > 0
          ? `${formats.space}${t('audience.nearest', { names: formats.items(nearest.map((id) => nameOf(id))) })}`
          : null}
      </p>
      <DataTable caption={title} columns={columns} rows={own.partners} rowKey={({ productId }) => productId} />
    </Stack>
  );
}
