import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '#engine/issue.ts';
import { useIssueWords } from '#i18n/use-issue-words.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Stack } from '#ui/layout/panel.tsx';
import { useCauseWords, useKindWords, useRoleWords } from './kind-words.ts';

/** Shown before "and 12 more". */
const shownAtFirst = 4;

/** What happened, where, and what to do about it. */
export function IssueList({ issues }: { readonly issues: readonly Issue[] }) {
  const { t } = useTranslation('data');
  const [all, setAll] = useState(false);
  if (issues.length === 0) return null;
  const shown = all ? issues : issues.slice(0, shownAtFirst);
  return (
    <Stack>
      {shown.map((issue) => (
        <IssueNotice key={`${issue.code} ${issue.file ?? ''} ${issue.row ?? ''} ${issue.column ?? ''}`} issue={issue} />
      ))}
      {shown.length < issues.length ? (
        <div>
          <Button variant="plain" onPress={() => setAll(true)}>
            {t('issues.more', { count: issues.length - shown.length })}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}

export function IssueNotice({ issue }: { readonly issue: Issue }) {
  const { t, i18n } = useTranslation('data');
  const words = useIssueWords();
  const speakable = useSpeakable();
  const { file = '', row, column } = issue;
  const line = row ?? 0;
  const where = !file
    ? undefined
    : row === undefined
      ? t('issues.whereFile', { file })
      : column
        ? t('issues.whereColumn', { file, line, column })
        : t('issues.where', { file, line });
  return (
    <Notice tone={issue.severity} title={words(speakable(issue))} where={where}>
      {i18n.exists(`remedies.${issue.code}`, { ns: 'data' }) ? t(`remedies.${issue.code as 'file-empty'}`) : null}
    </Notice>
  );
}

/** Kinds, roles, causes and weekdays among an issue's parameters are codes; the reader gets their words. */
function useSpeakable(): (issue: Issue) => Issue {
  const kindWords = useKindWords();
  const roleWords = useRoleWords();
  const causeWords = useCauseWords();
  const { t } = useTranslation('data');
  return (issue) => {
    const { kind, roles, cause, weekday } = issue.params ?? {};
    return {
      ...issue,
      params: {
        ...issue.params,
        ...(kind === undefined ? {} : { kind: kindWords(String(kind)) }),
        ...(roles === undefined ? {} : { roles: String(roles).split(' ').slice(0, 3).map(roleWords).join(' / ') }),
        ...(weekday === undefined ? {} : { weekday: t(`weekdays.d${String(weekday)}` as 'weekdays.d0') }),
        ...(cause === undefined ? {} : { cause: causeWords(String(cause)) }),
      },
    };
  };
}
