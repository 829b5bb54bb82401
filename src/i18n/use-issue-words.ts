import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';

/** What a sentence needs of an issue. */
export interface SpeakableIssue {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Issues as sentences in the reader's language; numbers in them are formatted. An unknown code is shown as it is. */
export function useIssueWords(): (issue: SpeakableIssue) => string {
  const { t, i18n } = useTranslation('issues');
  const formats = useFormats();
  return ({ code, params = {} }) => {
    if (!i18n.exists(code, { ns: 'issues' })) return code;
    const words = Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'number' ? formats.count(value) : value,
    ]);
    const speak = t as unknown as (key: string, options: Record<string, unknown>) => string;
    return speak(code, Object.fromEntries(words));
  };
}
