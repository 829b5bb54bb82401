import { useTranslation } from 'react-i18next';
import type { Revision } from '#engine/monitor/actuals.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { takeRevision } from '#state/monitor/monitor-actions.ts';
import type { Commitment } from '#state/monitor/monitor-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { Disclosure } from '#ui/layout/disclosure.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';

/** Known weeks that came back with other numbers, for the manager to decide; and what was decided before. */
export function RevisionNotice({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const { plan, comparison, revised, revisionLog } = version;
  const open = revised === null ? [] : (comparison?.revisions ?? []);
  return (
    <>
      {open.length > 0 ? (
        <Notice
          tone="warning"
          title={t('actuals.revised.title', { count: open.length })}
          action={
            <Toolbar>
              <Button variant="primary" onPress={() => void takeRevision(plan.id, true)}>
                {t('actuals.revised.take')}
              </Button>
              <Button onPress={() => void takeRevision(plan.id, false)}>{t('actuals.revised.keep')}</Button>
            </Toolbar>
          }
        >
          <p>{t('actuals.revised.text')}</p>
          <RevisionTable revisions={open} caption={t('actuals.revised.title', { count: open.length })} />
        </Notice>
      ) : null}
      {revisionLog.length > 0 ? <RevisionLog version={version} /> : null}
    </>
  );
}

function RevisionLog({ version }: { readonly version: Commitment }) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const title = ({ at, taken, revisions }: Commitment['revisionLog'][number]): string =>
    t(`actuals.revised.${taken ? 'taken' : 'kept'}`, {
      count: revisions.length,
      date: formats.date(Math.floor(at / 86_400_000)),
    });
  return (
    <Disclosure title={t('actuals.revised.log')}>
      {version.revisionLog.map((word) => (
        <RevisionTable key={word.at} revisions={word.revisions} caption={title(word)} captionShown />
      ))}
    </Disclosure>
  );
}

interface RevisionTableProps {
  readonly revisions: readonly Revision[];
  readonly caption: string;
  readonly captionShown?: boolean;
}

function RevisionTable({ revisions, caption, captionShown = false }: RevisionTableProps) {
  const { t } = useTranslation('monitor');
  const formats = useFormats();
  const pieces = (value: number | null): string =>
    value === null ? t('actuals.revised.unknown') : formats.count(value);
  const columns: Column<Revision>[] = [
    { id: 'product', header: t('actuals.revised.product'), cell: ({ name }) => name, isRowHeader: true },
    { id: 'week', header: t('actuals.revised.week'), align: 'end', cell: ({ week }) => formats.shortDate(week) },
    { id: 'before', header: t('actuals.revised.before'), align: 'end', cell: ({ before }) => pieces(before) },
    { id: 'after', header: t('actuals.revised.after'), align: 'end', cell: ({ after }) => pieces(after) },
  ];
  return (
    <DataTable
      caption={caption}
      captionShown={captionShown}
      columns={columns}
      rows={revisions}
      rowKey={({ productId, week }) => `${productId} ${week}`}
      maxHeight={280}
    />
  );
}
