import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '#features/plan/plan-step.module.css';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useProductNames } from '#state/data/product-names.ts';
import { decidesOffers } from '#state/plan/decides-offers.ts';
import { mostSavedPlans, removeSavedPlan, savePlan, takePlan, takeSavedPlan } from '#state/plan/plan-edits.ts';
import { provenBound } from '#state/plan/plan-problem.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { type ComparedPlan, type DifferentProduct, toComparison } from './to-comparison.ts';

interface ComparePanelProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** Plans side by side: the one on screen, the one found, the manager's own and the saved ones. */
export function ComparePanel({ result, current }: ComparePanelProps) {
  const { t } = useTranslation('plan');
  const saved = usePlanStore((state) => state.saved);
  const bound = usePlanStore((state) => provenBound(result, state.settings, state.decisions));
  const [name, setName] = useState('');
  const { plans, different } = toComparison(
    result,
    current,
    saved,
    {
      current: t('compare.present'),
      found: t('compare.found'),
      own: t('compare.own'),
    },
    bound,
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

/** One figure of every plan: a row of the comparison. */
interface ComparedFigure {
  readonly id: string;
  readonly header: ReactNode;
  readonly value: (plan: ComparedPlan) => number;
  readonly words: (value: number) => string;
  /** False: the difference to the plan on screen says nothing. */
  readonly isCompared: boolean;
}

/** Money, risk and stock, a column a plan, with the difference to the one on screen. */
function FiguresTable({ result, plans }: PlansProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const rows = useComparedFigures(result);
  const [here] = plans;
  const cell = ({ value, words, isCompared }: ComparedFigure, plan: ComparedPlan): ReactNode => {
    const difference = value(plan) - value(here);
    if (!isCompared || plan === here || Math.abs(difference) < 0.5) return words(value(plan));
    return (
      <>
        {words(value(plan))}
        <span className={styles.difference}>{formats.signed(difference, words)}</span>
      </>
    );
  };
  const columns: Column<ComparedFigure>[] = [
    { id: 'figure', header: t('compare.figure'), cell: ({ header }) => header, isRowHeader: true },
    ...plans.map(
      (plan): Column<ComparedFigure> => ({
        id: plan.id,
        header: <PlanHeading plan={plan} />,
        cell: (figure) => cell(figure, plan),
        raw: ({ value }) => value(plan),
        align: 'end',
      }),
    ),
  ];
  return <DataTable caption={t('compare.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

/** A plan's name over its column, with what can be done with it. */
function PlanHeading({ plan }: { readonly plan: ComparedPlan }) {
  const { t } = useTranslation('plan');
  if (plan.id === 'current') return plan.name;
  return (
    <span className={styles.planHeading}>
      {plan.name}
      <span>
        <Button
          variant="plain"
          onPress={() => void (plan.isSaved ? takeSavedPlan(plan.id) : takePlan(plan))}
          aria-label={t('compare.takeNamed', { name: plan.name })}
        >
          {t('compare.take')}
        </Button>
        {plan.isSaved ? (
          <IconButton
            label={t('compare.removeNamed', { name: plan.name })}
            icon="trash"
            onPress={() => removeSavedPlan(plan.id)}
          />
        ) : null}
      </span>
    </span>
  );
}

function useComparedFigures(result: PlanResult): ComparedFigure[] {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const aim = useAim();
  const { currency = '' } = result.built.instance;
  const money = (value: number): string => formats.money(value, currency);
  const percent = (value: number): string => (Number.isNaN(value) ? '–' : formats.percent(value, 2));
  const row = (
    id: string,
    header: ReactNode,
    value: ComparedFigure['value'],
    words: ComparedFigure['words'],
    isCompared = true,
  ): ComparedFigure => ({ id, header, value, words, isCompared });
  return [
    row('profit', t(`aim.${aim}`), ({ figures }) => figures.profit, money),
    row('risk', t('compare.risk'), ({ figures }) => figures.risk, money),
    row('tail', t('figures.tail'), ({ figures }) => figures.tailMean, money),
    row('stock', t('compare.stock'), ({ stock }) => stock, formats.count),
    ...(aim === 'profit'
      ? [row('investment', t('figures.investment'), ({ figures }) => figures.investment, money)]
      : []),
    row('units', t('figures.units'), ({ figures }) => figures.expectedUnits, formats.count),
    row('launched', t('compare.launched'), ({ figures }) => figures.launched, formats.count),
    row('different', t('compare.different'), ({ different }) => different, formats.count, false),
    row('broken', t('compare.broken'), ({ figures }) => figures.violations.length, formats.count, false),
    row(
      'room',
      <Gloss
        explanation={t('compare.roomGloss', {
          over: t(`certificate.over.${decidesOffers(result) ? 'offers' : 'weeks'}`),
        })}
      >
        {t('compare.room')}
      </Gloss>,
      ({ room }) => room,
      percent,
      false,
    ),
  ];
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
