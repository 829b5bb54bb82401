import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchWeeks } from '#engine/planning/launch-instance.ts';
import type { PlanFigures } from '#engine/planning/plan-figures.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { mostSavedPlans, removeSavedPlan, savePlan, takePlan } from '#state/plan-actions.ts';
import { type PlanResult, type PresentPlan, usePlanStore } from '#state/plan-store.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel, Stack, Toolbar } from '#ui/panel.tsx';
import { TextField } from '#ui/text-field.tsx';

interface ComparePanelProps {
  readonly result: PlanResult;
  readonly present: PresentPlan;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly weeks: LaunchWeeks;
  readonly figures: PlanFigures;
  readonly isSaved: boolean;
}

/** Plans side by side: the one on screen, the one found, the manager's own and those put aside. */
export function ComparePanel({ result, present }: ComparePanelProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const saved = usePlanStore((state) => state.saved);
  const [name, setName] = useState('');
  const { instance, baseline } = result.built;
  const { currency = '' } = instance;
  const money = (value: number): string => formats.money(value, currency);
  const isSame = (weeks: LaunchWeeks): boolean => weeks.every((week, i) => week === present.weeks[i]);
  const rows: Row[] = [
    {
      id: 'present',
      name: t('compare.present'),
      weeks: present.weeks,
      figures: present.reading.figures,
      isSaved: false,
    },
    ...(isSame(result.search.weeks)
      ? []
      : [
          {
            id: 'found',
            name: t('compare.found'),
            weeks: result.search.weeks,
            figures: result.search.figures,
            isSaved: false,
          },
        ]),
    ...(baseline && result.baseline
      ? [{ id: 'own', name: t('compare.own'), weeks: baseline, figures: result.baseline.figures, isSaved: false }]
      : []),
    ...saved
      .filter(({ weeks }) => weeks.length === instance.products.length)
      .map(({ id, name: savedName, weeks, reading }) => ({
        id,
        name: savedName,
        weeks,
        figures: reading.figures,
        isSaved: true,
      })),
  ];
  const different = ({ weeks }: Row): number => weeks.filter((week, i) => week !== present.weeks[i]).length;
  const columns: Column<Row>[] = [
    { id: 'name', header: t('compare.plan'), cell: (row) => row.name, isRowHeader: true },
    { id: 'profit', header: t('figures.profit'), cell: ({ figures }) => money(figures.profit), align: 'end' },
    { id: 'risk', header: t('compare.risk'), cell: ({ figures }) => money(figures.risk), align: 'end' },
    { id: 'tail', header: t('figures.tail'), cell: ({ figures }) => money(figures.tailMean), align: 'end' },
    {
      id: 'units',
      header: t('figures.units'),
      cell: ({ figures }) => formats.count(figures.expectedUnits),
      align: 'end',
    },
    {
      id: 'investment',
      header: t('figures.investment'),
      cell: ({ figures }) => money(figures.investment),
      align: 'end',
    },
    {
      id: 'launched',
      header: t('compare.launched'),
      cell: ({ figures }) => formats.count(figures.launched),
      align: 'end',
    },
    {
      id: 'broken',
      header: t('compare.broken'),
      cell: ({ figures }) => formats.count(figures.violations.length),
      align: 'end',
    },
    { id: 'different', header: t('compare.different'), cell: (row) => formats.count(different(row)), align: 'end' },
    {
      id: 'take',
      header: '',
      cell: (row) =>
        row.id === 'present' ? null : (
          <Toolbar>
            <Button variant="plain" onPress={() => void takePlan(row.weeks)}>
              {t('compare.take')}
            </Button>
            {row.isSaved ? (
              <IconButton label={t('compare.remove')} icon="trash" onPress={() => removeSavedPlan(row.id)} />
            ) : null}
          </Toolbar>
        ),
    },
  ];
  return (
    <Panel title={t('compare.title')} detail={t('compare.detail')}>
      <Stack>
        <DataTable
          caption={t('compare.title')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          isMarked={({ id }) => id === 'present'}
        />
        <Toolbar>
          <TextField label={t('compare.name')} value={name} onChange={setName} />
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
      </Stack>
    </Panel>
  );
}
