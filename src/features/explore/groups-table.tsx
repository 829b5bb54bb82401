import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExploreGroup } from '#engine/explore/explore-panel.ts';
import type { ExploreQuery } from '#engine/explore/explore-query.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { changeQuery, drawLine, drawTotal, showRows } from '#state/explore/explore-actions.ts';
import { useAfterPaint } from '#state/runtime/after-paint.ts';
import { categoryColor } from '#ui/charts/chart-language.ts';
import { Sparkline } from '#ui/charts/sparkline.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { TickBox } from '#ui/controls/tick-box.tsx';
import { Panel, Stack } from '#ui/layout/panel.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import type { ExploreProps } from './explore-finding.tsx';
import { capital, useExploreWords } from './explore-words.ts';
import { drillInto } from './to-drill.ts';
import { drawnGroups, mostLines } from './to-lines.ts';

type Line = Omit<ExploreGroup, 'key'> & { readonly key: string | null };

/** From here on lines are searched. */
const searchedFrom = 12;

/** The parts under the total that they add up to; a part opens what it is made of, a product the rows behind it. */
export function GroupsTable({ panel, result: { query, found } }: ExploreProps) {
  const { t } = useTranslation('explore');
  const formats = useFormats();
  const words = useExploreWords(panel, query.measure);
  // What is searched for belongs to the lines at hand: others begin with nothing filtered.
  const about = JSON.stringify([query.grouping, query.filter]);
  const [search, setSearch] = useState({ about, text: '' });
  const wanted = search.about === about ? search.text : '';
  const { total, groups, priceBands, comparedFrom } = found;
  const nameOf = (line: Line): string =>
    line.key === null ? t('table.total') : words.group(line.key, query, priceBands);
  // The letter shows at once, the lines that hold it follow.
  const deferred = useAfterPaint(wanted);
  const isSearched = groups.length >= searchedFrom;
  const needle = isSearched && wanted !== '' ? deferred.trim().toLocaleLowerCase() : '';
  const lines: Line[] = needle === '' ? [{ key: null, share: 1, ...total }, ...groups] : [];
  if (needle !== '') {
    lines.push(
      ...groups.filter(({ key }) =>
        `${words.group(key, query, priceBands)} ${key}`.toLocaleLowerCase().includes(needle),
      ),
    );
  }
  const drawn = drawnGroups(query, found);
  const canDraw = query.grouping !== 'period' && found.to - found.from > 1;
  const change = ({ value, before }: Line): number => (value || 0) - (before || 0);
  const isSum = query.measure !== 'price';
  const tick = (line: Line) => {
    const { key } = line;
    if (key === null) {
      return (
        <TickBox
          label={t('table.draw', { name: t('table.total') })}
          isTicked={drawn.length === 0 || !query.withoutTotal}
          isDisabled={drawn.length === 0}
          onChange={drawTotal}
        />
      );
    }
    const at = drawn.findIndex((group) => group.key === key);
    return (
      <TickBox
        label={t('table.draw', { name: nameOf(line) })}
        isTicked={at >= 0}
        isDisabled={at < 0 && drawn.length >= mostLines}
        color={categoryColor(Math.max(0, at))}
        onChange={(isDrawn) => drawLine(key, isDrawn)}
      />
    );
  };
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
            header: capital(words.compared(query)),
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
              return formats.signed(by, (size) => formats.fixedPercent(size, 1));
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
            cell: ({ share }: Line) => formats.fixedPercent(share, 1),
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
    ...(canDraw ? [{ id: 'line', header: t('table.line'), isNarrow: true, cell: tick }] : []),
  ];
  const onSelect = (line: Line): void => {
    if (line.key === null) return;
    const next = drillInto(query, line.key, panel);
    if (next) changeQuery(next);
    else if (query.grouping === 'product') void showRows(line.key);
  };
  return (
    <Panel
      title={t('table.title', { group: groupName(query, panel.period, t) })}
      {...(canDraw ? { detail: t('table.detail', { most: mostLines }) } : {})}
    >
      <Stack>
        {isSearched ? (
          <TextField
            label={t('table.search')}
            labelHidden
            icon="search"
            value={wanted}
            onChange={(text) => setSearch({ about, text })}
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
          isPinned={({ key }) => key === null}
          maxHeight={480}
          onSelect={onSelect}
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
