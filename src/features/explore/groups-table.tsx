import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExploreGroup } from '#engine/explore/explore-panel.ts';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { changeQuery, showRows } from '#state/explore-actions.ts';
import { Sparkline } from '#ui/charts/sparkline.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { Panel, Stack } from '#ui/panel.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { useExploreWords } from './explore-words.ts';
import { drillInto } from './to-drill.ts';

type Line = Omit<ExploreGroup, 'key'> & { readonly key: string | null };

/** From here on lines are searched. */
const searchedFrom = 12;

/** The parts under the total that they add up to; a part opens what it is made of, a product the rows behind it. */
export function GroupsTable({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const words = useExploreWords(panel, query.measure);
  const [wanted, setWanted] = useState('');
  const { total, groups, priceBands, comparedFrom } = found;
  const nameOf = (line: Line): string =>
    line.key === null ? t('table.total') : words.group(line.key, query, priceBands);
  // The letter shows at once, the lines that hold it follow.
  const needle = useDeferredValue(wanted).trim().toLocaleLowerCase();
  const lines: Line[] = needle === '' ? [{ key: null, share: 1, ...total }, ...groups] : [];
  if (needle !== '') {
    lines.push(
      ...groups.filter(({ key }) =>
        `${words.group(key, query, priceBands)} ${key}`.toLocaleLowerCase().includes(needle),
      ),
    );
  }
  const change = ({ value, before }: Line): number => (value || 0) - (before || 0);
  const isSum = query.measure !== 'price';
  const columns: Column<Line>[] = [
    { id: 'name', header: groupName(query, panel.period, t), cell: nameOf, isRowHeader: true },
    {
      id: 'value',
      header: words.measure,
      align: 'end',
      cell: ({ value }) => words.full(value),
      raw: ({ value }) => value,
      sortBy: ({ value }) => value,
    },
    ...(comparedFrom === null
      ? []
      : [
          {
            id: 'before',
            header: t('table.before'),
            align: 'end' as const,
            cell: ({ before }: Line) => words.full(before),
            sortBy: ({ before }: Line) => before,
          },
          {
            id: 'change',
            header: t('table.change'),
            align: 'end' as const,
            cell: (line: Line) => {
              const by = line.before > 0 ? line.value / line.before - 1 : Number.NaN;
              if (Number.isNaN(by)) return '–';
              return `${by < 0 ? '−' : '+'}${formats.percent(Math.abs(by), 1)}`;
            },
            sortBy: change,
          },
        ]),
    ...(isSum
      ? [
          {
            id: 'share',
            header: t('table.share'),
            align: 'end' as const,
            cell: ({ share }: Line) => formats.percent(share, 1),
            sortBy: ({ share }: Line) => share,
          },
        ]
      : []),
    ...(query.grouping === 'product'
      ? []
      : [
          {
            id: 'products',
            header: t('table.products'),
            align: 'end' as const,
            cell: ({ products }: Line) => formats.count(products),
            sortBy: ({ products }: Line) => products,
          },
        ]),
    ...(query.grouping === 'period'
      ? []
      : [{ id: 'course', header: t('table.course'), cell: ({ series }: Line) => <Sparkline values={series} /> }]),
  ];
  const onSelect = (line: Line): void => {
    if (line.key === null) return;
    const next = drillInto(query, line.key);
    if (next) changeQuery(next);
    else if (query.grouping === 'product') void showRows(line.key);
  };
  const canOpen = query.grouping !== 'period';
  return (
    <Panel title={t('table.title', { group: groupName(query, panel.period, t) })}>
      <Stack>
        {groups.length >= searchedFrom ? (
          <TextField
            label={t('table.search')}
            labelHidden
            icon="search"
            value={wanted}
            onChange={setWanted}
            placeholder={t('table.search')}
          />
        ) : null}
        {needle === '' ? null : <p aria-live="polite">{t('table.found', { count: lines.length })}</p>}
        <DataTable
          caption={t('table.title', { group: groupName(query, panel.period, t) })}
          columns={columns}
          rows={lines}
          rowKey={({ key }) => (key === null ? ' total' : `g ${key}`)}
          isMarked={({ key }) => key === null}
          maxHeight={480}
          {...(canOpen ? { onSelect } : {})}
        />
      </Stack>
    </Panel>
  );
}

function groupName(
  { grouping }: ExploreQuery,
  period: 'week' | 'month',
  t: ReturnType<typeof useTranslation<'explore'>>['t'],
): string {
  if (grouping.startsWith('attribute:')) return grouping.slice('attribute:'.length);
  if (grouping === 'period') return t(`group.period.${period}`);
  return t(`group.${grouping as 'category' | 'product' | 'price-band' | 'promotion'}`);
}
