import type { Lessons, Suggestion } from '#engine/monitor/lessons.ts';
import type { ReplanLine, ReplanReport } from '#engine/monitor/replan-report.ts';
import type { Advice, AdviceTurn, LaunchTracking } from '#engine/monitor/tracking.ts';
import type { ReportWords } from '#export/report-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { localName } from '#i18n/local-name.ts';

/** Name of a candidate in the reader's language. */
type NameOf = (candidateId: string) => string;

/** Units expected and sold in the weeks whose demand is known. */
export function soFar({ weeks }: Pick<LaunchTracking, 'weeks'>) {
  const last = weeks.findLast(({ known }) => known);
  return { isKnown: last !== undefined, expected: last?.expectedSoFar ?? 0, sold: last?.soldSoFar ?? 0 };
}

/** Share by which more (above 0) or less was sold than expected; NaN: not known. */
export function salesDifference(launch: LaunchTracking): number {
  const { expected, sold } = soFar(launch);
  return expected > 0 ? sold / expected - 1 : Number.NaN;
}

/** Money earned beyond the plan for the same weeks. */
export const moneyDifference = ({ moneySoFar }: LaunchTracking): number => moneySoFar.actual - moneySoFar.planned;

/** What is expected of the weeks to come, with its 80 % interval. */
export function restWords({ reforecast: { remaining } }: LaunchTracking, { t, formats }: ReportWords): string {
  return t('monitor:board.range', {
    mean: formats.count(remaining.mean),
    lo: formats.count(remaining.lo80),
    hi: formats.count(remaining.hi80),
  });
}

/** A launch's state, weeks sold out, how far off its week it came. */
export function stateWords({ state, timing, weeksLate, weeks }: LaunchTracking, { t, items }: ReportWords): string {
  const out = weeks.filter(({ marks }) => marks.includes('stock-out')).length;
  return items([
    ...(state === 'missing' ? [] : [t(`monitor:board.states.${state}`)]),
    ...(out > 0 && state !== 'stock-out' ? [t('monitor:board.wasOut', { count: out })] : []),
    ...(timing === 'unplanned' ? [t('monitor:board.timing.unplanned')] : []),
    ...(timing === 'early' || timing === 'late' || timing === 'overdue' || timing === 'never'
      ? [t(`monitor:board.timing.${timing}`, { count: Math.abs(weeksLate) })]
      : []),
  ]);
}

/** Whether the signal was raised, in which week and which way. */
export function signalWords({ direction, raisedAt }: LaunchTracking['signal'], { t, formats }: ReportWords): string {
  if (direction === null || raisedAt === null) return t('monitor:launch.signal.none');
  return t('monitor:launch.signal.raised', {
    week: formats.count(raisedAt + 1),
    direction: t(`monitor:launch.signal.${direction}`),
  });
}

/** What could be done and who moves with it, what it is expected to bring, and what would change that ('' = nothing). */
export function adviceWords(
  advice: Advice,
  nameOf: NameOf,
  words: ReportWords,
): { readonly action: string; readonly gain: string; readonly turns: string } {
  const { t, formats, shortMoney, currency } = words;
  const { action, pieces, discount, until, arrives, dayBefore, dayAfter, together = [], gain, turns } = advice;
  const day = (value: number | null): string => (value === null ? '–' : formats.shortDate(value));
  const turn = ({ what, value }: AdviceTurn): string =>
    t(`monitor:advice.turn.${what}`, {
      money: formats.price(value, currency),
      value: what === 'elasticity-above' ? formats.decimal(value) : formats.count(value),
    });
  const what = t(`monitor:advice.${action}`, {
    ...{ pieces: pieces === null ? '–' : formats.count(pieces) },
    ...{ discount: discount === null ? '–' : formats.percent(discount) },
    ...{ until: day(until), arrives: day(arrives), before: day(dayBefore), after: day(dayAfter) },
  });
  const moved =
    together.length > 0 ? [t('monitor:advice.together', { names: formats.list(together.map(nameOf)) })] : [];
  return {
    action: words.sentences([what, ...moved]),
    gain: t('monitor:advice.gain', {
      ...{ mean: shortMoney(gain.mean), lo: shortMoney(gain.lo80), hi: shortMoney(gain.hi80) },
      chance: formats.percent(advice.gainProbability),
    }),
    turns: turns.length > 0 ? t('monitor:advice.turns', { turns: formats.choices(turns.map(turn)) }) : '',
  };
}

