import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExploreComparison, ExploreGrouping, ExploreMeasure } from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { changeQuery, removeView, saveView } from '#state/explore-actions.ts';
import { useExploreStore } from '#state/explore-store.ts';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Menu } from '#ui/menu.tsx';
import { Stack, Toolbar } from '#ui/panel.tsx';
import { Select } from '#ui/select.tsx';
import { TextField } from '#ui/text-field.tsx';
import { attributesOf } from './to-attributes.ts';
import { resolvableSpan } from './to-span.ts';

interface ControlsProps {
  readonly panel: Panel;
}

/** What is counted, over which time, against what, and split by what; views kept by name. */
export function ExploreControls({ panel }: ControlsProps) {
  const { t } = useTranslation('explore');
  const query = useExploreStore((state) => state.query);
  const attributes = useMemo(() => attributesOf(panel), [panel]);
  const measures: ExploreMeasure[] = [
    ...(panel.unitsKnown === false ? [] : (['units'] as const)),
    'revenue',
    ...(panel.unitsKnown === false ? [] : (['price'] as const)),
    ...(panel.views ? (['views'] as const) : []),
    ...(panel.orderLines ? (['orderLines'] as const) : []),
  ];
  const groupings: { value: ExploreGrouping; label: string; group?: string }[] = [
    ...(panel.categories.length > 1 ? [{ value: 'category' as const, label: t('group.category') }] : []),
    { value: 'product', label: t('group.product') },
    { value: 'price-band', label: t('group.price-band') },
    ...(panel.promotion ? [{ value: 'promotion' as const, label: t('group.promotion') }] : []),
    { value: 'period', label: t(`group.period.${panel.period}`) },
    ...attributes.map(({ name }) => ({
      value: `attribute:${name}` as const,
      label: name,
      group: t('group.attributes'),
    })),
  ];
  const { spans, value: span } = resolvableSpan(panel, query.span);
  return (
    <Toolbar>
      <Select
        label={t('measure.label')}
        value={query.measure}
        options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChange={(measure) => changeQuery({ measure })}
      />
      <Select
        label={t('group.label')}
        value={query.grouping}
        options={groupings}
        onChange={(grouping) => changeQuery({ grouping })}
      />
      <Select
        label={t('span.label')}
        value={span}
        options={spans.map(({ id, periods }) => ({
          value: id,
          label: periods === null ? t('span.all') : t(`span.last_${panel.period}`, { count: periods }),
        }))}
        onChange={(id) => {
          const periods = spans.find((each) => each.id === id)?.periods ?? null;
          changeQuery({ span: periods === null ? { kind: 'all' } : { kind: 'last', periods } });
        }}
      />
      <Select
        label={t('compare.label')}
        value={query.comparison}
        options={(['none', 'before', 'year'] satisfies ExploreComparison[]).map((value) => ({
          value,
          label: t(`compare.${value}`),
        }))}
        onChange={(comparison) => changeQuery({ comparison })}
      />
      <SavedViews />
    </Toolbar>
  );
}

function SavedViews() {
  const { t } = useTranslation(['explore', 'common']);
  const saved = useExploreStore((state) => state.saved);
  const [name, setName] = useState<string | null>(null);
  const entries = [
    ...saved.map((view) => ({ id: view.id, label: view.name, onAction: () => changeQuery(view.query) })),
    ...saved.map((view) => ({
      id: `remove ${view.id}`,
      label: t('explore:views.remove', { name: view.name }),
      onAction: () => removeView(view.id),
    })),
    ...(saved.length === 0
      ? [{ id: 'none', label: t('explore:views.none'), disabled: true, onAction: () => undefined }]
      : []),
    { id: 'save', label: t('explore:views.save'), onAction: () => setName('') },
  ];
  const submit = (): void => {
    if (!name?.trim()) return;
    saveView(name.trim());
    setName(null);
  };
  return (
    <>
      <Menu label={t('explore:views.label')} icon="pin" variant="quiet" entries={entries} />
      <Dialog
        title={t('explore:views.save')}
        isOpen={name !== null}
        onClose={() => setName(null)}
        actions={
          <>
            <Button onPress={() => setName(null)}>{t('common:action.cancel')}</Button>
            <Button variant="primary" isDisabled={!name?.trim()} onPress={submit}>
              {t('explore:views.saveIt')}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack>
            <TextField label={t('explore:views.name')} value={name ?? ''} onChange={setName} autoFocus maxLength={60} />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
