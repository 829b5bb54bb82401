import type { Content } from 'pdfmake/interfaces';
import { defineChapter } from '#export/chapters/define-chapter.ts';
import type { BothNames, PlanDocument, PlanRuleLine } from '#export/plan-document.ts';
import type { PrintContext } from '#export/print-context.ts';
import { namesFor } from '#export/report-words.ts';
import { eventName } from '#i18n/event-name.ts';
import { localName } from '#i18n/local-name.ts';

/** Every rule beside those of the first page, and what the figures take for granted. */
export const rulesChapter = defineChapter<PlanDocument>({
  id: 'rules',
  title: ({ t }) => t('pdf.section.rules'),
  contents: (_plan, { t }) => t('step.contains.rules'),
  isOptional: false,
  section: (plan, context) => {
    const { t } = context;
    const rules = plan.asked.rules.map((rule) => ruleSentence(rule, context));
    return [
      rules.length > 0 ? bullets(rules) : { text: t('pdf.rules.none'), style: 'quiet' },
      ...promotionsAhead(plan, context),
      { text: t('pdf.assumed.lead'), style: 'chartTitle', margin: [0, 12, 0, 4] },
      bullets(assumptionSentences(plan, context)),
    ];
  },
});

/** Promotion by promotion its places and fee, where it has them, and who takes part. */
function promotionsAhead({ promotionCalendar }: PlanDocument, context: PrintContext): Content[] {
  const { t, formats, week, language, money } = context;
  if (promotionCalendar.length === 0) return [];
  const sentences = promotionCalendar.map(({ event, from, slots, fee, members: products }) => {
    const places = slots === null ? '' : t('pdf.rules.places', { count: slots });
    const terms = context.items([places, fee > 0 ? t('pdf.rules.fee', { fee: money(fee) }) : ''].filter(Boolean));
    const words = { event: eventName(language, event), from: week(from), terms };
    if (products.length === 0) return t(terms ? 'pdf.rules.promotionNone' : 'pdf.rules.aheadNone', words);
    const members = formats.list(products.map((product) => namesFor(product, language)[0]));
    return t(terms ? 'pdf.rules.promotion' : 'pdf.rules.ahead', { ...words, members });
  });
  return [{ text: t('pdf.rules.aheadLead'), style: 'chartTitle', margin: [0, 12, 0, 4] }, bullets(sentences)];
}

const bullets = (sentences: readonly string[]): Content => ({
  ul: sentences.map((text) => ({ text, margin: [0, 0, 0, 2] as [number, number, number, number] })),
});

function ruleSentence(rule: PlanRuleLine, context: PrintContext): string {
  const { t, formats, money, week, language } = context;
  const name = (product: BothNames): string => namesFor(product, language)[0];
  const members = (products: readonly BothNames[]): string => formats.list(products.map(name));
  switch (rule.kind) {
    case 'capacity': {
      const words = { week: week(rule.week), value: formats.decimal(rule.value, 1) };
      return t(Number.isFinite(rule.value) ? 'pdf.rules.capacity' : 'pdf.rules.capacityNone', words);
    }
    case 'budget':
      return t('pdf.rules.budget', { from: week(rule.from), to: week(rule.to), amount: money(rule.amount) });
    case 'least':
    case 'most':
      return t(`pdf.rules.${rule.kind}`, { category: localName(language, rule.category), count: rule.count });
    case 'spacing': {
      const words = { category: localName(language, rule.category), count: rule.count, weeks: weeksOf(rule.weeks, t) };
      return t('pdf.rules.spacing', words);
    }
    case 'category-closed': {
      const words = { category: localName(language, rule.category), weeks: context.items(rule.weeks.map(week)) };
      return t('pdf.rules.category-closed', words);
    }
    case 'group':
      return t('pdf.rules.group', { name: rule.name, members: members(rule.members), count: rule.count });
    case 'wave':
      return t('pdf.rules.wave', { name: rule.name, members: members(rule.members) });
    case 'order':
      return t('pdf.rules.order', { first: name(rule.first), second: name(rule.second), count: rule.weeks });
    case 'declared':
      return t(`pdf.declared.${rule.rule}` as 'pdf.rules.none', rule.settings);
    case 'promotion-budget':
      return t('pdf.rules.promotionBudget', { amount: money(rule.amount) });
    case 'price-order':
      return t('pdf.rules.priceOrder', { cheaper: name(rule.cheaper), dearer: name(rule.dearer) });
    case 'floor-margin':
      return t('pdf.rules.floorMargin', { share: formats.percent(rule.share, 1) });
    case 'markdown-week':
      return t('pdf.rules.markdownWeek', { week: rule.week });
    case 'dates':
    case 'closed':
      return t(`pdf.rules.${rule.kind}`, { count: rule.count });
  }
}

const weeksOf = (count: number, t: PrintContext['t']): string => t('pdf.assumed.weeks', { count });

function assumptionSentences({ assumptions, headline }: PlanDocument, { t, formats }: PrintContext): string[] {
  const { initialOrders, coverWeeks } = assumptions;
  const span = ([from, to]: readonly [number, number]): string =>
    from === to ? weeksOf(to, t) : t('pdf.assumed.weeksSpan', { from, to });
  const counted: [
    'buysNewsvendor' | 'buysExpected' | 'buysGiven' | 'costs' | 'salvage' | 'rivals' | 'changed' | 'notPlanned',
    number,
  ][] = [
    ['buysNewsvendor', initialOrders.newsvendor],
    ['buysExpected', initialOrders.expected],
    ['buysGiven', initialOrders.given],
    ['costs', assumptions.costsAssumed],
    ['salvage', assumptions.salvageAssumed],
    ['rivals', assumptions.rivalPairs],
    ['changed', assumptions.forecastsChanged],
    ['notPlanned', assumptions.notPlanned],
  ];
  return [
    t('pdf.assumed.period', { weeks: span(assumptions.sellingWeeks) }),
    t('pdf.assumed.scenarios', { scenarios: assumptions.scenarios, share: formats.percent(headline.tailShare) }),
    ...(assumptions.moneyRate > 0
      ? [t('pdf.assumed.moneyRate', { rate: formats.percent(assumptions.moneyRate, 1) })]
      : []),
    ...(coverWeeks ? [t('pdf.assumed.cover', { weeks: span(coverWeeks) })] : []),
    ...(assumptions.withoutOutlooks ? [t('pdf.assumed.withoutOutlooks')] : []),
    ...counted.filter(([, count]) => count > 0).map(([kind, count]) => t(`pdf.assumed.${kind}`, { count })),
  ];
}
