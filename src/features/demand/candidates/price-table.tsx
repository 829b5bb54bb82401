import { useTranslation } from 'react-i18next';
import type { PriceRow } from '#engine/pricing/price-answer.ts';
import { responseSentences } from '#export/price-sentences.ts';
import { reportNamespaces, reportWords } from '#export/report-words.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import type { CandidatesResult } from '#state/candidates/candidates-store.ts';
import { priceTestsComputation } from '#state/candidates/price-tests.ts';
import { useCurrentResult } from '#state/runtime/computation.ts';
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
  const language = useLanguage();
  const { t: reportTexts } = useTranslation(reportNamespaces);
  const words = reportWords({ t: reportTexts, formats, language }, currency);
  const response = result.priceResponse.find(({ category }) => category === row.category);
  const test = useCurrentResult(priceTestsComputation)?.find(({ category }) => category === row.category);
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
  const said = response ? responseSentences(response, words) : [t('candidates.price.unknown')];
  return (
    <Disclosure title={t('candidates.price.title')}>
      {rows.length === 0 || !response?.newProduct ? (
        <Stack>
          <p>{row.price > 0 ? said[0] : t('candidate.price.missing')}</p>
          {test ? <PriceTestFile test={test} /> : null}
        </Stack>
      ) : (
        <Stack>
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
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
