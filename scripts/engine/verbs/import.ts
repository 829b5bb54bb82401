/** `import FILE... [--as KIND] [--map ROLE=COLUMN]... [--day-first|--month-first] [--answer QUESTION=OPTION]...`: files as dropped together. */
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';
import type { FileChoices, FileReport, ImportOutput, ImportQuestion } from '#ingest/import-report.ts';
import { declaredKinds, possibleRolesOf } from '#ingest/kinds/file-kinds.ts';
import { choicesUnder } from '#ingest/preview-answers.ts';
import { handlers } from '#workers/ingest/handlers.ts';
import { createFreeControl, JobRefused } from '#workers/job-control.ts';
import type { Verb } from '../../engine.ts';
import { openFile } from '../open-file.ts';

interface Words {
  readonly files: string[];
  kind?: FileKind;
  order?: 'day-first' | 'month-first';
  readonly mappings: [role: ColumnRole, column: string][];
  readonly answers: [code: ImportQuestion['code'], option: string][];
}

function readWords(words: readonly string[]): Words {
  const read: Words = { files: [], mappings: [], answers: [] };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '--as') read.kind = readKind(words[++i] ?? '');
    else if (word === '--map') {
      const mapping = words[++i] ?? '';
      const [role, ...column] = mapping.split('=');
      if (column.length === 0) throw new JobRefused('mapping-without-column', { mapping });
      read.mappings.push([readRole(role), column.join('=')]);
    } else if (word === '--answer') {
      const answer = words[++i] ?? '';
      const [code, ...option] = answer.split('=');
      if (option.length === 0) throw new JobRefused('answer-without-option', { answer });
      read.answers.push([readQuestion(code), option.join('=')]);
    } else if (word === '--day-first' || word === '--month-first') read.order = word.slice(2) as 'day-first';
    else if (word.startsWith('--')) throw new JobRefused('unknown-option', { option: word });
    else read.files.push(word);
  }
  if (read.files.length === 0) throw new JobRefused('no-file-given');
  return read;
}

const kinds: readonly FileKind[] = [...declaredKinds, 'unknown'];
const roles: ReadonlySet<string> = new Set(kinds.flatMap(possibleRolesOf).concat('product', 'user'));

function readKind(word: string): FileKind {
  const kind = kinds.find((each) => each === word);
  if (!kind) throw new JobRefused('unknown-kind', { kind: word, known: kinds.join(' ') });
  return kind;
}

const questionCodes: readonly ImportQuestion['code'][] = [
  'day-month-order',
  'number-style',
  'encoding',
  'file-kind',
  'sheet',
  'running-total',
  'period',
];

function readQuestion(word: string): ImportQuestion['code'] {
  const code = questionCodes.find((each) => each === word);
  if (!code) throw new JobRefused('unknown-question', { question: word, known: questionCodes.join(' ') });
  return code;
}

function readRole(word: string): ColumnRole {
  if (!roles.has(word)) throw new JobRefused('unknown-role', { role: word, known: [...roles].sort().join(' ') });
  return word as ColumnRole;
}

const day = (value: number | null): string | null => (value === null ? null : formatIsoDate(value));

function describeFile(report: FileReport): unknown {
  return {
    name: report.name,
    kind: report.kind,
    state: report.state,
    ...(report.sheet === undefined ? {} : { sheet: report.sheet }),
    encoding: report.encoding,
    delimiter: report.delimiter,
    headerLine: report.headerLine,
    columns: report.columns.map(({ name, role, type }) => ({ name, role, type })),
    rowsTotal: report.rowsTotal,
    rowsAccepted: report.rowsAccepted,
    rejected: report.rejected,
    flagged: report.flagged,
    merged: report.merged,
    firstDate: day(report.firstDay),
    lastDate: day(report.lastDay),
    products: report.products,
    units: report.units,
    revenue: report.revenue === null ? null : Number(report.revenue),
    revenueScale: report.revenueScale,
    currency: report.currency,
    months: report.months.map((month) => ({ ...month, month: formatIsoDate(month.month).slice(0, 7) })),
    issues: [
      ...report.issues.map(({ code, row, column, params }) => ({
        code,
        line: row ?? null,
        column: column ?? null,
        params,
      })),
      ...report.problems.flatMap((problem) =>
        problem.samples.map((sample) => ({ code: problem.code, line: sample.line, column: null, params: {} })),
      ),
    ].slice(0, 20),
  };
}

function describePanel({ dataset }: ImportOutput): unknown {
  const { panel } = dataset;
  if (!panel) return null;
  return {
    period: panel.period,
    periods: panel.periods,
    products: panel.products.length,
    categories: panel.categories.length,
    weekStart: panel.weekStart === 0 ? 'monday' : 'sunday',
    start: formatIsoDate(panel.start),
    completeFrom: panel.completeFrom,
    completeTo: panel.completeTo,
    unitsKnown: panel.unitsKnown ?? true,
  };
}

const importVerb: Verb = async ({ words, resolveFile, note }) => {
  const read = readWords(words);
  const files = await Promise.all(read.files.map((file) => openFile(resolveFile(file))));
  let said = '';
  const control = createFreeControl<{ file: string; stage: string }>(({ file, stage }) => {
    const line = `${stage} ${file}`;
    if (line !== said) note(line);
    said = line;
  });
  const base: FileChoices = {
    ...(read.kind ? { kind: read.kind } : {}),
    ...(read.order ? { dayMonthOrder: read.order } : {}),
    ...Object.assign({}, ...read.answers.map(([code, option]) => choicesUnder({ code }, option))),
  };
  const choices = Object.fromEntries(files.map((file) => [file.name, base]));
  let output = await handlers.importFiles({ files, choices }, control);
  if (read.mappings.length > 0) {
    // Column names become positions once the headers are known.
    for (const report of output.files) {
      const roles: Record<number, ColumnRole> = {};
      for (const [role, name] of read.mappings) {
        const column = report.columns.find((each) => each.name === name);
        if (column) roles[column.index] = role;
      }
      choices[report.name] = { ...base, roles };
    }
    const names = new Set(output.files.flatMap((report) => report.columns.map((column) => column.name)));
    const missing = read.mappings.find(([, name]) => !names.has(name));
    if (missing) throw new JobRefused('column-not-found', { column: missing[1] });
    output = await handlers.importFiles({ files, choices }, control);
  }
  const [first] = output.files;
  const { answers } = output.dataset;
  if (output.files.every((report) => report.state === 'failed'))
    throw new JobRefused(first.issues[0].code, { file: first.name });
  return {
    files: output.files.map(describeFile),
    panel: describePanel(output),
    calendar: output.dataset.calendar && {
      start: formatIsoDate(output.dataset.calendar.start),
      weeks: output.dataset.calendar.weeks,
      events: output.dataset.calendar.events.length,
    },
    candidates: output.dataset.candidates.length,
    reviewedProducts: output.dataset.reviews.length,
    currency: output.dataset.currency,
    ...(answers ? { answers: { engine: answers.engine, seed: answers.seed, horizon: answers.horizon } } : {}),
    questions: output.questions,
    reconciliation: output.reconciliation,
    fingerprint: output.dataset.fingerprint,
  };
};

export default importVerb;
