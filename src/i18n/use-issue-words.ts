import { useTranslation } from 'react-i18next';
import { useFormats } from '#i18n/use-formats.ts';

/** What a sentence needs of an issue. */
export interface SpeakableIssue {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * Issues as sentences in the reader's language; numbers in them are formatted, and `parts` (issues of their own, as JSON)
 * become clauses of it. A reason may be a code of its own; else it is what the browser said, in the browser's words. An unknown
 * code is shown as it is.
 */
export function useIssueWords(): (issue: SpeakableIssue) => string {
  const { t, i18n } = useTranslation('issues');
  const formats = useFormats();
  const words = ({ code, params = {} }: SpeakableIssue): string => {
    if (!i18n.exists(code, { ns: 'issues' })) return code;
    const spoken = Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'number'
        ? formats.count(value)
        : key === 'parts'
          ? formats.parts(partsOf(value).map(words))
          : reasons.has(key) && i18n.exists(value, { ns: 'issues' })
            ? words({ code: value })
            : value,
    ]);
    const speak = t as unknown as (key: string, options: Record<string, unknown>) => string;
    return speak(code, Object.fromEntries(spoken));
  };
  return words;
}

/** Parameters that say why something broke off. */
const reasons: ReadonlySet<string> = new Set(['reason', 'message']);

/** The clauses of an issue; none where the text is no list. */
export function partsOf(text: string): readonly SpeakableIssue[] {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
