import * as v from 'valibot';

/** A shape that says of any value whether it is a T, and where not. */
export type Shape<T> = v.GenericSchema<unknown, T>;

/**
 * An object with exactly the fields of T; what else stands in a file is left aside. Every field must be named here, the
 * optional ones too: a field that is added to T and forgotten here does not compile.
 */
export function objectOf<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return v.object(fields as unknown as v.ObjectEntries) as unknown as Shape<T>;
}

/** A field that may be absent. */
export function optional<T>(shape: Shape<T>): Shape<T> {
  return v.exactOptional(shape) as unknown as Shape<T>;
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return v.nullable(shape);
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return v.array(shape);
}

export function oneOf<const T extends string | number | null>(...values: readonly T[]): Shape<T> {
  return v.custom<T>((value) => values.includes(value as T), `one of ${values.join(', ')}`);
}

export function anyOf<T extends readonly Shape<unknown>[]>(...shapes: T): Shape<v.InferOutput<T[number]>> {
  return v.union(shapes as unknown as [Shape<unknown>, Shape<unknown>]) as never;
}

/** By name. Unlike valibot's own record it keeps every name, `constructor` among them: headers of files are names here. */
export function recordOf<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return v.pipe(
    v.custom<object>(isPlain, 'an object'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const entries: [string, T][] = [];
      for (const [key, value] of Object.entries(dataset.value)) {
        const checked = v.safeParse(shape, value);
        if (!checked.success) {
          addIssue({ message: `${key}: ${faultOf(checked.issues[0])}` });
          return NEVER;
        }
        entries.push([key, checked.output]);
      }
      return Object.fromEntries(entries);
    }),
  ) as Shape<Readonly<Record<string, T>>>;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Longer than any text that a screen shows whole; a name of ten thousand characters is still a name. */
const longestText = 100_000;

export const text: Shape<string> = v.pipe(v.string(), v.maxLength(longestText));
export const flag: Shape<boolean> = v.boolean();
/** Any number, NaN and infinities among them: figures say NaN where there is none. */
export const figure: Shape<number> = v.custom<number>((value) => typeof value === 'number', 'a number');
export const finite: Shape<number> = v.pipe(v.number(), v.finite());
/** Of things, from 0 on; as many as a column can have entries. */
export const count: Shape<number> = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32));
/** Days since 1970, within the years 1 to 9999. */
export const day: Shape<number> = v.pipe(v.number(), v.integer(), v.minValue(-719_162), v.maxValue(2_932_896));
/** -1 or an index. */
export const indexOrNone: Shape<number> = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(2 ** 31));
export const share: Shape<number> = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** Milliseconds of the clock. */
export const moment: Shape<number> = v.pipe(v.number(), v.finite());
export const figures: Shape<readonly number[]> = listOf(figure);
export const column: Shape<Float64Array> = v.instance(Float64Array);
export const bytes: Shape<Uint8Array> = v.instance(Uint8Array);
export const singles: Shape<Float32Array> = v.instance(Float32Array);

/** A word that is shown and looked up, and decides nothing: one that this version does not know does no harm. */
export function word<T extends string>(): Shape<T> {
  return v.pipe(v.string(), v.maxLength(100)) as unknown as Shape<T>;
}

/** A shape with a rule between its fields. */
export function checked<T>(shape: Shape<T>, message: string, holds: (value: T) => boolean): Shape<T> {
  return v.pipe(shape, v.check(holds, message)) as unknown as Shape<T>;
}

/** Where a shape was not kept, for the person who looks into it. */
export function faultOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue as never) ?? '';
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
