import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import { moveLaunch, selectLaunch, toggleLock } from '#state/plan-actions.ts';
import { type PlanResult, type PresentPlan, usePlanStore } from '#state/plan-store.ts';
import { Button } from '#ui/button.tsx';
import { Fact, Facts } from '#ui/facts.tsx';
import { Columns, Panel, Stack, Toolbar } from '#ui/panel.tsx';
import { useCandidates, useProductNames } from './product-names.ts';
import { useRuleWords, useWeekName } from './rule-words.ts';
import { type CalendarRow, toCalendarRows } from './to-calendar-rows.ts';
import { WeekStrip } from './week-strip.tsx';

interface LaunchDetailProps {
  readonly result: PlanResult;
  readonly present: PresentPlan;
}

/** The launch looked at: why this week, what a week earlier or later costs, what is in the way. */
export function LaunchDetail({ result, present }: LaunchDetailProps) {
  const { t } = useTranslation('plan');
  const selected = usePlanStore((state) => state.selected);
  const decisions = usePlanStore((state) => state.decisions);
  const candidates = useCandidates();
  const nameOf = useProductNames(result);
  const weekName = useWeekName(result.built.startDay);
  const row = toCalendarRows(result, present, decisions, candidates).find(({ id }) => id === selected);
  if (!row) return null;
  return (
    <Panel
      title={nameOf(row.product)}
      detail={row.week >= 0 ? t('detail.at', { week: weekName(row.week) }) : t('detail.out')}
      actions={<DetailActions row={row} weeks={result.built.instance.weeks} />}
    >
      <Columns minimum={320}>
        <Stack>
          <WeekStrip row={row} result={result} />
        </Stack>
        {row.launch ? <LaunchFacts row={row} result={result} /> : <LeftOutFacts row={row} result={result} />}
      </Columns>
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
          <Button variant="plain" onPress={move(null)}>
            {t('detail.leaveOut')}
          </Button>
        </>
      ) : row.leftOut && row.leftOut.bestWeek >= 0 ? (
        <Button variant="plain" onPress={move(row.leftOut.bestWeek)}>
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

interface FactsProps {
  readonly row: CalendarRow;
  readonly result: PlanResult;
}

function LaunchFacts({ row, result }: FactsProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const nameOf = useProductNames(result);
  const ruleWords = useRuleWords(result);
  const { launch } = row;
  if (!launch) return null;
  const { instance, startDay } = result.built;
  const product = instance.products[row.product];
  const { currency = '' } = instance;
  const money = (value: number): string => formats.money(value, currency);
  const neighbour = (cost: number, week: number): string => {
    const block = launch.blockedBy[week];
    if (Number.isFinite(cost))
      return cost < 0 ? t('detail.costs', { money: money(-cost) }) : t('detail.gains', { money: money(cost) });
    return block ? ruleWords(block) : t('detail.outside');
  };
  return (
    <Facts>
      <Fact label={t('detail.contribution')}>
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
        {t('detail.stockValue', {
          stock: formats.count(product.stockByWeek?.[launch.week] ?? product.stock),
          share: formats.percent(launch.sellThrough),
        })}
      </Fact>
      <Fact label={t('detail.window')}>
        {`${formats.shortDate(startDay + 7 * launch.windowFrom)} – ${formats.shortDate(startDay + 7 * launch.windowTo)}`}
      </Fact>
      <Fact label={t('detail.weekEarlier')}>{neighbour(launch.costEarlier, launch.week - 1)}</Fact>
      <Fact label={t('detail.weekLater')}>{neighbour(launch.costLater, launch.week + 1)}</Fact>
      {launch.neighbours.length > 0 ? (
        <Fact label={t('detail.neighbours')}>
          {launch.neighbours
            .slice(0, 3)
            .map(({ product, loss }) => t('detail.neighbour', { name: nameOf(product), money: money(loss) }))
            .join(' ')}
        </Fact>
      ) : null}
    </Facts>
  );
}

function LeftOutFacts({ row, result }: FactsProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const ruleWords = useRuleWords(result);
  const weekName = useWeekName(result.built.startDay);
  const { leftOut } = row;
  if (!leftOut) return null;
  const { currency = '' } = result.built.instance;
  return (
    <Facts>
      <Fact label={t('leftOut.why')}>
        {leftOut.blockedBy && leftOut.reason === 'blocked'
          ? ruleWords(leftOut.blockedBy)
          : t(`leftOut.${leftOut.reason}`)}
      </Fact>
      {leftOut.bestWeek >= 0 ? <Fact label={t('leftOut.bestWeek')}>{weekName(leftOut.bestWeek)}</Fact> : null}
      {Number.isNaN(leftOut.gain) ? null : (
        <Fact label={t('leftOut.gain')}>{formats.money(leftOut.gain, currency)}</Fact>
      )}
    </Facts>
  );
}
