import * as v from 'valibot';

/** Says of any value whether it is a T, and where not. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** What a schema lets through: the type of a persisted fact. */
export type FactsOf<S extends Schema<unknown>> = v.InferOutput<S>;

type Entries = v.ObjectEntries;
/** As one object type, so that an editor shows fields and not how they came about. */
type Fields<E extends Entries> = Flat<v.InferOutput<v.ObjectSchema<E, undefined>>>;
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** A persisted fact that is declared here: its type is what the entries say. What else stands in a file is left aside. */
export function object<E extends Entries>(entries: E): Schema<Fields<E>> {
  return v.object(entries) as unknown as Schema<Fields<E>>;
}

/**
 * A fact whose type is the engine's: exactly the fields of T. Every field must be named, the optional ones too: a field that
 * is added to T and forgotten here does not compile.
 */
export function objectOf<T extends object>(fields: { readonly [K in keyof T]-?: Schema<T[K]> }): Schema<T> {
  return v.object(fields as unknown as v.ObjectEntries) as unknown as Schema<T>;
}

/** Fields that are all of one kind. */
export function each<S extends v.GenericSchema, const Name extends string>(
  schema: S,
  ...names: readonly Name[]
): { readonly [K in Name]: S } {
  return Object.fromEntries(names.map((name) => [name, schema])) as { readonly [K in Name]: S };
}

/** A field that may be absent. */
export function optional<T>(schema: Schema<T>): v.ExactOptionalSchema<Schema<T>, undefined> & Schema<T> {
  return v.exactOptional(schema) as never;
}

export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  return v.nullable(schema);
}

export function listOf<T>(schema: Schema<T>): Schema<readonly T[]> {
  return v.array(schema);
}

export function oneOf<const T extends string | number | boolean | null>(...values: readonly T[]): Schema<T> {
  return v.custom<T>((value) => values.includes(value as T), `one of ${values.join(', ')}`);
}

export function anyOf<T extends readonly Schema<unknown>[]>(...schemas: T): Schema<v.InferOutput<T[number]>> {
  return v.union(schemas as unknown as [Schema<unknown>, Schema<unknown>]) as never;
}

/** By name. Unlike valibot's own record it keeps every name, `constructor` among them: headers of files are names here. */
export function recordOf<T>(schema: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return v.pipe(
    v.custom<object>(isPlain, 'an object'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const entries: [string, T][] = [];
      for (const [key, value] of Object.entries(dataset.value)) {
        const checked = v.safeParse(schema, value);
        if (!checked.success) {
          addIssue({ message: `${key}: ${faultOf(checked.issues[0])}` });
          return NEVER;
        }
        entries.push([key, checked.output]);
      }
      return Object.fromEntries(entries);
    }),
  ) as Schema<Readonly<Record<string, T>>>;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Longer than any text that a screen shows whole; a name of ten thousand characters is still a name. */
const longestText = 100_000;

export const text: Schema<string> = v.pipe(v.string(), v.maxLength(longestText));
export const flag: Schema<boolean> = v.boolean();
/** Any number, NaN and infinities among them: figures say NaN where there is none. */
export const figure: Schema<number> = v.custom<number>((value) => typeof value === 'number', 'a number');
export const finite: Schema<number> = v.pipe(v.number(), v.finite());
/** Of things, from 0 on; as many as a column can have entries. */
export const count: Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32));
/** Days since 1970, within the years 1 to 9999. */
export const day: Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(-719_162), v.maxValue(2_932_896));
/** -1 or an index. */
export const indexOrNone: Schema<number> = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(2 ** 31));
export const share: Schema<number> = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** Milliseconds of the clock. */
export const moment: Schema<number> = v.pipe(v.number(), v.finite());
/** A list of numbers, looked at in one go: scenarios are hundreds of thousands of them. */
export const figures: Schema<readonly number[]> = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'number'),
  'a list of numbers',
);
export const column: Schema<Float64Array> = v.instance(Float64Array);
export const bytes: Schema<Uint8Array> = v.instance(Uint8Array);
export const singles: Schema<Float32Array> = v.instance(Float32Array);

/** A word that is shown and looked up, and decides nothing: one that this version does not know does no harm. */
export function word<T extends string>(): Schema<T> {
  return v.pipe(v.string(), v.maxLength(100)) as unknown as Schema<T>;
}

/** A schema with a rule between its fields. */
export function checked<T>(schema: Schema<T>, message: string, holds: (value: T) => boolean): Schema<T> {
  return v.pipe(schema, v.check(holds, message)) as unknown as Schema<T>;
}

/** Where a schema was not kept, for the person who looks into it. */
export function faultOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue as never) ?? '';
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
