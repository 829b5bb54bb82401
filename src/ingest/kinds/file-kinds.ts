import type { ColumnRole } from '#ingest/file-kind.ts';
import { browsing } from '#ingest/kinds/browsing.ts';
import { calendar, holidays } from '#ingest/kinds/calendar.ts';
import { candidates } from '#ingest/kinds/candidates.ts';
import { catalogue } from '#ingest/kinds/catalogue.ts';
import type { FileKindDeclaration } from '#ingest/kinds/define-file-kind.ts';
import { forecasts } from '#ingest/kinds/forecasts.ts';
import { panel } from '#ingest/kinds/panel.ts';
import { reviews } from '#ingest/kinds/reviews.ts';
import { sales } from '#ingest/kinds/sales.ts';
import { stock } from '#ingest/kinds/stock.ts';
import { columnRoles } from '#ingest/roles/column-roles.ts';

/** Every kind of file, in the order in which they are offered. */
export const fileKinds = {
  sales,
  browsing,
  calendar,
  catalogue,
  candidates,
  reviews,
  holidays,
  stock,
  panel,
  forecasts,
} as const;

export type DeclaredKind = keyof typeof fileKinds;

export const declaredKinds = Object.keys(fileKinds) as DeclaredKind[];

/** Kinds of which the panel's sales are made. */
export function holdsSales(kind: string): boolean {
  return kind === 'sales' || kind === 'panel';
}

/** The declaration of a kind; `unknown` has none. */
export function kindOf(id: string): FileKindDeclaration | undefined {
  return (fileKinds as Readonly<Record<string, FileKindDeclaration>>)[id];
}

/** What a role is called in a file of this kind: a browsing file's product is its `item`. */
export function calledIn(kind: string, role: ColumnRole): ColumnRole {
  const names = Object.entries(kindOf(kind)?.alsoCalled ?? {});
  const own = names.find(([name, meant]) => meant === role && !(name in columnRoles))?.[0];
  return (own as ColumnRole | undefined) ?? role;
}

/** Roles that a column of a file of this kind may have. */
export function possibleRolesOf(kind: string): ColumnRole[] {
  const declaration = kindOf(kind);
  const roles = Object.keys(declaration?.roles ?? {}) as ColumnRole[];
  const attributes: ColumnRole[] = declaration?.keepsAttributes ? ['attribute'] : [];
  return [...roles.map((role) => calledIn(kind, role)), ...attributes, 'ignored'];
}
