import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EpochDay, formatIsoDate, parseIsoDate } from '#engine/calendar/epoch-day.ts';
import styles from '#features/plan/plan-step.module.css';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import type { DaySpan } from '#state/plan/plan-store.ts';
import { Button, IconButton } from '#ui/controls/button.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Stack, Toolbar } from '#ui/layout/panel.tsx';

/** First day of the first week that can be planned; null without sales. */
export function usePlanningStart(): EpochDay | null {
  const panel = useDatasetStore((state) => state.facts.dataset?.panel ?? null);
  return panel ? panel.start + 7 * panel.completeTo : null;
}

interface DayFieldProps {
  readonly label: string;
  /** Null: none. */
  readonly day: EpochDay | null;
  readonly onChange: (day: EpochDay) => void;
  /** Emptied; without it an empty field goes back to its day. */
  readonly onClear?: () => void;
}

/** A day, typed or picked. */
export function DayField({ label, day, onChange, onClear }: DayFieldProps) {
  return (
    <TextField
      label={label}
      type="date"
      value={day === null ? '' : formatIsoDate(day)}
      onChange={(text) => {
        if (text === '') onClear?.();
        const parsed = parseIsoDate(text);
        if (!Number.isNaN(parsed)) onChange(parsed);
      }}
    />
  );
}

interface WordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly help?: string;
  readonly onCommit: (value: string) => void;
}

/** A name; taken when the field is left or Enter is pressed, so that half a word prices no plan. */
export function WordField({ label, value, help, onCommit }: WordFieldProps) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = (): void => {
    if (draft.trim() !== value) onCommit(draft.trim());
  };
  return (
    <TextField
      label={label}
      value={draft}
      maxLength={60}
      {...(help ? { help } : {})}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

interface SpanListProps {
  readonly title: string;
  readonly addWords: string;
  readonly spans: readonly DaySpan[];
  readonly onChange: (spans: readonly DaySpan[]) => void;
}

/** Spans of days, each with both ends and a way to drop it. */
export function SpanList({ title, addWords, spans, onChange }: SpanListProps) {
  const { t } = useTranslation('plan');
  const start = usePlanningStart();
  if (start === null) return null;
  const change = (index: number, span: DaySpan | null): void =>
    onChange(spans.flatMap((known, i) => (i === index ? (span ? [span] : []) : [known])));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div role="group" aria-label={title}>
      <p className={styles.label}>{title}</p>
      <Stack>
        {spans.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the list
          <Toolbar key={i}>
            <DayField label={t('constraints.from')} day={span.from} onChange={(from) => change(i, { ...span, from })} />
            <DayField label={t('constraints.to')} day={span.to} onChange={(to) => change(i, { ...span, to })} />
            <IconButton label={t('constraints.remove')} icon="trash" onPress={() => change(i, null)} />
          </Toolbar>
        ))}
        <div>
          <Button
            variant="plain"
            icon="calendar"
            onPress={() => {
              const last = spans.at(-1);
              const from = last ? last.to + 1 : start;
              onChange([...spans, { from, to: from + 6 }]);
            }}
          >
            {addWords}
          </Button>
        </div>
      </Stack>
    </div>
  );
}
