import { useTranslation } from 'react-i18next';
import type { LaunchReport } from '#engine/planning/rules/plan-figures.ts';
import { type CalendarRow, toCalendarRows, weekCostsOf } from '#features/plan/calendar/to-calendar-rows.ts';
import { WeekStrip } from '#features/plan/calendar/week-strip.tsx';
import styles from '#features/plan/plan-step.module.css';
import { ProductRules } from '#features/plan/rules/product-rules.tsx';
import { useRuleWords } from '#features/plan/rules/rule-words.ts';
import { useAim } from '#features/plan/rules/use-aim.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useOwnCandidates, useProductNames, useWeekName } from '#state/data/product-names.ts';
import {
  acceptLaunch,
  isDecided,
  moveLaunch,
  reopenLaunch,
  selectLaunch,
  skipLaunch,
  toggleForbiddenWeek,
  toggleLock,
} from '#state/plan/plan-edits.ts';
import { type CurrentPlan, type PlanResult, usePlanStore } from '#state/plan/plan-store.ts';
import { useLaunchOrder } from '#state/plan/use-launch-order.ts';
import { useOfferValues } from '#state/plan/use-offer-values.ts';
import { Button } from '#ui/controls/button.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { SidePanel } from '#ui/layout/side-panel.tsx';
import { Fact, Facts } from '#ui/table/facts.tsx';
import { LaunchBuyers } from './launch-buyers.tsx';
import { LaunchLevers } from './launch-levers.tsx';
import { LaunchPromotions } from './launch-promotions.tsx';
import { LaunchReasons } from './launch-reasons.tsx';
import { type FactsProps, NotSelectedFacts } from './not-selected-facts.tsx';
import { OrderBar } from './order-bar.tsx';
import { PriceCard } from './price-card.tsx';

interface LaunchDetailProps {
  readonly result: PlanResult;
  readonly current: CurrentPlan;
}

/**
 * The decision card of the launch looked at, beside the list: what can be changed with its profit, how many units and why, why this
 * week, what would change the answer, and the manager's word. Figures, rules and the rest are folded in below.
 */
export function LaunchDetail({ result, current }: LaunchDetailProps) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const selected = usePlanStore((state) => state.selected);
  const decisions = usePlanStore((state) => state.decisions);
  const candidates = useOwnCandidates();
  const nameOf = useProductNames(result);
  const rows = selected === null ? [] : toCalendarRows(result, current, decisions, candidates);
  const at = rows.findIndex(({ id }) => id === selected);
  const row = rows[at];
  if (!row) return null;
  const goTo = (place: number) => (rows[place] ? () => selectLaunch(rows[place].id) : null);
  const status = t(`card.status.${row.verdict ?? 'open'}`);
  return (
    <SidePanel
      title={nameOf(row.product)}
      detail={row.week >= 0 ? status : formats.parts([t('detail.out'), status])}
      place={t('card.place', { at: at + 1, count: rows.length })}
      onPrevious={goTo(at - 1)}
      onNext={goTo(at + 1)}
      onClose={() => selectLaunch(null)}
      actions={<Verdict row={row} rows={rows} at={at} />}
    >
      {row.launch ? (
        <LaunchCard row={row} result={result} current={current} launch={row.launch} />
      ) : (
        <NotSelectedFacts row={row} result={result} current={current} />
      )}
      <LazyDisclosure title={t('card.figures')}>
        {() => (
          <Stack>
            <DetailActions row={row} weeks={current.instance.weeks} />
            <WeekStrip row={row} result={result} costs={weekCostsOf(current.reading, row.product)} />
            {row.launch ? <LaunchFacts row={row} result={result} current={current} /> : null}
          </Stack>
        )}
      </LazyDisclosure>
      <LaunchBuyers candidateId={row.id} result={result} current={current} />
      <LazyDisclosure title={t('product.title')}>
        {() => <ProductRules candidateId={row.id} result={result} />}
      </LazyDisclosure>
    </SidePanel>
  );
}

function LaunchCard({ row, result, current, launch }: FactsProps & { readonly launch: LaunchReport }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const aim = useAim();
  const order = useLaunchOrder(current, row.product);
  const values = useOfferValues(result, current, row.product);
  const { currency = '' } = current.instance;
  const money = (value: number): string => formats.shortMoney(value, currency);
  return (
    <>
      <p className={styles.cardSentence}>
        {t(`card.earns.${aim}`, {
          value: money(launch.contribution),
          low: money(launch.profitLo80),
          high: money(launch.profitHi80),
        })}
      </p>
      <LaunchLevers row={row} result={result} current={current} order={order} />
      <PriceCard row={row} result={result} current={current} values={values} />
      <LaunchPromotions row={row} result={result} current={current} values={values} />
      {order ? <OrderBar row={row} result={result} current={current} order={order} /> : null}
      <LaunchReasons row={row} result={result} current={current} launch={launch} order={order} />
    </>
  );
}

interface VerdictProps {
  readonly row: CalendarRow;
  readonly rows: readonly CalendarRow[];
  readonly at: number;
}

/** Accept, change, skip: the next launch that is still to decide follows. */
function Verdict({ row, rows, at }: VerdictProps) {
  const { t } = useTranslation('plan');
  const isMade = isDecided(row.verdict);
  const proceed = (): void => {
    const next = [...rows.slice(at + 1), ...rows.slice(0, at)].find(({ verdict }) => verdict === null);
    if (next) selectLaunch(next.id);
  };
  const decide = (say: (id: string) => void) => () => {
    say(row.id);
    proceed();
  };
  if (isMade)
    return (
      <>
        <Button variant="primary" onPress={proceed}>
          {t('card.next')}
        </Button>
        <Button onPress={() => reopenLaunch(row.id)}>{t('card.reopen')}</Button>
      </>
    );
  const isOut = row.week < 0;
  return (
    <>
      <Button variant="primary" icon="check" onPress={decide(acceptLaunch)}>
        {t(isOut ? 'card.acceptOut' : 'card.accept')}
      </Button>
      {isOut ? (
        row.notSelected && row.notSelected.bestWeek >= 0 ? (
          <Button onPress={() => void moveLaunch(row.id, row.notSelected?.bestWeek ?? null)}>
            {t('detail.launchAnyway')}
          </Button>
        ) : null
      ) : (
        <Button onPress={() => void moveLaunch(row.id, null)}>{t('card.leaveOut')}</Button>
      )}
      <Button variant="plain" onPress={decide(skipLaunch)}>
        {t('card.skip')}
      </Button>
    </>
  );
}

function DetailActions({ row, weeks }: { readonly row: CalendarRow; readonly weeks: number }) {
  const { t } = useTranslation('plan');
  const move = (week: number) => () => void moveLaunch(row.id, week);
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
        </>
      ) : null}
      <Button variant="plain" icon={row.isLocked ? 'unlock' : 'lock'} onPress={() => toggleLock(row.id)}>
        {t(row.isLocked ? 'detail.unlock' : 'detail.lock')}
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
