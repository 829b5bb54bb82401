import { useTranslation } from 'react-i18next';
import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type { CleaningRow } from './to-cleaning-rows.ts';

/** Kinds that a file may be said to be, in the order in which the dictionary names them. */
export function useKinds(): readonly Exclude<FileKind, 'unknown'>[] {
  const { t } = useTranslation('data');
  const kinds = Object.keys(t('kinds', { returnObjects: true })) as FileKind[];
  return kinds.filter((kind) => kind !== 'unknown');
}

export function useKindWords(): (kind: string) => string {
  const { t } = useTranslation('data');
  return (kind) => t(`kinds.${kind as FileKind}`);
}

export function useRoleWords(): (role: string) => string {
  const { t } = useTranslation('data');
  return (role) => t(`roles.${role as ColumnRole}`);
}

/** Causes of rejected and flagged rows in words; a cause without words is shown by its code. */
export function useCauseWords(): (code: string) => string {
  const { t, i18n } = useTranslation('data');
  return (code) => (i18n.exists(`causes.${code}`, { ns: 'data' }) ? t(`causes.${code as 'total_row'}`) : code);
}

/** What an entry of the cleaning table is about. */
export function useRowCause(): (row: CleaningRow) => string {
  const { t } = useTranslation('data');
  const causeWords = useCauseWords();
  return (row) => (row.of === 'rows' ? causeWords(row.problem.code) : t(`cleaning.causes.${row.words}`));
}
