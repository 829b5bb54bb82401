import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ChosenSpan,
  ExploreComparison,
  ExploreGrouping,
  ExploreMeasure,
  ExploreQuery,
} from '#engine/explore/explore-query.ts';
import type { Panel } from '#engine/panel/panel.ts';
import { useCalendarEvents } from '#state/data/calendar-events.ts';
import { changeQuery, openView, removeView, saveView } from '#state/explore/explore-actions.ts';
import { useExploreStore } from '#state/explore/explore-store.ts';
import { Button } from '#ui/controls/button.tsx';
import { Menu } from '#ui/controls/menu.tsx';
import { Select } from '#ui/controls/select.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Dialog } from '#ui/layout/dialog.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';
import { useExploreWords } from './explore-words.ts';
import { attributesOf } from './to-attributes.ts';
import { eventSpans, periodStarts, resolvableSpan, spanId } from './to-span.ts';

interface ControlsProps {
  readonly panel: Panel;
}

/** What is counted, over which period, compared with what, and split by what; saved views. */
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
      <SpanSelect panel={panel} query={query} />
      <ComparisonSelect panel={panel} query={query} />
      <SavedViews />
    </Toolbar>
  );
}

interface SpanProps extends ControlsProps {
  readonly query: ExploreQuery;
}

const chosen = 'chosen';

/** The time that is looked at: the last periods, everything, an event, or from one period to another. */
function SpanSelect({ panel, query }: SpanProps) {
  const { t } = useTranslation('explore');
  const found = useExploreStore((state) => state.result?.found);
  const { spans, value } = resolvableSpan(panel, query.span);
  const events = useEventOptions(panel, query);
  const span = query.span.kind === 'between' ? query.span : null;
  const choose = (to: ChosenSpan): void => changeQuery({ span: { kind: 'between', from: to.from, to: to.to } });
  return (
    <>
      <Select
        label={t('span.label')}
        value={value ?? events.idOf(span)}
        options={[
          ...spans.map(({ id, periods }) => ({
            value: id,
            label: periods === null ? t('span.all') : t(`span.last_${panel.period}`, { count: periods }),
          })),
          { value: chosen, label: t('span.chosen') },
          ...events.options,
        ]}
        onChange={(id) => {
          const periods = spans.find((each) => each.id === id)?.periods;
          if (id === chosen) choose(span ?? spanOf(panel, found?.from ?? 0, found?.to ?? panel.periods));
          else if (periods === undefined) choose(events.spanOf(id));
          else changeQuery({ span: periods === null ? { kind: 'all' } : { kind: 'last', periods } });
        }}
      />
      {span ? <PeriodSelects panel={panel} query={query} span={span} of="span" onChange={choose} /> : null}
    </>
  );
}

/** What it is compared with: a time that follows from the first, an event, or from one period to another. */
function ComparisonSelect({ panel, query }: SpanProps) {
  const { t } = useTranslation('explore');
  const found = useExploreStore((state) => state.result?.found);
  const events = useEventOptions(panel, query);
  const { comparison, comparedSpan = null } = query;
  const choose = (to: ChosenSpan): void =>
    changeQuery({ comparison: 'chosen', comparedSpan: { from: to.from, to: to.to } });
  const usual = ['none', 'before', 'year', 'chosen'] as const satisfies ExploreComparison[];
  return (
    <>
      <Select
        label={t('compare.label')}
        value={comparison === 'chosen' ? events.idOf(comparedSpan) : comparison}
        options={[...usual.map((value) => ({ value, label: t(`compare.${value}`) })), ...events.options]}
        onChange={(id) => {
          const known = usual.find((value) => value === id);
          if (!known) choose(events.spanOf(id));
          else if (known !== 'chosen') changeQuery({ comparison: known });
          else {
            // A year earlier, as far as the data reaches back: near what is meant, and there to be changed.
            const { from, to } = found ?? { from: 0, to: 1 };
            const back = Math.min(from, panel.period === 'month' ? 12 : 52);
            choose(comparedSpan ?? spanOf(panel, from - back, to - back));
          }
        }}
      />
      {comparison === 'chosen' && comparedSpan ? (
        <PeriodSelects panel={panel} query={query} span={comparedSpan} of="compare" onChange={choose} />
      ) : null}
    </>
  );
}

function spanOf(panel: Panel, from: number, to: number): ChosenSpan {
  const starts = periodStarts(panel);
  return { from: starts[from], to: starts[Math.max(from, to - 1)] };
}

function useEventOptions(panel: Panel, query: ExploreQuery) {
  const { t } = useTranslation('explore');
  const words = useExploreWords(panel, query.measure);
  const named = useCalendarEvents();
  const spans = useMemo(() => eventSpans(panel, named), [panel, named]);
  return {
    options: spans.map((span) => ({ value: span.id, label: words.event(span), group: t('span.events') })),
    /** The event of a span, else that it was chosen. */
    idOf: (span: ChosenSpan | null): string => (span && spans.find(({ id }) => id === spanId(span))?.id) ?? chosen,
    spanOf: (id: string): ChosenSpan => spans.find((span) => span.id === id) ?? spanOf(panel, 0, 1),
  };
}

interface PeriodSelectsProps extends SpanProps {
  readonly span: ChosenSpan;
  readonly of: 'span' | 'compare';
  readonly onChange: (span: ChosenSpan) => void;
}

/** From one period to another; an end that would come to lie before the beginning goes along with it. */
function PeriodSelects({ panel, query, span, of, onChange }: PeriodSelectsProps) {
  const { t } = useTranslation('explore');
  const words = useExploreWords(panel, query.measure);
  const starts = periodStarts(panel);
  const options = starts.map((day) => ({ value: String(day), label: words.periodOf(day) }));
  // The same periods as the figures: those that begin within the days.
  const from = starts.find((day) => day >= span.from) ?? starts[starts.length - 1];
  const to = Math.max(from, starts.findLast((day) => day <= span.to) ?? from);
  return (
    <>
      <Select
        label={t(`${of}.from`)}
        value={String(from)}
        options={options}
        onChange={(day) => onChange({ from: Number(day), to: Math.max(to, Number(day)) })}
      />
      <Select
        label={t(`${of}.to`)}
        value={String(to)}
        options={options}
        onChange={(day) => onChange({ from: Math.min(from, Number(day)), to: Number(day) })}
      />
    </>
  );
}

function SavedViews() {
  const { t } = useTranslation(['explore', 'common']);
  const saved = useExploreStore((state) => state.saved);
  const [name, setName] = useState<string | null>(null);
  const entries = [
    ...saved.map((view) => ({ id: view.id, label: view.name, onAction: () => openView(view.query) })),
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
  const replaces = saved.some((view) => view.name === name?.trim());
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
              {t(replaces ? 'explore:views.replace' : 'explore:views.saveIt')}
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
            <TextField
              label={t('explore:views.name')}
              value={name ?? ''}
              onChange={setName}
              autoFocus
              maxLength={60}
              {...(replaces ? { help: t('explore:views.replaces') } : {})}
            />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
