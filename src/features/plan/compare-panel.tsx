import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { mostSavedPlans, removeSavedPlan, savePlan, takePlan, takeSavedPlan } from '#state/plan-edits.ts';
import { provenBound } from '#state/plan-problem.ts';
import { type PlanResult, type PresentPlan, usePlanStore } from '#state/plan-store.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel, Stack, Toolbar } from '#ui/panel.tsx';
import { TextField } from '#ui/text-field.tsx';
import { Gloss } from '#ui/tooltip.tsx';
import { LazyDisclosure } from './lazy-disclosure.tsx';
import styles from './plan-step.module.css';
import { useProductNames } from './product-names.ts';
import { type ComparedPlan, type DifferentProduct, toComparison } from './to-comparison.ts';
import { useAim } from './use-aim.ts';

interface ComparePanelProps {
  readonly result: PlanResult;
  readonly present: PresentPlan;
}

/** Plans side by side: the one on screen, the one found, the manager's own and those put aside. */
export function ComparePanel({ result, present }: ComparePanelProps) {
  const { t } = useTranslation('plan');
  const saved = usePlanStore((state) => state.saved);
  const settings = usePlanStore((state) => state.settings);
  const [name, setName] = useState('');
  const { plans, different } = toComparison(
    result,
    present,
    saved,
    {
      present: t('compare.present'),
      found: t('compare.found'),
      own: t('compare.own'),
    },
    provenBound(result, settings),
  );
  return (
    <Panel title={t('compare.title')} detail={t('compare.detail', { most: mostSavedPlans })}>
      <Stack>
        <FiguresTable result={result} plans={plans} />
        <Toolbar>
          <TextField label={t('compare.name')} value={name} onChange={setName} maxLength={60} />
          <Button
            isDisabled={name.trim() === '' || saved.length >= mostSavedPlans}
            onPress={() => {
              savePlan(name.trim());
              setName('');
            }}
          >
            {t('compare.save')}
          </Button>
        </Toolbar>
        {different.length > 0 ? (
          <LazyDisclosure title={t('compare.dates', { count: different.length })} startsOpen={saved.length > 0}>
            {() => <DatesTable result={result} plans={plans} different={different} />}
          </LazyDisclosure>
        ) : null}
      </Stack>
    </Panel>
  );
}

interface PlansProps {
  readonly result: PlanResult;
  readonly plans: readonly ComparedPlan[];
}

/** Money, risk and stock of each plan, with the difference to the one on screen. */
function FiguresTable({ result, plans }: PlansProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const aim = useAim();
  const { currency = '' } = result.built.instance;
  const money = (value: number): string => formats.money(value, currency);
  const [here] = plans;
  const against = (row: ComparedPlan, value: (plan: ComparedPlan) => number, words: (v: number) => string) => {
    const difference = value(row) - value(here);
    if (row === here || Math.abs(difference) < 0.5) return words(value(row));
    return (
      <>
        {words(value(row))}
        <span className={styles.difference}>{`${difference < 0 ? '−' : '+'}${words(Math.abs(difference))}`}</span>
      </>
    );
  };
  const figure = (id: string, header: string, value: (plan: ComparedPlan) => number, words: (v: number) => string) => ({
    ...{ id, header, raw: value, align: 'end' as const },
    cell: (row: ComparedPlan) => against(row, value, words),
  });
  const columns: Column<ComparedPlan>[] = [
    { id: 'name', header: t('compare.plan'), cell: (row) => row.name, isRowHeader: true },
    figure('profit', t(`aim.${aim}`), ({ figures }) => figures.profit, money),
    figure('risk', t('compare.risk'), ({ figures }) => figures.risk, money),
    figure('tail', t('figures.tail'), ({ figures }) => figures.tailMean, money),
    figure('stock', t('compare.stock'), ({ stock }) => stock, formats.count),
    ...(aim === 'profit'
      ? [figure('investment', t('figures.investment'), ({ figures }) => figures.investment, money)]
      : []),
    figure('units', t('figures.units'), ({ figures }) => figures.expectedUnits, formats.count),
    figure('launched', t('compare.launched'), ({ figures }) => figures.launched, formats.count),
    {
      id: 'room',
      header: <Gloss explanation={t('compare.roomGloss')}>{t('compare.room')}</Gloss>,
      cell: ({ room }) => (Number.isNaN(room) ? '–' : formats.percent(room, 2)),
      align: 'end',
      raw: ({ room }) => room,
    },
    {
      id: 'broken',
      header: t('compare.broken'),
      cell: ({ figures }) => formats.count(figures.violations.length),
      align: 'end',
    },
    { id: 'different', header: t('compare.different'), cell: (row) => formats.count(row.different), align: 'end' },
    {
      id: 'take',
      header: <span className="visually-hidden">{t('compare.actions')}</span>,
      cell: (row) =>
        row.id === 'present' ? null : (
          <Toolbar>
            <Button variant="plain" onPress={() => void (row.isSaved ? takeSavedPlan(row.id) : takePlan(row.weeks))}>
              {t('compare.take')}
            </Button>
            {row.isSaved ? (
              <IconButton
                label={t('compare.removeNamed', { name: row.name })}
                icon="trash"
                onPress={() => removeSavedPlan(row.id)}
              />
            ) : null}
          </Toolbar>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('compare.title')}
      columns={columns}
      rows={plans}
      rowKey={({ id }) => id}
      isMarked={({ id }) => id === 'present'}
    />
  );
}

interface DatesProps extends PlansProps {
  readonly different: readonly DifferentProduct[];
}

/** Launch weeks of the products on which the plans do not agree, a column a plan. */
function DatesTable({ result, plans, different }: DatesProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const { startDay } = result.built;
  const columns: Column<DifferentProduct>[] = [
    { id: 'name', header: t('table.name'), cell: ({ product }) => nameOf(product), isRowHeader: true },
    ...plans.map(
      (plan, i): Column<DifferentProduct> => ({
        id: plan.id,
        header: plan.name,
        cell: ({ weeks }) => (weeks[i] < 0 ? t('compare.notLaunched') : formats.shortDate(startDay + 7 * weeks[i])),
        align: 'end',
      }),
    ),
  ];
  return (
    <DataTable
      caption={t('compare.datesCaption')}
      columns={columns}
      rows={different}
      rowKey={({ product }) => String(product)}
      maxHeight={420}
    />
  );
}
