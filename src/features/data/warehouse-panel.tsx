import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeImportSettings, saveSeries } from '#state/data/dataset-actions.ts';
import { useDatasetStore } from '#state/data/dataset-store.ts';
import { saveDownload } from '#state/report/save-download.ts';
import { Button } from '#ui/controls/button.tsx';
import { SegmentedControl } from '#ui/controls/segmented-control.tsx';
import { Select } from '#ui/controls/select.tsx';
import { TextField } from '#ui/controls/text-field.tsx';
import { Notice } from '#ui/feedback/notice.tsx';
import { LazyDisclosure } from '#ui/layout/lazy-disclosure.tsx';
import { Columns, Stack, Toolbar } from '#ui/layout/panel.tsx';
import { type DialectId, dialects } from '#warehouse/dialects.ts';
import { panelQuery } from '#warehouse/panel-query.ts';
import { mappingFault, needsZone, type TimeType, type WarehouseMapping } from '#warehouse/warehouse-mapping.ts';
import styles from './data-step.module.css';

/** Columns that are asked for by their names alone, and those that hold numbers. */
const names = ['product', 'name', 'category', 'order', 'customer', 'tieBreaker'] as const;
const numbers = ['units', 'price', 'revenue'] as const;
/** What a query can do without. */
const optional = [
  'order',
  'customer',
  'status',
  'cancelled',
  'name',
  'category',
  'promotion',
  'tieBreaker',
  'top',
] as const;
const helped: ReadonlySet<string> = new Set([
  'order',
  'cancelled',
  'tieBreaker',
  'top',
] satisfies (typeof optional)[number][]);
const timeTypes: readonly TimeType[] = ['utc', 'instant', 'local', 'date'];
const marks = { run: 'run', grammar: 'grammar', written: 'written' } as const;

type Answers = Readonly<
  Record<
    'table' | 'time' | 'zone' | (typeof optional)[number] | (typeof names)[number] | (typeof numbers)[number],
    string
  >
>;
const noAnswers: Answers = {
  table: '',
  product: '',
  time: '',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  units: '',
  price: '',
  revenue: '',
  name: '',
  category: '',
  order: '',
  customer: '',
  status: '',
  cancelled: '',
  promotion: '',
  tieBreaker: '',
  top: '',
};

/** The way for those whose sales are too many for a page: what the query needs to know, and its text. */
export function WarehousePanel() {
  const { t } = useTranslation('data');
  return (
    <LazyDisclosure title={t('warehouse.title')} level={2}>
      {() => (
        <Stack>
          <WarehouseQuery />
          <SeriesForCluster />
        </Stack>
      )}
    </LazyDisclosure>
  );
}

/** The weekly series of what is loaded, for those who forecast on machines of their own. */
function SeriesForCluster() {
  const { t } = useTranslation('data');
  const isWeekly = useDatasetStore(({ facts: { dataset } }) => dataset?.panel?.period === 'week');
  if (!isWeekly) return null;
  return (
    <>
      <p>{t('warehouse.series.text')}</p>
      <Toolbar>
        <Button icon="download" onPress={() => void saveSeries()}>
          {t('warehouse.series.save')}
        </Button>
      </Toolbar>
    </>
  );
}