/** A line of the re-plan that changes something. */
export const isChanged = ({ kind }: ReplanLine): boolean => kind !== 'frozen' && kind !== 'kept';

/** What planning the rest anew would bring, and how many launches stay as they are. */
export function replanFinding({ lines, gain }: Pick<ReplanReport, 'lines' | 'gain'>, words: ReportWords): string {
  const { t, shortMoney } = words;
  const changed = lines.filter(isChanged).length;
  const finding =
    changed === 0
      ? t('monitor:replan.nothing')
      : t('monitor:replan.finding', {
          ...{ gain: shortMoney(gain.mean), lo: shortMoney(gain.lo80), hi: shortMoney(gain.hi80) },
        });
  return words.sentences([finding, t('monitor:replan.unchanged', { count: lines.length - changed })]);
}

/** A changed line: what happens to it and why, where it was and is, what that brings. */
export function replanLineWords(line: ReplanLine, words: ReportWords) {
  const { t, formats, currency } = words;
  const where = (day: number | null, units: number): string =>
    day === null
      ? t('monitor:replan.out')
      : t('monitor:replan.pieces', { week: formats.shortDate(day), pieces: formats.count(units) });
  return {
    what: t(`monitor:replan.kind.${line.kind}`),
    reason: formats.parts([
      t(`monitor:replan.reasons.${line.reason}`, {
        source: t(`monitor:replan.levelFrom.${line.levelSource}`),
        change: formats.percent(Math.abs(line.levelFactor - 1)),
      }),
      ...offerWords(line.offer, words),
    ]),
    was: where(line.dayBefore, line.stockBefore),
    is: where(line.dayAfter, line.stockAfter),
    gain: formats.signed(line.gain, (value) => formats.money(value, currency)),
  };
}

/** "109 → 99, +4.1k (1.2k to 7.3k)" of a new price, and the promotions that it joins and leaves. */
function offerWords(offer: ReplanLine['offer'], { t, formats, currency, language, shortMoney }: ReportWords): string[] {
  if (!offer) return [];
  const { before, after, gain, joins, leaves } = offer;
  const price = (value: number): string => formats.price(value, currency);
  const path = (prices: readonly number[]): string => {
    const count = prices.findIndex((own) => own !== prices[0]);
    const marked = count < 0 ? '' : t('plan:offer.markdown', { price: price(prices[count]), count });
    return formats.parts([price(prices[0]), marked]);
  };
  const [from, to] = [path(before), path(after)];
  const signed = (value: number): string => formats.signed(value, shortMoney);
  const events = (names: readonly string[]): string => formats.list(names.map((name) => eventName(language, name)));
  return [
    from === to ? '' : t('plan:offer.fromTo', { from, to }),
    gain ? t('plan:offer.gain', { gain: signed(gain.mean), low: signed(gain.lo80), high: signed(gain.hi80) }) : '',
    joins.length > 0 ? t('monitor:replan.joins', { events: events(joins) }) : '',
    leaves.length > 0 ? t('monitor:replan.leaves', { events: events(leaves) }) : '',
  ];
}

/** How many launches came in their week, early, late or not at all, and weeks sold out. */
export function timingWords({ timing, stockOutWeeks }: Lessons, { t, formats }: ReportWords): string {
  return t('monitor:lessons.timing', {
    ...{ onTime: formats.count(timing.onTime), early: formats.count(timing.early) },
    ...{ late: formats.count(timing.late), missing: formats.count(timing.missing) },
    weeks: formats.count(stockOutWeeks),
  });
}

/** What to do otherwise next time. */
export function suggestionWords({ code, params }: Suggestion, { t, formats, language }: ReportWords): string {
  const word = (key: string, digits = 0): string => {
    const value = params[key] ?? '';
    const alternative = params[`${key}Alternative`];
    return typeof value === 'string'
      ? localName(language, value, typeof alternative === 'string' ? alternative : undefined)
      : formats.decimal(Math.abs(value), digits);
  };
  const words = {
    ...{ bias: word('bias', 1), category: word('category'), coverage: word('coverage'), pieces: word('pieces') },
    ...{ forecast: word('forecast', 1), observed: word('observed'), launches: word('launches') },
    ...{ weeks: word('weeks'), analogue: word('analogue'), used: word('used'), error: word('error', 1) },
  };
  if (code !== 'level-bias' && code !== 'category-bias') return t(`monitor:lessons.suggestion.${code}`, words);
  return t(`monitor:lessons.suggestion.${code}-${Number(params.bias) > 0 ? 'high' : 'low'}`, words);
}
