import { useTranslation } from 'react-i18next';
import { type CalendarRow, toCalendarRows, weekCostsOf } from '#features/plan/calendar/to-calendar-rows.ts';
import { WeekStrip } from '#features/plan/calendar/week-strip.tsx';
import { ProductRules } from '#features/plan/rules/product-rules.tsx';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useOwnCandidates, useProductNames, useWeekName } from '#state/data/product-names.ts';
import { moveLaunch, selectLaunch, toggleForbiddenWeek, toggleLock } from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Columns, Panel, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { Fact, Facts } from '#ui/table/facts.tsx';
import { type FactsProps, NotSelectedFacts } from './not-selected-facts.tsx';

interface LaunchDetailProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/** The launch looked at: why this week, what a week earlier or later costs, what is in the way, and its own rules. */
export function LaunchDetail({ result, current }: LaunchDetailProps) {
  const { t } = useTranslation('plan');
  const selected = usePlanStore((state) => state.selected);
  const decisions = usePlanStore((state) => state.decisions);
  const candidates = useOwnCandidates();
  const nameOf = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const row = selected && toCalendarRows(result, current, decisions, candidates).find(({ id }) => id === selected);
  if (!row) return null;
  return (
    <Panel
      title={nameOf(row.product)}
      detail={row.week >= 0 ? t('detail.at', { week: weekName(row.week) }) : t('detail.out')}
      actions={<DetailActions row={row} weeks={current.instance.weeks} />}
    >
      <Stack>
        <Columns minimum={320}>
          <WeekStrip row={row} result={result} costs={weekCostsOf(current.reading, row.product)} />
          {row.launch ? (
            <LaunchFacts row={row} result={result} current={current} />
          ) : (
            <NotSelectedFacts row={row} result={result} current={current} />
          )}
        </Columns>
        <LazyDisclosure title={t('product.title')}>
          {() => <ProductRules candidateId={row.id} result={result} />}
        </LazyDisclosure>
      </Stack>
    </Panel>
  );
}

function DetailActions({ row, weeks }: { readonly row: CalendarRow; readonly weeks: number }) {
  const { t } = useTranslation('plan');
  const move = (week: number | null) => () => void moveLaunch(row.id, week);
  return (
    <Toolbar>
      {row.week >= 0 ? (
        <>
          <Button variant="plain" isDisabled={row.week === 0} onPress={move(row.week - 1)}>
            {t('detail.earlier')}
          </Button>
          <Button variant="plain" isDisabled={row.week >= weeks - 1} onPress={move(row.week + 1)}>
            {t('detail.later')}
          </Button>
          <Button variant="plain" onPress={() => void toggleForbiddenWeek(row.id, row.week)}>
            {t(row.closedWeeks.includes(row.week) ? 'detail.allowWeek' : 'detail.forbidWeek')}
          </Button>
          <Button variant="plain" onPress={move(null)}>
            {t('detail.leaveOut')}
          </Button>
        </>
      ) : row.notSelected && row.notSelected.bestWeek >= 0 ? (
        <Button variant="plain" onPress={move(row.notSelected.bestWeek)}>
          {t('detail.launchAnyway')}
        </Button>
      ) : null}
      <Button variant="plain" icon={row.isLocked ? 'unlock' : 'lock'} onPress={() => toggleLock(row.id)}>
        {t(row.isLocked ? 'detail.unlock' : 'detail.lock')}
      </Button>
      <Button variant="plain" icon="close" onPress={() => selectLaunch(null)}>
        {t('detail.close')}
      </Button>
    </Toolbar>
  );
}

function LaunchFacts({ row, result, current }: FactsProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const ruleWords = useRuleWords(result);
  const weekName = useWeekName(result.built.startDay);
  const aim = useAim();
  const lastDay = useOwnCandidates().find(({ id }) => id === row.id)?.lastDay;
  const { launch } = row;
  if (!launch) return null;
  const { startDay } = result.built;
  const { currency = '', products } = current.instance;
  const product = products[row.product];
  const money = (value: number): string => formats.money(value, currency);
  const neighbour = (cost: number, week: number): string => {
    const block = launch.blockedBy[week];
    if (Number.isFinite(cost))
      return cost < 0 ? t('detail.costs', { money: money(-cost) }) : t('detail.gains', { money: money(cost) });
    return block ? ruleWords(block) : t('detail.outside');
  };
  const along = launch.windowWith ?? [];
  const stock = product.stockByWeek?.[launch.week] ?? product.stock;
  const reading = result.built.products.find(({ candidateId }) => candidateId === row.id);
  const [reorder] = product.reordersByWeek?.[launch.week] ?? [];
  const isCover = reading && reading.stockSource !== 'given' && !product.reordersByWeek;
  const ordersText = reorder
    ? t('detail.reorder', { review: reorder.reviewAge, arrival: reorder.arrivalAge })
    : isCover
      ? t('detail.cover', { count: reading.coverWeeks })
      : '';
  return (
    <Facts>
      <Fact label={t(`detail.contribution.${aim}`)}>
        {t('detail.withRange', {
          value: money(launch.contribution),
          low: money(launch.profitLo80),
          high: money(launch.profitHi80),
        })}
      </Fact>
      <Fact label={t('detail.units')}>
        {t('detail.withRange', {
          value: formats.count(launch.units),
          low: formats.count(launch.unitsLo80),
          high: formats.count(launch.unitsHi80),
        })}
      </Fact>
      <Fact label={t('detail.stock')}>
        {t('detail.stockValue', { stock: formats.count(stock), share: formats.percent(launch.sellThrough) })}
        {` ${ordersText}`}
      </Fact>
      <Fact label={t('detail.window')}>
        {`${formats.shortDate(startDay + 7 * launch.windowFrom)} – ${formats.shortDate(startDay + 7 * launch.windowTo)}`}
        {along.length > 0 ? `${formats.space}${t('detail.windowWith', { count: along.length })}` : ''}
      </Fact>
      {lastDay === undefined ? null : <Fact label={t('product.lastDay')}>{formats.date(lastDay)}</Fact>}
      {Number.isFinite(row.kept) ? (
        <Fact label={t('stability.fact')}>
          {t('stability.kept', { share: formats.percent(row.kept) })}
          {formats.space}
          {t('stability.near', { share: formats.percent(current.stability?.found?.near[row.product] ?? Number.NaN) })}
        </Fact>
      ) : null}
      <Fact label={t('detail.weekEarlier')}>{neighbour(launch.costEarlier, launch.week - 1)}</Fact>
      <Fact label={t('detail.weekLater')}>{neighbour(launch.costLater, launch.week + 1)}</Fact>
      {launch.binds.length > 0 ? (
        <Fact label={t('detail.binds')}>
          {launch.binds
            .map(({ week, gain, rule }) =>
              t('detail.bind', { week: weekName(week), money: money(gain), rule: ruleWords(rule) }),
            )
            .join(formats.space)}
        </Fact>
      ) : null}
      {launch.avoids ? (
        <Fact label={t('detail.avoids')}>
          {t('detail.avoid', {
            name: nameOf(launch.avoids.product),
            week: weekName(launch.avoids.week),
            money: money(launch.avoids.loss),
          })}
        </Fact>
      ) : null}
      {launch.neighbours.length > 0 ? (
        <Fact label={t('detail.neighbours')}>
          {launch.neighbours
            .slice(0, 3)
            .map(({ product: other, loss }) => t('detail.neighbour', { name: nameOf(other), money: money(loss) }))
            .join(formats.space)}
        </Fact>
      ) : null}
    </Facts>
  );
}
