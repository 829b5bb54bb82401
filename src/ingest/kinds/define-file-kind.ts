import type { Collection } from '#ingest/assembly/collection.ts';
import type { TableLayout } from '#ingest/cleaning/date-reader.ts';
import type { FileTally } from '#ingest/cleaning/file-tally.ts';
import type { RowSink } from '#ingest/cleaning/row-sink.ts';
import type { RowRule } from '#ingest/import-report.ts';
import { type DeclaredRole, declaredRoles, roleOf } from '#ingest/roles/column-roles.ts';
import type { HeadingMeaning } from '#ingest/understanding/heading-words.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';

/** A table whose rows are to be taken, and where they go. */
export interface TableOfKind {
  readonly layout: TableLayout;
  readonly collection: Collection;
  readonly tally: FileTally;
  readonly profiles: readonly ColumnProfile[];
}

/** What the rows of most kinds are read with. */
export class RowsOfKind {
  protected readonly layout: TableLayout;
  protected readonly collection: Collection;
  protected readonly tally: FileTally;

  constructor({ layout, collection, tally }: TableOfKind) {
    this.layout = layout;
    this.collection = collection;
    this.tally = tally;
  }
}

/** What speaks for or against a kind besides the weights of its roles. */
export interface KindEvidence {
  /** Roles that columns were found for. */
  readonly taken: ReadonlySet<DeclaredRole>;
  /** The file's name says that its products are yet to be launched. */
  readonly isNew: boolean;
  /** Days without a time say when products are to be launched. */
  readonly isPlanned: boolean;
  /** The launches are further apart than those of a plan. */
  readonly isLongList: boolean;
  /** A column says of most products that they are on sale already. */
  readonly isOnSale: boolean;
  /** Rows that were looked at. */
  readonly rows: number;
  /** A heading speaks of what was sold, ordered or paid, or of who bought. */
  readonly speaks: boolean;
  /** The heading of its day says nothing but that. */
  readonly isJustDated: boolean;
  /** Columns that no role of the kind was found for say how many were sold, or for how much; `every`: both; `lines`: pieces of an order. */
  sells(how: 'some' | 'every' | 'lines'): boolean;
  /** A column that no role of the kind was found for, filled in nearly every row, has this role by its heading. */
  says(role: DeclaredRole): boolean;
  /** Columns of numbers without a role whose values hardly repeat, and that are no part of a date, no line's number and nothing hoped for. */
  measures(): number;
  /** Columns of texts, marks and days without a role. */
  texts(): number;
  /** Columns of numbers whose headings mean something, but those of limits. */
  counts(meaning: HeadingMeaning): number;
  /** A heading means something, whatever else. */
  means(meaning: HeadingMeaning): boolean;
  /** A column of texts has a heading that means something. */
  areIn(meaning: HeadingMeaning): boolean;
  /** Columns of numbers without a role that are no part of a date and have more than two values. */
  numbers(): number;
  /** Columns of numbers without a role that are other ones in rows of the same day. */
  withinDays(): number;
  /** A heading says that its column has the role. */
  isNamed(role: DeclaredRole): boolean;
  /** Share of the rows in which the column of a role is filled, 0 without one. */
  fills(role: DeclaredRole): number;
  /** The numbers of a role's column have decimals. */
  isBroken(role: DeclaredRole): boolean;
  /** Rows to each different cell of a role's column, 0 without one. */
  repeats(role: DeclaredRole): number;
}

/** An empty file to fill in. */
interface Template {
  readonly file: string;
  /** Headings; every one is a name that the import knows. */
  readonly columns: readonly string[];
}

/** One kind of file: how it is told, what its columns may mean, and what becomes of its rows. */
export interface FileKindDeclaration {
  /** Roles that the kind has, with the weight each gives to the belief that the file is of this kind. */
  readonly roles: Readonly<Partial<Record<DeclaredRole, number>>>;
  /** At least one role of every line must be there. */
  readonly needs: readonly (readonly DeclaredRole[])[];
  /** Roles that stand for what is counted where the user has said the kind: each of its rows is one. */
  readonly countsRows?: readonly DeclaredRole[];
  /** File names that say so. */
  readonly fileName: RegExp;
  /** By language; absent where nobody fills in such a file by hand. */
  readonly templates?: Readonly<Record<string, Template>> & { readonly en: Template };
  /** Takes the rows of a table. */
  readonly rowsOf: (table: TableOfKind) => RowSink;
  /** Factor on the weights by what speaks against the kind, 0 to 1. */
  readonly doubt?: (evidence: KindEvidence) => number;
  /** The table is about something else. */
  readonly isOther?: (evidence: KindEvidence) => boolean;
  /** What may be done with rows of a cause, the default first; a cause that is not here is only rejected or flagged. */
  readonly causes?: Readonly<Record<string, readonly RowRule[]>>;
  /** Roles under other names; one that is no role itself is what the role is called in reports on such files. */
  readonly alsoCalled?: Readonly<Record<string, DeclaredRole>>;
  /** Columns without a role are kept by their headings, as attributes of the product. */
  readonly keepsAttributes?: true;
  /** Its rows are counted by week or month, and its periods may stand side by side. */
  readonly isByPeriod?: true;
  /** A product may have one row, of the day on which the list was written. */
  readonly isSnapshot?: true;
  /** A column of dates that no heading names is the rows' date. */
  readonly datesByCells?: true;
  /** A column of texts that no heading names says what each row is about, where it has none of these roles. */
  readonly namesByCells?: readonly DeclaredRole[];
  /** A column of repeating texts that no heading names is the product. */
  readonly productByCells?: true;
  /** Where the days of its rows are counted, which say where the log begins and ends. */
  readonly daysOf?: (collection: Collection) => Map<number, number>;
}

export const dateRoles = { date: 1, datetime: 1, year: 0.5, month: 0.3, day: 0.3, week: 0.3 } as const;
export const anyDate: readonly DeclaredRole[] = ['date', 'datetime', 'year', 'week'];

/** Declares a kind under its id; roles that are declared as attributes of it are its own too. */
export function defineFileKind(id: string, declaration: FileKindDeclaration): FileKindDeclaration {
  const attributes = declaredRoles.flatMap((role) => {
    const weight = roleOf(role)?.attributeOf?.[id];
    return weight === undefined ? [] : [[role, weight] as const];
  });
  return { ...declaration, roles: { ...declaration.roles, ...Object.fromEntries(attributes) } };
}

/** Whether cells of a role are kept as an attribute under their heading. */
export function isAttribute(role: string): boolean {
  return role === 'attribute' || roleOf(role)?.attributeOf !== undefined;
}
