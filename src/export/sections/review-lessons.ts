import type { Content } from 'pdfmake/interfaces';
import type { Lessons, Suggestion } from '#engine/monitor/lessons.ts';
import type { PrintContext } from '#export/print-context.ts';
import type { ReviewDocument } from '#export/review-document.ts';
import { breakable } from '#export/sections/breakable.ts';
import { signedWords } from '#export/sections/review-words.ts';
import { ruledTable } from '#export/sections/ruled-table.ts';
import { sectionHeading } from '#export/sections/section-heading.ts';
import { localName } from '#i18n/local-name.ts';

/** What was learnt: suggestions first, then the evidence table by table. */
export function lessonsSection({ lessons }: ReviewDocument, context: PrintContext): Content[] {
  const { t } = context;
  const heading = sectionHeading(t('monitor:lessons.title'), context);
  if (lessons.launches === 0) return [heading, { text: t('monitor:lessons.none') }];
  const { suggestions } = lessons;
  return [
    heading,
    { text: t('monitor:lessons.few', { count: lessons.launches }), style: 'note', margin: [0, 0, 0, 4] },
    subheading(t('monitor:lessons.suggestions')),
    suggestions.length === 0
      ? { text: t('monitor:lessons.noSuggestion') }
      : { ul: suggestions.map((suggestion) => suggestionWords(suggestion, context)) },
    ...stepsTable(lessons, context),
    ...categoriesTable(lessons, context),
    ...(lessons.calibration.length > 0 ? calibrationTable(lessons, context) : []),
    ...(lessons.analogues.length > 0 ? analoguesTable(lessons, context) : []),
    ...(lessons.overrides.length > 0 ? overridesTable(lessons, context) : []),
  ];
}

const subheading = (text: string): Content => ({
  ...{ text, style: 'chartTitle', headlineLevel: 1, margin: [0, 12, 0, 4] },
});

const percentOf = (value: number, { formats }: PrintContext): string => formats.percent(value / 100, 1);

/** In the words of the screen. */
function suggestionWords({ code, params }: Suggestion, { t, formats, language }: PrintContext): string {
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

function stepsTable({ steps }: Lessons, context: PrintContext): Content[] {
  const { t, formats } = context;
  const rows = steps.map(({ step, wape, bias, valueAdded }) => [
    t(`monitor:lessons.stepNames.${step}`),
    percentOf(wape, context),
    signedWords(bias, (value) => percentOf(value, context)),
    step === 'naive'
      ? '–'
      : signedWords(valueAdded, (value) => t('monitor:lessons.points', { value: formats.decimal(value, 1) })),
  ]);
  const heads = ['step', 'wape', 'bias', 'added'] as const;
  return [
    subheading(t('monitor:lessons.steps')),
    ruledTable(
      heads.map((head) => t(`monitor:lessons.${head}`)),
      rows,
      ['*', 70, 70, 110],
      1,
    ),
  ];
}

function categoriesTable(lessons: Lessons, context: PrintContext): Content[] {
  const { t, formats, language } = context;
  const rows = lessons.categories.map(({ category, launches, expected, actual, bias, within80, within95 }) => [
    { text: breakable(localName(language, category), 20) },
    formats.count(launches),
    formats.count(expected),
    formats.count(actual),
    signedWords(bias, (value) => percentOf(value, context)),
    `${formats.count(within80)} / ${formats.count(launches)}`,
    `${formats.count(within95)} / ${formats.count(launches)}`,
  ]);
  const heads = ['category', 'launches', 'expected', 'actual', 'bias', 'within80', 'within95'] as const;
  const coverage = {
    in80: formats.percent(lessons.coverage80 / 100),
    in95: formats.percent(lessons.coverage95 / 100),
  };
  return [
    subheading(t('monitor:lessons.categories')),
    ruledTable(
      heads.map((head) => t(`monitor:lessons.${head}`)),
      rows,
      ['*', 50, 62, 62, 52, 52, 52],
      1,
    ),
    { text: t('monitor:lessons.coverage', coverage), style: 'note' },
  ];
}

function calibrationTable(lessons: Lessons, { t, formats }: PrintContext): Content[] {
  const rows = lessons.calibration.map(({ from, to, launches, forecast, observed }) => [
    `${formats.percent(from)} – ${formats.percent(to)}`,
    formats.count(launches),
    formats.percent(forecast),
    formats.percent(observed),
  ]);
  const heads = ['group', 'launches', 'stated', 'came'] as const;
  const scores = { brier: formats.decimal(lessons.brier, 3), base: formats.decimal(lessons.brierBase, 3) };
  return [
    subheading(t('monitor:lessons.calibration')),
    { text: t('monitor:lessons.calibrationText', scores), style: 'note', margin: [0, 0, 0, 4] },
    ruledTable(
      heads.map((head) => t(`monitor:lessons.${head}`)),
      rows,
      ['*', 70, 80, 80],
      1,
    ),
  ];
}

function analoguesTable({ analogues }: Lessons, { t, formats, language }: PrintContext): Content[] {
  const rows = analogues.map(({ name, nameAlternative, used, weight, error }) => [
    { text: breakable(localName(language, name, nameAlternative), 40) },
    formats.count(used),
    formats.decimal(weight),
    formats.decimal(Math.exp(error)),
  ]);
  const heads = ['analogue', 'used', 'weight', 'error'] as const;
  return [
    subheading(t('monitor:lessons.analogues')),
    ruledTable(
      heads.map((head) => t(`monitor:lessons.${head}`)),
      rows,
      ['*', 60, 70, 90],
      1,
    ),
  ];
}

function overridesTable({ overrides }: Lessons, { t, formats, language }: PrintContext): Content[] {
  const rows = overrides.map(({ name, nameAlternative, who, reason, before, after, actual, gained }) => [
    { text: breakable(localName(language, name, nameAlternative), 16) },
    { text: breakable(who, 10) },
    { text: breakable(reason, 20) },
    formats.count(before),
    formats.count(after),
    formats.count(actual),
    signedWords(gained, formats.count),
  ]);
  const heads = ['override', 'who', 'reason', 'before', 'after', 'actual', 'gained'] as const;
  return [
    subheading(t('monitor:lessons.overrides')),
    ruledTable(
      heads.map((head) => t(`monitor:lessons.${head}`)),
      rows,
      ['*', 50, 110, 48, 48, 48, 48],
      3,
    ),
  ];
}
