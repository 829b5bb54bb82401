import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { dismissChange, keepBoth } from '#state/data/dataset-actions.ts';
import type { DatasetChange, NamedSome, RevisedPeriod, RevisedProduct } from '#state/data/dataset-change.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { useJourney } from '#state/runtime/journey.ts';
import { refreshAll } from '#state/runtime/pipeline.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import styles from './data-step.module.css';
import { useCounted } from './use-counted.ts';

interface ChangePanelProps {
  readonly change: DatasetChange | null;
  readonly held: boolean;
  readonly currency: string;
}

/** What another import changed in what was there before, and which steps are based on the earlier figures until they are recalculated. */
export function ChangePanel({ change, held, currency }: ChangePanelProps) {
  const { t } = useTranslation('data');
  if (!change) return held ? <HeldNotice /> : null;
  return (
    <Panel
      title={t('change.title')}
      detail={t('change.detail')}
      actions={<IconButton label={t('change.dismiss')} icon="close" onPress={dismissChange} />}
    >
      <Stack>
        {held ? <HeldNotice /> : null}
        <ChangeLines change={change} />
        <Revised change={change} currency={currency} />
      </Stack>
    </Panel>
  );
}

/** Steps that are based on earlier figures, with the button that recalculates them. */
function HeldNotice() {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const { t: shell } = useTranslation('shell');
  const journey = useJourney();
  const steps = (['demand', 'trends', 'plan', 'report'] as const).filter((step) => journey[step].kind === 'stale');
  if (steps.length === 0) return null;
  const names = formats.items(steps.map((step) => shell(`steps.${step}`)));
  return (
    <Notice
      tone="warning"
      title={t('change.stale', { count: steps.length, steps: names })}
      action={
        <Button variant="primary" icon="refresh" onPress={() => void refreshAll()}>
          {t('change.refresh')}
        </Button>
      }
    >
      {t('change.kept')}
    </Notice>
  );
}

function ChangeLines({ change }: { readonly change: DatasetChange }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  const setAside = useDatasetStore((state) => state.setAside);
  const period = change.monthly ? 'months' : 'weeks';
  const list = ({ names, count }: NamedSome): string =>
    formats.items([...names.slice(0, 8), count > 8 && t('issues.more', { count: count - 8 })]);
  const some = (key: 'columnsAdded' | 'columnsGone' | 'candidatesAdded' | 'candidatesGone'): string[] =>
    change[key].count > 0 ? [t(`change.${key}`, { count: change[key].count, names: list(change[key]) })] : [];
  const { productsAdded, productsGone, periodsAdded, periodsGone, filesReplaced, filesSame } = change;
  const lines = [
    ...filesSame.map((file) => t('change.same', { file })),
    ...filesReplaced.map((file) => t('change.replaced', { file })),
    ...(periodsAdded.count > 0 && periodsAdded.from !== null && periodsAdded.to !== null
      ? [
          t('change.periodsAdded', {
            periods: counted(period, periodsAdded.count),
            from: formats.date(periodsAdded.from),
            to: formats.date(periodsAdded.to),
          }),
        ]
      : []),
    ...(periodsGone > 0 ? [t('change.periodsGone', { periods: counted(period, periodsGone) })] : []),
    ...(productsAdded.count > 0
      ? [
          t('change.productsAdded', {
            products: counted('products', productsAdded.count),
            names: list(productsAdded),
          }),
        ]
      : []),
    ...(productsGone.count > 0
      ? [t('change.productsGone', { products: counted('products', productsGone.count), names: list(productsGone) })]
      : []),
    ...some('columnsAdded'),
    ...some('columnsGone'),
    ...some('candidatesAdded'),
    ...some('candidatesGone'),
  ];
  return (
    <>
      {lines.length > 0 ? (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      {filesReplaced.length > 0 && setAside.length > 0 ? (
        <div>
          <Button onPress={() => void keepBoth()}>{t('change.keepBoth')}</Button>
        </div>
      ) : null}
    </>
  );
}

/** Known history that came back with other figures: by week, then by product. */
function Revised({ change, currency }: { readonly change: DatasetChange; readonly currency: string }) {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  const { revised, revisedPeriods, revisedProducts, monthly, regrouped } = change;
  if (regrouped) return <p>{t('change.regrouped')}</p>;
  if (revised === 0) return <p>{t('change.notRevised')}</p>;
  const figures = <Row extends Pick<RevisedPeriod, 'units' | 'revenue'>>(): readonly Column<Row>[] => [
    { id: 'units', header: t('change.pieces'), align: 'end', cell: ({ units }) => pair(units, formats.count) },
    {
      id: 'revenue',
      header: t('change.amount'),
      align: 'end',
      cell: ({ revenue }) => pair(revenue, (value) => formats.price(value, currency)),
    },
    {
      id: 'difference',
      header: t('change.difference'),
      align: 'end',
      cell: ({ units, revenue }) => {
        const [before, after] = revenue[0] === revenue[1] ? units : revenue;
        return before === 0 ? t('change.wasNothing') : signed(formats.percent(after / before - 1, 1), after - before);
      },
    },
  ];
  const byPeriod: readonly Column<RevisedPeriod>[] = [
    {
      id: 'period',
      header: monthly ? t('change.month') : t('change.week'),
      isRowHeader: true,
      cell: ({ start }) => (monthly ? formats.month(start) : formats.date(start)),
    },
    { id: 'products', header: t('files.products'), align: 'end', cell: ({ products }) => formats.count(products) },
    ...figures<RevisedPeriod>(),
  ];
  const byProduct: readonly Column<RevisedProduct>[] = [
    { id: 'name', header: t('cleaning.product'), isRowHeader: true, cell: ({ name }) => name },
    {
      id: 'periods',
      header: monthly ? t('change.months') : t('change.weeks'),
      align: 'end',
      cell: ({ periods }) => formats.count(periods),
    },
    ...figures<RevisedProduct>(),
  ];
  return (
    <Stack>
      <p>
        {t('change.revised', { what: counted(monthly ? 'productMonths' : 'productWeeks', revised), count: revised })}
      </p>
      <DataTable
        caption={t('change.byPeriod')}
        columns={byPeriod}
        rows={revisedPeriods}
        rowKey={({ start }) => String(start)}
      />
      <Disclosure title={t('change.byProduct')}>
        <DataTable caption={t('change.byProduct')} columns={byProduct} rows={revisedProducts} rowKey={({ id }) => id} />
      </Disclosure>
    </Stack>
  );
}

function pair([before, after]: readonly [number, number], words: (value: number) => string): string {
  return before === after ? words(after) : `${words(before)} → ${words(after)}`;
}

function signed(words: string, value: number): string {
  return value > 0 ? `+${words}` : words;
}
