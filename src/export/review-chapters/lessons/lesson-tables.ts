import type { Lessons } from '#engine/monitor/lessons.ts';
import type { ReportWords } from '#export/report-words.ts';
import { localName } from '#i18n/local-name.ts';

type Words = keyof typeof import('#i18n/en/monitor.ts')['monitor']['lessons'];

/** A column: the words of its head, and what a row has in it. */
interface Field<Item> {
  readonly id: Exclude<Words, 'stepNames' | 'suggestion' | `few_${string}`>;
  /** On paper, in points; '*' = what the others leave. */
  readonly width: number | '*';
  readonly cell: (item: Item) => string;
  /** What the screen sorts rows by. */
  readonly value?: (item: Item) => number;
  /** Words, not figures; on paper a word of more letters than this is broken (0: none comes from the data). */
  readonly breaksAt?: number;
  readonly gloss?: string;
}

/** A table of the evidence under the lessons, as screen and paper show it. */
export interface LessonTable {
  readonly id: 'steps' | 'categories' | 'calibration' | 'analogues' | 'overrides';
  readonly title: string;
  /** What stands beside the table; '' = nothing. */
  readonly note: string;
  readonly columns: readonly (Pick<Field<never>, 'id' | 'width' | 'breaksAt' | 'gloss'> & { readonly title: string })[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly { text: string; value?: number }[] }[];
}

/** The tables, the first two always, the others where they have rows. */
export function lessonTables(lessons: Lessons, { t, formats, language }: ReportWords): readonly LessonTable[] {
  const { count, decimal, percent } = formats;
  const percentOf = (value: number): string => percent(value / 100, 1);
  const biasOf = ({ bias }: { readonly bias: number }): string => formats.signed(bias, percentOf);
  const nameOf = ({ name, nameAlternative }: Lessons['analogues'][number] | Lessons['overrides'][number]): string =>
    localName(language, name, nameAlternative);
  const [wapeGloss, biasGloss] = [t('monitor:lessons.wapeGloss'), t('monitor:lessons.biasGloss')];
  const table = <Item>(
    id: LessonTable['id'],
    items: readonly Item[],
    rowId: (item: Item) => string,
    note: string,
    fields: readonly Field<Item>[],
  ): LessonTable => ({
    ...{ id, note, title: t(`monitor:lessons.${id}`) },
    columns: fields.map(({ cell: _cell, value: _value, ...column }) => ({
      ...column,
      title: t(`monitor:lessons.${column.id}`),
    })),
    rows: items.map((item) => ({
      id: rowId(item),
      cells: fields.map(({ cell, value }) => ({ text: cell(item), ...(value ? { value: value(item) } : {}) })),
    })),
  });
  const coverage = { in80: percent(lessons.coverage80 / 100), in95: percent(lessons.coverage95 / 100) };
  const scores = { brier: decimal(lessons.brier, 3), base: decimal(lessons.brierBase, 3) };
  const tables = [
    table('steps', lessons.steps, ({ step }) => step, '', [
      { id: 'step', width: '*', breaksAt: 0, cell: ({ step }) => t(`monitor:lessons.stepNames.${step}`) },
      { id: 'wape', width: 70, gloss: wapeGloss, cell: ({ wape }) => percentOf(wape) },
      { id: 'bias', width: 70, gloss: biasGloss, cell: biasOf },
      {
        ...{ id: 'added', width: 110 },
        cell: ({ step, valueAdded }) =>
          step === 'naive'
            ? '–'
            : formats.signed(valueAdded, (value) => t('monitor:lessons.points', { value: decimal(value, 1) })),
      },
    ]),
    table('categories', lessons.categories, ({ category }) => category, t('monitor:lessons.coverage', coverage), [
      { id: 'category', width: '*', breaksAt: 20, cell: ({ category }) => localName(language, category) },
      { id: 'launches', width: 50, cell: ({ launches }) => count(launches) },
      { id: 'expected', width: 62, cell: ({ expected }) => count(expected) },
      { id: 'actual', width: 62, cell: ({ actual }) => count(actual) },
      { id: 'bias', width: 52, gloss: biasGloss, cell: biasOf },
      { id: 'within80', width: 52, cell: ({ within80, launches }) => `${count(within80)} / ${count(launches)}` },
      { id: 'within95', width: 52, cell: ({ within95, launches }) => `${count(within95)} / ${count(launches)}` },
    ]),
    table('calibration', lessons.calibration, ({ from }) => `${from}`, t('monitor:lessons.calibrationText', scores), [
      { id: 'group', width: '*', breaksAt: 0, cell: ({ from, to }) => `${percent(from)} – ${percent(to)}` },
      { id: 'launches', width: 70, cell: ({ launches }) => count(launches) },
      { id: 'stated', width: 80, cell: ({ forecast }) => percent(forecast) },
      { id: 'came', width: 80, cell: ({ observed }) => percent(observed) },
    ]),
    table('analogues', lessons.analogues, ({ id }) => id, '', [
      { id: 'analogue', width: '*', breaksAt: 40, cell: nameOf },
      { id: 'used', width: 60, cell: ({ used }) => count(used), value: ({ used }) => used },
      { id: 'weight', width: 70, cell: ({ weight }) => decimal(weight), value: ({ weight }) => weight },
      { id: 'error', width: 90, cell: ({ error }) => decimal(Math.exp(error)), value: ({ error }) => error },
    ]),
    table('overrides', lessons.overrides, ({ candidateId }) => candidateId, '', [
      { id: 'override', width: '*', breaksAt: 16, cell: nameOf },
      { id: 'who', width: 50, breaksAt: 10, cell: ({ who }) => who },
      { id: 'reason', width: 110, breaksAt: 20, cell: ({ reason }) => reason },
      { id: 'before', width: 48, cell: ({ before }) => count(before) },
      { id: 'after', width: 48, cell: ({ after }) => count(after) },
      { id: 'actual', width: 48, cell: ({ actual }) => count(actual) },
      { id: 'gained', width: 48, cell: ({ gained }) => formats.signed(gained, count) },
    ]),
  ];
  return tables.filter(({ id, rows }) => id === 'steps' || id === 'categories' || rows.length > 0);
}
