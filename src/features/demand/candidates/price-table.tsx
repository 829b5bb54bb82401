import { useTranslation } from 'react-i18next';
import type { PriceRow } from '#engine/pricing/price-answer.ts';
import type { PriceEvidence } from '#engine/pricing/price-evidence.ts';
import { useSeriesName } from '#features/demand/series/series-names.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable, numberColumn } from '#ui/table/data-table.tsx';
import { PriceTestFile } from './price-test-file.tsx';
import type { CandidateRow } from './to-candidate-rows.ts';

interface PriceTableProps {
  readonly row: CandidateRow;
  readonly result: CandidatesResult;
  readonly currency: string;
}

/** What the candidate would sell at neighbouring prices, by the price effect that its category has shown. */
export function PriceTable({ row, result, currency }: PriceTableProps) {
  const { t } = useTranslation('demand');
  const formats = useFormats();
  const nameOf = useSeriesName();
  const response = result.priceResponse.find(({ category }) => category === row.category);
  const test = result.priceTests?.find(({ category }) => category === row.category);
  const rows = result.prices?.find(({ candidateId }) => candidateId === row.id)?.rows ?? [];
  const columns: readonly Column<PriceRow>[] = [
    {
      id: 'price',
      header: t('candidates.price.price'),
      cell: ({ price }) => formats.price(price, currency),
      isRowHeader: true,
    },
    numberColumn('units', t('candidates.price.units'), formats.count),
    {
      id: 'range',
      header: t('candidates.price.range'),
      align: 'end',
      cell: ({ lo, hi, isPresent }) => (isPresent ? '–' : `${formats.count(lo)} – ${formats.count(hi)}`),
    },
    numberColumn(
      'revenue',
      t('candidates.price.revenue'),
      (value) => formats.money(value, currency),
      ({ price, units }) => price * units,
    ),
  ];
  const figures = (evidence: PriceEvidence) => ({
    category: nameOf(`category:${row.category}`),
    products: formats.count(evidence.movedProducts),
    weeks: formats.count(evidence.movedWeeks),
    all: formats.count(evidence.weeks),
    share: formats.percent(Math.min(1, evidence.shareDiscount)),
    common: formats.percent(evidence.shareCommon),
    tier: formats.percent(1 - 2 ** evidence.tierSlope),
  });
  const refusal = (): string =>
    response?.reason
      ? t(`candidates.price.refused.${response.reason}`, figures(response.evidence))
      : t('candidates.price.unknown');
  return (
    <Disclosure title={t('candidates.price.title')}>
      {rows.length === 0 || !response?.newProduct ? (
        <Stack>
          <p>{row.price > 0 ? refusal() : t('candidate.price.missing')}</p>
          {test ? <PriceTestFile test={test} /> : null}
        </Stack>
      ) : (
        <Stack>
          <p>
            {t('candidates.price.text', {
              category: nameOf(`category:${row.category}`),
              value: formats.fixed(-response.newProduct.value, 1),
              lo: formats.fixed(-response.newProduct.hi95, 1),
              hi: formats.fixed(-response.newProduct.lo95, 1),
            })}
          </p>
          <p>{t('candidates.price.evidence', figures(response.evidence))}</p>
          <DataTable
            caption={t('candidates.price.title')}
            columns={columns}
            rows={rows}
            rowKey={({ price }) => String(price)}
            isMarked={({ isPresent }) => isPresent}
          />
        </Stack>
      )}
    </Disclosure>
  );
}
