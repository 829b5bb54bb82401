import { parseIsoDate } from '#engine/calendar/epoch-day.ts';
import type { ModelId } from '#engine/models/model-registry.ts';
import { JobRefused } from '#workers/job-control.ts';
import type { FitArimaInput, ForecastSeriesInput, Regressor, SeriesInput } from '#workers/statistics/contract.ts';

/** Outside JSON made into the statistics worker's input; anything of a wrong shape is refused with its name. */

type Json = Readonly<Record<string, unknown>>;

function refuse(name: string): never {
  throw new JobRefused('input-shape', { name });
}

function toObject(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name);
  return value as Json;
}

function toColumn(value: unknown, name: string): Float64Array {
  if (!Array.isArray(value)) return refuse(name);
  return Float64Array.from(value, (v: unknown) => {
    if (v === null) return Number.NaN;
    return typeof v === 'number' ? v : refuse(name);
  });
}

function toNumber(value: unknown, name: string, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(name);
}

function toTriple(value: unknown, name: string): [number, number, number] {
  if (value === undefined) return [0, 0, 0];
  if (!Array.isArray(value) || value.length !== 3) return refuse(name);
  return [toNumber(value[0], name), toNumber(value[1], name), toNumber(value[2], name)];
}

/** `{name: [values]}`, or a list of `{name, values}`. */
function toRegressors(value: unknown, name: string): Regressor[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.map((item: unknown) => {
      const column = toObject(item, name);
      if (typeof column.name !== 'string') return refuse(name);
      return { name: column.name, values: toColumn(column.values, name) };
    });
  return Object.entries(toObject(value, name)).map(([key, values]) => ({ name: key, values: toColumn(values, key) }));
}

interface ReadSeries {
  readonly values: Float64Array;
  readonly frequency: number;
  readonly xreg: Regressor[];
  readonly newXreg: Regressor[];
  readonly h: number;
}

export function readSeries(input: unknown): ReadSeries {
  const json = toObject(input, 'input');
  return {
    values: toColumn(json.values, 'values'),
    frequency: toNumber(json.frequency, 'frequency', 1),
    xreg: toRegressors(json.xreg, 'xreg'),
    newXreg: toRegressors(json.newXreg ?? json.new_xreg, 'newXreg'),
    h: toNumber(json.h, 'h', 0),
  };
}

export function readArimaInput(input: unknown): FitArimaInput {
  const json = toObject(input, 'input');
  const coef = json.coef === undefined ? undefined : toObject(json.coef, 'coef');
  return {
    ...readSeries(input),
    order: toTriple(json.order, 'order'),
    seasonal: toTriple(json.seasonal, 'seasonal'),
    includeMean: json.includeMean !== false,
    includeDrift: json.includeDrift === true,
    ...(coef ? { coef: coef as Record<string, number> } : {}),
  };
}

export function readForecastInput(input: unknown, seed: number): ForecastSeriesInput {
  const json = toObject(input, 'input');
  const list = Array.isArray(json.series) ? json.series : refuse('series');
  const horizon = toNumber(json.h, 'h');
  const method = json.method ?? json.methods ?? 'auto';
  const methods = Array.isArray(method) ? (method as ModelId[]) : toMethods(method);
  const asked = json.origins;
  return {
    series: list.map((item: unknown, i) => toSeries(item, i)),
    horizon,
    methods,
    origins: typeof asked === 'number' ? asked : methods === 'auto' ? 3 : 0,
    originStep: toNumber(json.originStep, 'originStep', horizon),
    between: toNumber(json.between, 'between', 0),
    older: toNumber(json.older, 'older', 0),
    nonNegative: json.nonNegative !== false,
    seed,
  };
}

function toMethods(method: unknown): readonly ModelId[] | 'auto' {
  if (method === 'auto') return 'auto';
  if (method === 'ensemble') return ['ets', 'dynreg-log', 'combination'];
  return typeof method === 'string' ? [method as ModelId] : refuse('method');
}

function toSeries(item: unknown, index: number): SeriesInput {
  const json = toObject(item, 'series');
  const { values, frequency, xreg, newXreg } = readSeries(item);
  const start = typeof json.start === 'string' ? parseIsoDate(json.start) : Number.NaN;
  return {
    id: typeof json.id === 'string' ? json.id : String(index),
    values,
    frequency,
    xreg,
    newXreg,
    ...(Number.isNaN(start) ? {} : { start }),
  };
}

/** `--name N` among the words of a verb. */
export function optionNumber(words: readonly string[], name: string, fallback: number): number {
  const at = words.indexOf(name);
  if (at < 0) return fallback;
  const value = Number(words[at + 1]);
  if (!Number.isFinite(value)) throw new JobRefused('option-needs-number', { option: name });
  return value;
}

/** `lambda`: a power, or "auto" for Guerrero's. */
export function readPower(input: unknown): { readonly lambda?: number | 'auto' } {
  const { lambda } = toObject(input, 'input');
  if (lambda === undefined || lambda === null) return {};
  return { lambda: lambda === 'auto' ? 'auto' : toNumber(lambda, 'lambda') };
}

/** The requested ETS form, `ZZZ` when none is named. */
export function readModelName(input: unknown): string {
  const { model } = toObject(input, 'input');
  if (model === undefined) return 'ZZZ';
  return typeof model === 'string' ? model : refuse('model');
}
