import { useTranslation } from 'react-i18next';
import { chaptersOf } from '#export/chapters/define-chapter.ts';
import { planChapters } from '#export/chapters/plan-chapters.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import type { ReportWords } from '#export/report-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { changeReport } from '#state/report/report-actions.ts';
import { useReportStore } from '#state/report/report-store.ts';
import { useRunningWork } from '#state/runtime/running-jobs.ts';
import { Switch } from '#ui/controls/switch.tsx';
import { Panel } from '#ui/layout/panel.tsx';
import styles from './contents-panel.module.css';

interface ContentsPanelProps {
  readonly document: PlanDocument;
  readonly words: ReportWords;
}

/** What the file contains, in words, before it leaves the machine, and which chapters it may go without. */
export function ContentsPanel({ document, words }: ContentsPanelProps) {
  const { t } = useTranslation(['report', 'overview']);
  const formats = useFormats();
  const work = useRunningWork();
  const omitted = useReportStore((state) => state.choices.omitted);
  const present = chaptersOf(planChapters, document);
  const always = [
    ...present.flatMap(({ isOptional, contents, remainder }) =>
      isOptional ? (remainder ? [remainder.contents(words)] : []) : [contents?.(document, words) ?? ''],
    ),
    ...planChapters.flatMap((chapter) =>
      chapter.absence && !present.includes(chapter) ? [chapter.absence(words)] : [],
    ),
  ];
  const choose = (id: string, isIn: boolean): void =>
    changeReport({ omitted: isIn ? omitted.filter((each) => each !== id) : [...omitted, id] });
  return (
    <Panel title={t('step.contains.title')}>
      <ul className={styles.parts}>
        {always.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <fieldset className={styles.choices}>
        <legend>{t('step.contains.choose')}</legend>
        {present
          .filter(({ isOptional }) => isOptional)
          .map(({ id, contents }) => (
            <Switch key={id} isSelected={!omitted.includes(id)} onChange={(isIn) => choose(id, isIn)}>
              {contents?.(document, words)}
            </Switch>
          ))}
      </fieldset>
      {work.length > 0 ? (
        <p className={styles.note}>
          {t('step.contains.underWay', { list: formats.items(work.map(({ id }) => t(`overview:work.${id}`))) })}
        </p>
      ) : null}
    </Panel>
  );
}
