import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Panel } from '#engine/panel/panel.ts';
import { changeFilter, changeQuery } from '#state/explore/explore-actions.ts';
import { useExploreStore } from '#state/explore/explore-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Select, type SelectOption } from '#ui/controls/select.tsx';
import { Toolbar } from '#ui/layout/panel.tsx';
import { useExploreWords } from './explore-words.ts';
import { attributesOf } from './to-attributes.ts';
import { withAttribute } from './to-drill.ts';

const everything = 'all';

/** What the figures are narrowed to: one select a filter, and what is set as buttons that take it away. */
export function FilterChips({ panel }: { readonly panel: Panel }) {
  const { t } = useTranslation('explore');
  const { filter, measure } = useExploreStore((state) => state.query);
  const edges = useExploreStore((state) => state.result?.found.priceBands) ?? [];
  const words = useExploreWords(panel, measure);
  const attributes = useMemo(() => attributesOf(panel), [panel]);
  const all: SelectOption<string> = { value: everything, label: t('filter.all') };
  const attributeOptions = attributes.flatMap(({ name, values }) =>
    values.map((value) => ({
      value: JSON.stringify([name, value]),
      label: value === '' ? t('none') : value,
      group: name,
    })),
  );
  const set = words.filter(filter, edges);
  return (
    <Toolbar>
      {panel.categories.length > 1 ? (
        <Select
          label={t('filter.category')}
          value={filter.category ?? everything}
          options={[all, ...panel.categories.map((name) => ({ value: name, label: words.category(name) }))]}
          onChange={(name) => changeFilter({ category: name === everything ? null : name, product: null })}
        />
      ) : null}
      {edges.length > 0 ? (
        <Select
          label={t('filter.price-band')}
          value={filter.priceBand == null ? everything : String(filter.priceBand)}
          options={[
            all,
            ...Array.from({ length: edges.length + 1 }, (_, band) => ({
              value: String(band),
              label: words.band(band, edges),
            })),
          ]}
          onChange={(band) => changeFilter({ priceBand: band === everything ? null : Number(band) })}
        />
      ) : null}
      {panel.promotion ? (
        <Select
          label={t('filter.promotion')}
          value={filter.promotion ?? everything}
          options={[all, ...(['on', 'off'] as const).map((value) => ({ value, label: t(`promotion.${value}`) }))]}
          onChange={(value) => changeFilter({ promotion: value === everything ? null : (value as 'on' | 'off') })}
        />
      ) : null}
      {attributeOptions.length > 0 ? (
        <Select
          label={t('filter.attribute')}
          value={null}
          placeholder={t((filter.attributes ?? []).length > 0 ? 'filter.another' : 'filter.all')}
          options={attributeOptions}
          onChange={(chosen) => {
            const [name, value] = JSON.parse(chosen) as [string, string];
            changeFilter({ attributes: withAttribute(filter.attributes, { name, value }) });
          }}
        />
      ) : null}
      {set.map(({ id, words: what, without }) => (
        <Button
          key={id}
          icon="close"
          aria-label={t('filter.clear', { what })}
          onPress={() => changeQuery({ filter: without })}
        >
          {what}
        </Button>
      ))}
    </Toolbar>
  );
}