function WarehouseQuery() {
  const { t } = useTranslation('data');
  const { weekStart } = useDatasetStore((state) => state.facts.settings);
  const [dialect, setDialect] = useState<DialectId>('duckdb');
  const [answers, setAnswers] = useState(noAnswers);
  const [timeType, setTimeType] = useState<TimeType>('utc');
  const [textNumbers, setTextNumbers] = useState('number');
  const [copied, setCopied] = useState(false);
  const mapping = toMapping(answers, timeType, textNumbers === 'text' ? 'text' : 'number', weekStart);
  const fault = mappingFault(mapping);
  const text = fault === '' ? panelQuery(mapping, dialect) : '';
  const answer = (name: keyof Answers) => (
    <TextField
      key={name}
      label={t(`warehouse.columns.${name}`)}
      value={answers[name]}
      onChange={(value) => {
        setAnswers({ ...answers, [name]: value });
        setCopied(false);
      }}
      {...(helped.has(name) ? { help: t(`warehouse.help.${name as 'order'}`) } : {})}
    />
  );
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const { proof } = dialects[dialect];
  return (
    <Stack>
      <p>{t('warehouse.text')}</p>
      <Toolbar>
        <Select
          label={t('warehouse.dialect')}
          options={(Object.keys(dialects) as DialectId[]).map((id) => ({
            value: id,
            label: dialects[id].label,
            detail: t(`warehouse.proof.${marks[dialects[id].proof]}`),
          }))}
          value={dialect}
          onChange={setDialect}
        />
        <Select
          label={t('warehouse.timeType')}
          options={timeTypes.map((type) => ({ value: type, label: t(`warehouse.timeTypes.${type}`) }))}
          value={timeType}
          onChange={setTimeType}
        />
        <SegmentedControl
          label={t('warehouse.numbers')}
          options={[
            { value: 'number', label: t('warehouse.asNumbers') },
            { value: 'text', label: t('warehouse.asTexts') },
          ]}
          value={textNumbers}
          onChange={setTextNumbers}
        />
        <SegmentedControl
          label={t('settings.weekStart')}
          options={[
            { value: '0', label: t('settings.monday') },
            { value: '6', label: t('settings.sunday') },
          ]}
          value={String(weekStart)}
          onChange={(value) => void changeImportSettings({ weekStart: value === '6' ? 6 : 0 })}
        />
      </Toolbar>
      <Columns minimum={200}>
        {answer('table')}
        {answer('product')}
        {answer('time')}
        {needsZone(mapping) ? answer('zone') : null}
        {numbers.map((name) => answer(name))}
      </Columns>
      <p>{t('warehouse.optional')}</p>
      <Columns minimum={200}>
        {optional.map((name) => (name === 'cancelled' && answers.status.trim() === '' ? null : answer(name)))}
      </Columns>
      {fault === '' ? (
        <>
          <Notice tone={proof === 'run' ? 'info' : 'warning'} title={t(`warehouse.proved.${marks[proof]}`)}>
            {t('warehouse.next')}
          </Notice>
          <Toolbar>
            <Button variant="primary" icon="copy" onPress={() => void copy()}>
              {copied ? t('warehouse.copied') : t('warehouse.copy')}
            </Button>
            <Button
              icon="download"
              onPress={() => saveDownload('debut-panel.sql', new TextEncoder().encode(text), 'application/sql')}
            >
              {t('warehouse.save')}
            </Button>
          </Toolbar>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls is read with the arrow keys. */}
          <pre className={styles.query} tabIndex={0}>
            {text}
          </pre>
        </>
      ) : (
        <p>{t(`warehouse.lacks.${fault}`)}</p>
      )}
    </Stack>
  );
}

function toMapping(
  answers: Answers,
  type: TimeType,
  numberType: 'number' | 'text',
  weekStart: 0 | 6,
): WarehouseMapping {
  const filled = Object.fromEntries(Object.entries(answers).map(([name, text]) => [name, text.trim()])) as Answers;
  return {
    table: filled.table,
    product: filled.product,
    time: { column: filled.time, type },
    zone: filled.zone,
    weekStart,
    ...Object.fromEntries(names.flatMap((name) => (filled[name] === '' ? [] : [[name, filled[name]]]))),
    ...Object.fromEntries(
      numbers.flatMap((name) => (filled[name] === '' ? [] : [[name, { column: filled[name], type: numberType }]])),
    ),
    ...(filled.promotion === '' ? {} : { promotion: { column: filled.promotion, type: 'text' as const } }),
    ...(filled.status === ''
      ? {}
      : { status: { column: filled.status, cancelled: filled.cancelled.split(/ *[,，;；、] */).filter(Boolean) } }),
    ...(filled.top === '' ? {} : { top: Number(filled.top) }),
  };
}
