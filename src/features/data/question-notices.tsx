import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';
import type { ImportQuestion } from '#ingest/import-report.ts';
import { answerQuestion } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { dateUnderOrder } from './date-under-order.ts';
import { useKindWords } from './kind-words.ts';

/** What only a person can say, asked once, with the cells that raise the question. */
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
  const example = question.examples[0] ?? '';
  const examples = question.examples.join(' · ');
  const report = useDatasetStore(({ facts }) => facts.files.find(({ name }) => name === question.file));
  // A file whose kind is not known has no header yet: what was looked at is its first line.
  const headerLine = Math.max(1, report?.headerLine ?? 1);
  return (
    <Notice
      tone="warning"
      title={t(`question.${question.code}`, { file: question.file, example })}
      action={<Answers question={question} example={example} />}
    >
      {question.code === 'day-month-order'
        ? t('question.examples', { column: question.column ?? '', examples })
        : question.code === 'file-kind'
          ? report?.state === 'imported'
            ? t('question.newHelp', { examples })
            : t('question.kindHelp', { examples, line: headerLine })
          : question.code === 'sheet'
            ? t('question.sheetHelp')
            : t('question.encodingHelp')}
    </Notice>
  );
}

function Answers({ question, example }: { readonly question: ImportQuestion; readonly example: string }) {
  const { t } = useTranslation('data');
  const kindWords = useKindWords();
  const formats = useFormats();
  const words = (option: string): string => {
    if (question.code === 'file-kind') return kindWords(option);
    if (option !== 'day-first' && option !== 'month-first' && option !== 'year-first') return option;
    return t(`question.${option}`, { date: formats.date(dateUnderOrder(example, option)) });
  };
  return (
    <>
      {question.options.map((option) => (
        <Button key={option} onPress={() => void answerQuestion(question, option)}>
          {words(option)}
        </Button>
      ))}
    </>
  );
}
