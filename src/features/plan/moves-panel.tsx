import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { useProductNames } from '#state/data/product-names.ts';
import { changePlanSettings, setLaunches } from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { type BridgeChange, toBridge } from '#state/plan/to-bridge.ts';
import { Button } from '#ui/controls/button.tsx';
import { NumberField } from '#ui/controls/number-field.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { Part } from '#ui/layout/part.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

interface MovesPanelProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** The few changes of the manager's plan that carry the gain, each to take or to leave, and what a change has to pay. */
export function MovesPanel({ result, current }: MovesPanelProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const leastGain = usePlanStore((state) => state.settings.leastGain ?? null);
  const bridge = toBridge(result, current.weeks);
  if (!bridge) return null;
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.money(value, currency);
  const { own, plan, broken, named, others, kept } = bridge;
  const rest = others.reduce((sum, { gain }) => sum + gain, 0);
  const top = named.reduce((sum, { gain }) => sum + gain, 0);
  const few = named.length > 0 ? t('moves.detail', { count: named.length, top: money(top) }) : '';
  const detail = formats.parts([
    few,
    others.length > 0 && t('moves.others', { count: others.length, money: money(rest) }),
  ]);
  return (
    <Part title={t('moves.title')} detail={detail}>
      {() => (
        <Stack>
          <p>
            {formats.sentences([
              t(broken > 0 ? 'moves.fromBroken' : 'moves.from', { own: money(own), plan: money(plan), count: broken }),
              t('moves.kept', { count: kept }),
            ])}
          </p>
          {named.length > 0 ? (
            <ChangesTable caption={t('moves.title')} changes={named} result={result} current={current} />
          ) : (
            <p>{t('moves.none')}</p>
          )}
          {others.length > 0 ? (
            <LazyDisclosure title={t('moves.others', { count: others.length, money: money(rest) })}>
              {() => (
                <ChangesTable
                  caption={t('moves.others', { count: others.length, money: money(rest) })}
                  changes={others}
                  result={result}
                  current={current}
                />
              )}
            </LazyDisclosure>
          ) : null}
          <LazyDisclosure title={t('moves.threshold')}>
            {() => (
              <NumberField
                label={t('moves.least')}
                unit={current.instance.currency ?? ''}
                help={t('moves.leastHelp')}
                value={leastGain ?? Number.NaN}
                minValue={0}
                onChange={(value) => void changePlanSettings({ leastGain: Number.isNaN(value) ? null : value })}
              />
            )}
          </LazyDisclosure>
        </Stack>
      )}
    </Part>
  );
}

interface ChangesTableProps extends MovesPanelProps {
  readonly caption: string;
  readonly changes: readonly BridgeChange[];
}

function ChangesTable({ caption, changes, result, current }: ChangesTableProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const { startDay } = result.built;
  const { currency = '' } = current.instance;
  const day = (week: number): string => (week < 0 ? t('moves.out') : formats.shortDate(startDay + 7 * week));
  const each = (change: BridgeChange, words: (move: BridgeChange['moves'][number]) => string) =>
    change.moves.map((move) => <div key={move.product}>{words(move)}</div>);
  const columns: Column<BridgeChange>[] = [
    {
      id: 'name',
      header: t('table.name'),
      isRowHeader: true,
      cell: (change) => each(change, ({ product }) => nameOf(product)),
    },
    {
      id: 'change',
      header: t('moves.change'),
      cell: (change) => (
        <>
          {each(change, ({ from, to }) => t('moves.fromTo', { from: day(from), to: day(to) }))}
          {change.isForRules && <div>{t('moves.forRules')}</div>}
        </>
      ),
    },
    {
      id: 'gain',
      header: t('moves.gain'),
      align: 'end',
      cell: ({ gain }) => formats.signed(gain, (size) => formats.money(size, currency)),
      raw: ({ gain }) => gain,
    },
    {
      id: 'take',
      header: t('moves.decide'),
      cell: ({ moves, isTaken }) => {
        const words = t(isTaken ? 'moves.leave' : 'moves.take');
        return (
          <Button
            variant="plain"
            aria-label={formats.labelled(words, moves.map(({ product }) => nameOf(product)).join(', '))}
            onPress={() =>
              void setLaunches(moves.map(({ product, from, to }) => ({ product, week: isTaken ? from : to })))
            }
          >
            {words}
          </Button>
        );
      },
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={changes}
      rowKey={({ moves }) => moves.map(({ product }) => product).join()}
    />
  );
}
