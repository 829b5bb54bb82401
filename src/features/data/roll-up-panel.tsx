import { useTranslation } from 'react-i18next';
import type { RollUp } from '#engine/panel/roll-up.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Panel } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

type Measure = Exclude<keyof RollUp, 'category'>;

const measures: readonly Measure[] = [
  'products',
  'units',
  'revenue',
  'price',
  'promotion',
  'purchases',
  'purchaseAmount',
  'views',
  'visitors',
  'browsingFrequency',
  'dwellSeconds',
  'carts',
  'favourites',
  'reviews',
  'meanRating',
];

/** Every measure that the files give, in all and by category: what all later steps work with. */
export function RollUpPanel({ rollUps, currency }: { readonly rollUps: readonly RollUp[]; readonly currency: string }) {
  const { t } = useTranslation('data');
  const words = useMeasureWords(currency);
  const [total] = rollUps;
  if (!total) return null;
  // Where no file names categories, the total is all there is.
  const rows = rollUps.length === 2 && rollUps[1].category === '' ? [total] : rollUps;
  const known = measures.filter((measure) => !Number.isNaN(total[measure]));
  const columns: readonly Column<RollUp>[] = [
    {
      id: 'category',
      header: t('rollUp.category'),
      isRowHeader: true,
      cell: ({ category }) => (category === null ? t('rollUp.all') : category || t('rollUp.noCategory')),
    },
    ...known.map(
      (measure): Column<RollUp> => ({
        id: measure,
        header: t(`rollUp.${measure}`),
        align: 'end',
        cell: (row) => words(measure, row[measure]),
        sortBy: (row) => row[measure],
      }),
    ),
  ];
  return (
    <Panel title={t('rollUp.title')} detail={t('rollUp.detail')}>
      <DataTable
        caption={t('rollUp.title')}
        columns={columns}
        rows={rows}
        rowKey={({ category }) => category ?? '*'}
        isMarked={({ category }) => category === null}
        maxHeight={480}
      />
    </Panel>
  );
}

function useMeasureWords(currency: string): (measure: Measure, value: number) => string {
  const formats = useFormats();
  return (measure, value) => {
    switch (measure) {
      case 'revenue':
        return formats.money(value, currency);
      case 'price':
      case 'purchaseAmount':
        return formats.price(value, currency);
      case 'promotion':
        return formats.percent(value);
      case 'browsingFrequency':
      case 'meanRating':
        return formats.fixed(value, 2);
      case 'dwellSeconds':
        return formats.fixed(value, 1);
      default:
        return formats.count(value);
    }
  };
}
