import { useTranslation } from 'react-i18next';
import type { Lessons, Suggestion } from '#engine/monitor/lessons.ts';
import { localName } from '#i18n/local-name.ts';
import { useFormats, useLanguage } from '#i18n/use-formats.ts';
import { Gloss } from '#ui/feedback/tooltip.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { signed } from './board-table.tsx';
import styles from './monitor.module.css';

/** 复盘: which forecast helped, where it was off, and what to do otherwise next time. */
export function LessonsPanel({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const { timing, launches, stockOutWeeks } = lessons;
  const count = formats.count;
  const when = t('lessons.timing', {
    onTime: count(timing.onTime),
    early: count(timing.early),
    late: count(timing.late),
    missing: count(timing.missing),
    weeks: count(stockOutWeeks),
  });
  return (
    <Panel
      title={t('lessons.title')}
      detail={launches === 0 ? t('lessons.none') : t('lessons.few', { count: launches })}
    >
      <Stack>
        <p>{when}</p>
        {launches === 0 ? null : <Learnt lessons={lessons} />}
      </Stack>
    </Panel>
  );
}

function Learnt({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const suggestionWords = useSuggestionWords();
  return (
    <>
      <h3>{t('lessons.suggestions')}</h3>
      {lessons.suggestions.length === 0 ? (
        <p>{t('lessons.noSuggestion')}</p>
      ) : (
        <ul className={styles.list}>
          {lessons.suggestions.map((suggestion) => (
            <li key={`${suggestion.code} ${suggestion.params.category ?? ''}`}>{suggestionWords(suggestion)}</li>
          ))}
        </ul>
      )}
      <Steps lessons={lessons} />
      <Categories lessons={lessons} />
      {lessons.calibration.length > 0 ? <Calibration lessons={lessons} /> : null}
      {lessons.analogues.length > 0 ? <Analogues lessons={lessons} /> : null}
      {lessons.overrides.length > 0 ? <Overrides lessons={lessons} /> : null}
    </>
  );
}

function useSuggestionWords(): (suggestion: Suggestion) => string {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const language = useLanguage();
  return ({ code, params }) => {
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
    if (code !== 'level-bias' && code !== 'category-bias') return t(`lessons.suggestion.${code}`, words);
    return t(`lessons.suggestion.${code}-${Number(params.bias) > 0 ? 'high' : 'low'}`, words);
  };
}

function Steps({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const points = (value: number): string => t('lessons.points', { value: formats.decimal(value, 1) });
  const columns: Column<Lessons['steps'][number]>[] = [
    { id: 'step', header: t('lessons.step'), cell: ({ step }) => t(`lessons.stepNames.${step}`), isRowHeader: true },
    {
      id: 'wape',
      header: <Gloss explanation={t('lessons.wapeGloss')}>{t('lessons.wape')}</Gloss>,
      align: 'end',
      cell: ({ wape }) => formats.percent(wape / 100, 1),
    },
    {
      id: 'bias',
      header: <Gloss explanation={t('lessons.biasGloss')}>{t('lessons.bias')}</Gloss>,
      align: 'end',
      cell: ({ bias }) => signed(bias, (value) => formats.percent(value / 100, 1)),
    },
    {
      id: 'added',
      header: t('lessons.added'),
      align: 'end',
      cell: ({ step, valueAdded }) => (step === 'naive' ? '–' : signed(valueAdded, points)),
    },
  ];
  return (
    <DataTable
      caption={t('lessons.steps')}
      captionShown
      columns={columns}
      rows={lessons.steps}
      rowKey={({ step }) => step}
    />
  );
}

function Categories({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const language = useLanguage();
  const of = (some: number, all: number): string => `${formats.count(some)} / ${formats.count(all)}`;
  const columns: Column<Lessons['categories'][number]>[] = [
    {
      id: 'category',
      header: t('lessons.category'),
      cell: ({ category }) => localName(language, category),
      isRowHeader: true,
    },
    { id: 'launches', header: t('lessons.launches'), align: 'end', cell: ({ launches }) => formats.count(launches) },
    { id: 'expected', header: t('lessons.expected'), align: 'end', cell: ({ expected }) => formats.count(expected) },
    { id: 'actual', header: t('lessons.actual'), align: 'end', cell: ({ actual }) => formats.count(actual) },
    {
      id: 'bias',
      header: <Gloss explanation={t('lessons.biasGloss')}>{t('lessons.bias')}</Gloss>,
      align: 'end',
      cell: ({ bias }) => signed(bias, (value) => formats.percent(value / 100, 1)),
    },
    {
      id: 'in80',
      header: t('lessons.within80'),
      align: 'end',
      cell: ({ within80, launches }) => of(within80, launches),
    },
    {
      id: 'in95',
      header: t('lessons.within95'),
      align: 'end',
      cell: ({ within95, launches }) => of(within95, launches),
    },
  ];
  const percent = (value: number): string => formats.percent(value / 100);
  return (
    <>
      <DataTable
        caption={t('lessons.categories')}
        captionShown
        columns={columns}
        rows={lessons.categories}
        rowKey={({ category }) => category}
      />
      <p>{t('lessons.coverage', { in80: percent(lessons.coverage80), in95: percent(lessons.coverage95) })}</p>
    </>
  );
}

function Calibration({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const columns: Column<Lessons['calibration'][number]>[] = [
    {
      id: 'group',
      header: t('lessons.group'),
      cell: ({ from, to }) => `${formats.percent(from)} – ${formats.percent(to)}`,
      isRowHeader: true,
    },
    { id: 'launches', header: t('lessons.launches'), align: 'end', cell: ({ launches }) => formats.count(launches) },
    { id: 'stated', header: t('lessons.stated'), align: 'end', cell: ({ forecast }) => formats.percent(forecast) },
    { id: 'came', header: t('lessons.came'), align: 'end', cell: ({ observed }) => formats.percent(observed) },
  ];
  return (
    <Disclosure title={t('lessons.calibration')}>
      <Stack>
        <p>
          {t('lessons.calibrationText', {
            brier: formats.decimal(lessons.brier, 3),
            base: formats.decimal(lessons.brierBase, 3),
          })}
        </p>
        <DataTable
          caption={t('lessons.calibration')}
          columns={columns}
          rows={lessons.calibration}
          rowKey={({ from }) => String(from)}
        />
      </Stack>
    </Disclosure>
  );
}

function Analogues({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const language = useLanguage();
  const columns: Column<Lessons['analogues'][number]>[] = [
    {
      id: 'name',
      header: t('lessons.analogue'),
      cell: ({ name, nameAlternative }) => localName(language, name, nameAlternative),
      isRowHeader: true,
    },
    {
      id: 'used',
      header: t('lessons.used'),
      align: 'end',
      cell: ({ used }) => formats.count(used),
      sortBy: ({ used }) => used,
    },
    {
      id: 'weight',
      header: t('lessons.weight'),
      align: 'end',
      cell: ({ weight }) => formats.decimal(weight),
      sortBy: ({ weight }) => weight,
    },
    {
      id: 'error',
      header: t('lessons.error'),
      align: 'end',
      cell: ({ error }) => formats.decimal(Math.exp(error)),
      sortBy: ({ error }) => error,
    },
  ];
  return (
    <Disclosure title={t('lessons.analogues')}>
      <DataTable
        caption={t('lessons.analogues')}
        columns={columns}
        rows={lessons.analogues}
        rowKey={({ id }) => id}
        maxHeight={360}
      />
    </Disclosure>
  );
}

function Overrides({ lessons }: { readonly lessons: Lessons }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const language = useLanguage();
  const columns: Column<Lessons['overrides'][number]>[] = [
    {
      id: 'name',
      header: t('lessons.override'),
      cell: ({ name, nameAlternative }) => localName(language, name, nameAlternative),
      isRowHeader: true,
    },
    { id: 'who', header: t('lessons.who'), cell: ({ who }) => who },
    { id: 'reason', header: t('lessons.reason'), cell: ({ reason }) => reason },
    { id: 'before', header: t('lessons.before'), align: 'end', cell: ({ before }) => formats.count(before) },
    { id: 'after', header: t('lessons.after'), align: 'end', cell: ({ after }) => formats.count(after) },
    { id: 'actual', header: t('lessons.actual'), align: 'end', cell: ({ actual }) => formats.count(actual) },
    { id: 'gained', header: t('lessons.gained'), align: 'end', cell: ({ gained }) => signed(gained, formats.count) },
  ];
  return (
    <DataTable
      caption={t('lessons.overrides')}
      captionShown
      columns={columns}
      rows={lessons.overrides}
      rowKey={({ candidateId }) => candidateId}
    />
  );
}
