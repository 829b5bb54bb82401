import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromEpochDay, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { Formats } from '#i18n/formats.ts';
import { useFormats } from '#i18n/use-formats.ts';
import type { AnswerPreview, ImportQuestion } from '#ingest/import-report.ts';
import { answerQuestion } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select } from '#ui/controls/select.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import styles from './data-step.module.css';
import { dateUnderOrder } from './date-under-order.ts';
import { useKindWords } from './kind-words.ts';
import { useCounted } from './use-counted.ts';

/** Answers offered as buttons; more are in a list. */
const answersShown = 3;

/** What only a person can say, asked once, with the cells that raise the question and what each answer would give. */
export function QuestionNotices({ questions }: { readonly questions: readonly ImportQuestion[] }) {
  return (
    <>
      {questions.map((question) => (
        <QuestionNotice key={`${question.file} ${question.code}`} question={question} />
      ))}
    </>
  );
}

function QuestionNotice({ question }: { readonly question: ImportQuestion }) {
  const { t } = useTranslation('data');
  const [example = ''] = question.examples;
  return (
    <Notice
      tone="warning"
      title={t(`question.${question.code}`, { file: question.file, example })}
      action={<Answers question={question} />}
    >
      <Why question={question} />
      <Previews question={question} />
    </Notice>
  );
}

function Why({ question }: { readonly question: ImportQuestion }) {
  const { t } = useTranslation('data');
  const examples = question.examples.join(' · ');
  const report = useDatasetStore(({ facts }) => facts.files.find(({ name }) => name === question.file));
  if (question.code === 'day-month-order' || question.code === 'number-style')
    return t('question.examples', { column: question.column ?? '', examples });
  if (question.code === 'sheet') return t('question.sheetHelp');
  if (question.code === 'encoding') return t('question.encodingHelp');
  if (report?.state === 'imported') return t('question.newHelp', { examples });
  const { about } = question;
  // A file whose kind is not known has no header yet: what was looked at is its first line.
  if (about === undefined || about === 'no-recognisable-columns')
    return t('question.kindHelp', { examples, line: Math.max(1, report?.headerLine ?? 1) });
  return t(`question.about.${about as 'kind-unsure'}`, { examples });
}

/** The words of an answer. */
function useAnswerWords(question: ImportQuestion): (option: string) => string {
  const { t } = useTranslation('data');
  const kindWords = useKindWords();
  const formats = useFormats();
  const report = useDatasetStore(({ facts }) => facts.files.find(({ name }) => name === question.file));
  return (option) => {
    if (option === 'unknown') return t('question.notUsed');
    if (question.code === 'period') return periodWords(option, formats);
    if (option.startsWith('units:'))
      return t('question.unitsIn', { column: report?.columns[Number(option.slice(6))]?.name ?? '' });
    const isPeriods = question.about === 'figures-untold';
    if (option === 'across:revenue') return t(isPeriods ? 'question.periodRevenue' : 'question.acrossRevenue');
    if (option === 'sales' && isPeriods) return t('question.periodUnits');
    if (option === 'sales' && question.about === 'products-across') return t('question.acrossUnits');
    if (question.code === 'file-kind') return kindWords(option);
    if (option === 'differences' || option === 'sum' || option === 'point' || option === 'comma')
      return t(`question.${option}`);
    if (option !== 'day-first' && option !== 'month-first' && option !== 'year-first') return option;
    return t(`question.${option}`, { date: formats.date(dateUnderOrder(question.examples[0] ?? '', option)) });
  };
}

/** A month or days from one to another, as the page writes them. */
function periodWords(option: string, formats: Formats): string {
  const [from, to = from] = option.split(' ~ ').map((day) => parseIsoDate(day.length === 7 ? `${day}-01` : day));
  const isMonth =
    option.length === 7 || (fromEpochDay(from).day === 1 && fromEpochDay(to + 1).day === 1 && to - from < 31);
  if (isMonth) return formats.month(from);
  return from === to ? formats.date(from) : `${formats.date(from)} – ${formats.date(to)}`;
}

function Previews({ question }: { readonly question: ImportQuestion }) {
  const { t } = useTranslation('data');
  const words = useAnswerWords(question);
  const figuresOf = useFigures();
  const previews = Object.entries(question.previews ?? {});
  if (previews.length === 0) return null;
  return (
    <ul aria-label={t('question.givesAll')} className={styles.previews}>
      {previews.map(([option, preview]) => (
        <li key={option}>
          {t('question.gives', { answer: words(option), figures: figuresOf(preview, question.code !== 'period') })}
        </li>
      ))}
      {question.code === 'period' ? null : <li>{t('question.remembered')}</li>}
    </ul>
  );
}

function useFigures(): (preview: AnswerPreview, withDays: boolean) => string {
  const { t } = useTranslation('data');
  const formats = useFormats();
  const counted = useCounted();
  return ({ rows, units, revenue, products, firstDay, lastDay, isWhole }, withDays) => {
    const figures = [
      counted('rows', rows),
      counted('products', products),
      ...(units === null ? [] : [counted('pieces', units)]),
      ...(revenue === null ? [] : [`${t('roles.revenue')} ${formats.count(Math.round(Number(revenue)))}`]),
      ...(!withDays || firstDay === null || lastDay === null
        ? []
        : [t('question.givesDays', { from: formats.date(firstDay), to: formats.date(lastDay) })]),
    ].join(' · ');
    return isWhole ? figures : t('question.givesStart', { figures });
  };
}

function Answers({ question }: { readonly question: ImportQuestion }) {
  const { t } = useTranslation('data');
  const words = useAnswerWords(question);
  const rest = question.options.slice(answersShown);
  return (
    <>
      {question.options.slice(0, answersShown).map((option) => (
        <Button key={option} onPress={() => void answerQuestion(question, option)}>
          {words(option)}
        </Button>
      ))}
      {rest.length > 0 ? (
        <Select
          label={t('files.kind')}
          labelHidden
          options={rest.map((option) => ({ value: option, label: words(option) }))}
          value={null}
          placeholder={t('question.others')}
          onChange={(option: string) => void answerQuestion(question, option)}
        />
      ) : null}
      {question.code === 'period' ? <PeriodAnswer question={question} /> : null}
    </>
  );
}

/** A month, or the year of all periods, that the file does not name. */
function PeriodAnswer({ question }: { readonly question: ImportQuestion }) {
  const { t } = useTranslation('data');
  const [text, setText] = useState('');
  const isYear = question.about === 'periods-without-year' || question.about === 'dates-without-year';
  const answer = isYear ? (/^\s*(20\d{2})\s*年?\s*$/.exec(text)?.[1] ?? '') : monthIn(text);
  return (
    <>
      <TextField label={t(isYear ? 'question.year' : 'question.month')} value={text} onChange={setText} />
      <Button isDisabled={answer === ''} onPress={() => void answerQuestion(question, answer)}>
        {t(isYear ? 'question.useYear' : 'question.useMonth')}
      </Button>
    </>
  );
}

/** `2024-05` for a month in figures, whichever comes first; '' for anything else. */
function monthIn(text: string): string {
  const found = /^\s*(20\d{2})(?:\D{1,3}(\d{1,2})|(\d{2}))\D?\s*$|^\s*(\d{1,2})\D{1,3}(20\d{2})\s*$/.exec(text);
  if (!found) return '';
  const [, year = found[5], second, compact, first] = found;
  const month = Number(second ?? compact ?? first);
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}` : '';
}
