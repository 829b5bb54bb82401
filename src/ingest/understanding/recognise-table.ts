import { yes } from '#ingest/cleaning/order-state.ts';
import type { ColumnRole, ColumnType, FileKind } from '#ingest/file-kind.ts';
import type { ColumnReport, FileChoices } from '#ingest/import-report.ts';
import type { FileKindDeclaration } from '#ingest/kinds/define-file-kind.ts';
import { calledIn, declaredKinds, kindOf } from '#ingest/kinds/file-kinds.ts';
import { areAddresses, type DeclaredRole, hasDecimals, isDeclared, roleOf } from '#ingest/roles/column-roles.ts';
import { cellScore, roleScore } from '#ingest/roles/role-score.ts';
import { findTrade, type Trade } from '#ingest/understanding/find-trade.ts';
import { type HeadingMeaning, headingWords } from '#ingest/understanding/heading-words.ts';
import { headingsInContext, saysLevel, saysListingState } from '#ingest/understanding/headings.ts';
import { meaningsOf, saysAny } from '#ingest/understanding/meaning-score.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import type { TableEvidence } from '#ingest/understanding/table-evidence.ts';
import { comesOrGoes, isDayOfSome } from '#ingest/understanding/weigh-days.ts';
import { findEvents, findOrders, type Guess, leastScore, weighGuesses } from '#ingest/understanding/weigh-guesses.ts';
import { areFewPieces, countsDaily, mostCoded } from '#ingest/understanding/weigh-products.ts';
import { parseDate } from '#ingest/values/parse-date.ts';

export interface Recognition {
  readonly kind: FileKind;
  readonly kindFrom: 'chosen' | 'found';
  readonly columns: readonly ColumnReport[];
  /** Roles of which the kind needs one and found none, for the kind that comes nearest; empty when all is there. */
  readonly missing: readonly (readonly ColumnRole[])[];
  /** The likeliest kinds, the best first. */
  readonly likely: readonly FileKind[];
  /** Columns that could as well be the one that was taken for pieces or amounts, by their positions. */
  readonly alike: Readonly<Partial<Record<'units' | 'revenue', readonly number[]>>>;
  /** Column that repeats an order's total on its lines and is not used for that, -1 without one. */
  readonly orderTotal: number;
}

interface Assignment {
  readonly role: ColumnRole;
  readonly score: number;
  readonly from: 'name' | 'content' | 'both' | 'chosen';
}

/**
 * What a table is and what its columns mean: for every kind the best assignment of its roles to columns (by heading,
 * weighed by how the cells read and what they say about each other), then the kind whose assigned roles weigh most among
 * those that lack nothing. `settled`: roles that the shape of the table has told.
 */
export function recogniseTable(
  names: readonly string[],
  evidence: TableEvidence,
  fileName: string,
  choices: FileChoices,
  settled: Readonly<Record<number, ColumnRole>> = {},
): Recognition {
  const { profiles } = evidence;
  const headings = headingsInContext(names);
  const kinds = choices.kind ? [choices.kind] : declaredKinds;
  const trials = kinds.flatMap((kind) => {
    const declaration = kindOf(kind);
    return declaration ? [tryKind(kind, declaration, headings, evidence, fileName, choices, settled)] : [];
  });
  const whole = trials
    .filter((trial) => trial.missing.length === 0 && !trial.isOther)
    .sort((a, b) => b.weight - a.weight);
  const near = trials
    .filter(({ isOther }) => !isOther || choices.kind)
    .sort((a, b) => b.weight - 2 * b.missing.length - (a.weight - 2 * a.missing.length));
  const best = whole[0] ?? near[0];
  const usable = best && (whole.length > 0 || choices.kind !== undefined || best.weight >= 3);
  const kind = usable ? best.kind : 'unknown';
  return {
    kind,
    kindFrom: choices.kind ? 'chosen' : 'found',
    columns: names.map((name, index) =>
      reportColumn(name, index, profiles[index], usable ? best.assigned[index] : undefined, kind),
    ),
    missing: usable ? best.missing : [],
    likely: [...whole, ...near.filter((trial) => !whole.includes(trial) && trial.weight > 1)].map(
      (trial) => trial.kind,
    ),
    alike: usable && kind === 'sales' ? alikeColumns(best, headings, profiles) : {},
    orderTotal: (usable ? best.trade?.orderTotals[0] : undefined) ?? -1,
  };
}

/** Columns without a role that suit pieces or amounts nearly as well as the one that was taken. */
function alikeColumns(
  { assigned, trade }: Trial,
  headings: readonly string[],
  profiles: readonly ColumnProfile[],
): Recognition['alike'] {
  const found: Partial<Record<'units' | 'revenue', number[]>> = {};
  for (const role of ['units', 'revenue'] as const) {
    const taken = assigned.find((each) => each?.role === role);
    if (!taken || taken.from === 'chosen') continue;
    const others = headings.flatMap((name, column) => {
      const isNumber = profiles[column].numberShare > 0.5;
      return !assigned[column] &&
        !trade?.orderTotals.includes(column) &&
        isNumber &&
        roleScore(name, role, profiles[column]) >= taken.score * 0.95
        ? [column]
        : [];
    });
    if (others.length > 0) found[role] = others;
  }
  return found;
}

/** How well pieces suit as stock, next to a heading that says so. */
const asStock = 0.7;

interface Trial {
  readonly kind: FileKind;
  readonly assigned: readonly (Assignment | undefined)[];
  readonly weight: number;
  readonly missing: readonly (readonly ColumnRole[])[];
  readonly isOther: boolean;
  readonly trade?: Trade;
}

/**
 * File names of products that are yet to be launched. Names and prices look alike in a list of what is sold and in one of what
 * may be: between these two the file's name decides.
 */
const onSale =
  /^(acti[fv][eao]?|aktiv|ativ[oa]|attiv[oa]|aktywn[yea]|активен|已?上架|在售|销售中|出售中|on sale|for sale|販売中|出品中|公開中|판매\s?중|im verkauf|en vente|(a|en) la venta|em venda|in vendita|в продаже|w sprzedaży|satışta)$/i;
/** Marks of what a shop shows to buyers. */
const offered =
  /^(?:is[\s_]?)?(?:enabled|active|published|visible|online|listed|aktiv|sichtbar|actif|activo|ativo|attivo|publi[ée]|publicado|是否?上架|上架|启用|公開)$/i;
/** What a file of products to launch is called. */
export const saysNew = /candidate|new[ _-]?(?:product|item|arrival|launch)|候选|新品|上新|拟上/i;

function tryKind(
  kind: FileKind,
  declaration: FileKindDeclaration,
  names: readonly string[],
  table: TableEvidence,
  fileName: string,
  choices: FileChoices,
  settled: Readonly<Record<number, ColumnRole>>,
): Trial {
  const { profiles } = table;
  const { roles, needs, alsoCalled = {} } = declaration;
  const weights: Readonly<Partial<Record<ColumnRole, number>>> = roles;
  const assigned: (Assignment | undefined)[] = names.map(() => undefined);
  const taken = new Set<DeclaredRole>();
  for (const [index, role] of Object.entries(choices.roles ?? {})) {
    const own: ColumnRole = alsoCalled[role] ?? (role === 'item' ? 'product' : role);
    assigned[Number(index)] = { role: own, score: 1, from: 'chosen' };
    if (isDeclared(own)) taken.add(own);
  }
  const isChosen = taken.has('product') || taken.has('name');
  const told = Object.entries(isChosen ? {} : settled).filter(
    ([index, role]) => !assigned[Number(index)] && isDeclared(role) && role in roles,
  );
  for (const [index, role] of told) assigned[Number(index)] = { role, score: 1, from: 'content' };
  // No other column is the product then.
  if (told.length > 0) for (const role of ['product', 'name'] as const) taken.add(role);
  const guesses: Guess[] = [];
  names.forEach((name, column) => {
    if (assigned[column]) return;
    // A column without any cell says neither how many nor how much.
    const isEmpty = profiles[column].sampled > 0 && profiles[column].filled === 0;
    for (const role of Object.keys(roles) as DeclaredRole[]) {
      if (isEmpty && (role === 'units' || role === 'price' || role === 'revenue')) continue;
      const score = roleScore(name, role, profiles[column]);
      if (score > 0) guesses.push({ column, role, score });
    }
    // Of a file that the user calls one of stock the pieces are those on hand.
    const pieces = declaration.isSnapshot && choices.kind === kind ? roleScore(name, 'units', profiles[column]) : 0;
    if (pieces > 0 && !isEmpty) guesses.push({ column, role: 'stock', score: pieces * asStock });
  });
  if ('order' in roles) guesses.push(...findOrders(guesses, names, table));
  if ('event' in roles) guesses.push(...findEvents(guesses, names, table));
  weighGuesses(guesses, names, table, declaration);
  const trade = kind === 'sales' ? findTrade(guesses, assigned, names, table) : null;
  const assign = ({ column, role, score }: Guess, from?: 'content'): void => {
    const both = cellScore(role, profiles[column]) >= 0.95 && profiles[column].filled > 0;
    assigned[column] = { role, score, from: from ?? (both ? 'both' : 'name') };
    taken.add(role);
  };
  for (const each of trade?.columns ?? []) assign(each, each.isByContent ? 'content' : undefined);
  guesses.sort((a, b) => b.score - a.score || a.column - b.column);
  for (const guess of guesses) {
    const { column, role, score } = guess;
    if (score < leastScore || assigned[column] || taken.has(role)) continue;
    if (trade?.isSettled && (role === 'units' || role === 'price' || role === 'revenue')) continue;
    if ((role === 'date' && taken.has('datetime')) || (role === 'datetime' && taken.has('date'))) continue;
    assign(guess, guess.isByContent ? 'content' : undefined);
  }
  takeDayOfMonth(assigned, taken, names, table);
  dropIncompleteDates(assigned, taken);
  if (kind === 'sales') takeEarlierDay(assigned, names, table);
  // An amount whose heading names its currency is in that one, whichever the customer paid in.
  const [currency, amount] = (['currency', 'revenue'] as const).map((role) =>
    assigned.findIndex((each) => each?.role === role),
  );
  const isInOne = amount >= 0 && (trade?.isConverted || meaningsOf(names[amount]).has('money'));
  const isOfMoney = assigned.some((each) => each !== undefined && roleOf(each.role)?.isMoney);
  if (currency >= 0 && profiles[currency].distinct > 1 && (isInOne || !isOfMoney)) assigned[currency] = undefined;
  leaveEntry(assigned, taken, names);
  takeFromCells(declaration, table, names, assigned, taken, choices.kind === kind);
  if (declaration.isSnapshot) leaveDaysOfSome(assigned, taken, names, table);
  const isNew = saysNew.test(fileName);
  // A plan names days, the log of a shop the second.
  const isOnSale = profiles.some(
    ({ commonest, commonestShare, flagShare }, column) =>
      commonestShare > 0.5 &&
      ((onSale.test(commonest) && (saysListingState(names[column]) || meaningsOf(names[column]).has('status'))) ||
        (flagShare > 0.9 && yes.test(commonest) && offered.test(names[column].trim()))),
  );
  const isPlanned =
    !isOnSale && assigned.some((each, column) => each?.role === 'planned' && profiles[column].timeShare < 0.5);
  // What was launched over years is no plan.
  const isLongList = assigned.some(
    (each, column) => each?.role === 'planned' && daysBetween(column, table) > longestPlan,
  );
  const evidence = {
    taken,
    isNew,
    isPlanned,
    isLongList,
    isOnSale,
    rows: table.rows.length,
    speaks: names.some((name) => saysAny(name, ['sold', 'order', 'customer', 'pay', 'revenue'])),
    isJustDated: assigned.some(
      (each, column) =>
        (each?.role === 'date' || each?.role === 'datetime') &&
        headingWords(names[column]).every(({ means }) => means.includes('date') || means.includes('time')),
    ),
    sells: (how: 'some' | 'every' | 'lines') => sells(names, profiles, assigned, how),
    says: (role: DeclaredRole) =>
      names.some(
        (name, column) =>
          !assigned[column] &&
          profiles[column].filled >= profiles[column].sampled * 0.9 &&
          roleScore(name, role, profiles[column]) >= 0.8,
      ),
    measures: () =>
      profiles.filter(
        (profile, column) =>
          !assigned[column] && !saysAny(names[column], noMeasure) && isMeasure(profile, column, table),
      ).length,
    texts: () =>
      profiles.filter(({ numberShare, filled }, column) => !assigned[column] && filled > 0 && numberShare < 0.5).length,
    counts: (meaning: HeadingMeaning) =>
      names.filter(
        (name, column) =>
          meaningsOf(name).has(meaning) &&
          !saysLevel(name) &&
          profiles[column].numberShare > 0.8 &&
          profiles[column].distinct > 1,
      ).length,
    areIn: (meaning: HeadingMeaning) =>
      names.some((name, column) => saysAny(name, [meaning]) && profiles[column].numberShare < 0.5),
    means: (meaning: HeadingMeaning) => names.some((name) => meaningsOf(name).has(meaning)),
    numbers: () =>
      profiles.filter(({ numberShare, numericDateShare, yearWeekShare, parts, distinct }, column) => {
        const isDate = Math.max(numericDateShare, yearWeekShare, ...Object.values(parts)) > 0.9;
        return !assigned[column] && numberShare > 0.9 && !isDate && distinct > 2 && !table.isRowNumber(column);
      }).length,
    withinDays: () => {
      const day = assigned.findIndex((each) => each?.role === 'date' || each?.role === 'datetime');
      return profiles.filter(
        ({ numberShare, distinct }, column) =>
          day >= 0 &&
          !table.isUnique(day) &&
          !assigned[column] &&
          numberShare > 0.9 &&
          distinct > 2 &&
          table.dependence(day, column) < 0.9,
      ).length;
    },
    isBroken: (role: DeclaredRole) =>
      assigned.some((each, column) => each?.role === role && hasDecimals(profiles[column])),
    isNamed: (role: DeclaredRole) => assigned.some((each) => each?.role === role && each.from !== 'content'),
    fills: (role: DeclaredRole) => {
      const column = assigned.findIndex((each) => each?.role === role);
      return column < 0 ? 0 : profiles[column].filled / Math.max(1, profiles[column].sampled);
    },
    repeats: (role: DeclaredRole) => {
      const column = assigned.findIndex((each) => each?.role === role);
      return column < 0 ? 0 : profiles[column].filled / Math.max(1, profiles[column].distinct);
    },
  };
  let weight = declaration.fileName.test(fileName) ? 1.5 : 0;
  for (const each of assigned) if (each) weight += (weights[each.role] ?? 0) * each.score;
  weight *= declaration.doubt?.(evidence) ?? 1;
  const isDated = choices.period !== undefined;
  const isCounted = choices.kind === kind && declaration.countsRows?.some((role) => taken.has(role)) === true;
  const missing = needs.filter(
    (alternatives, at) =>
      !alternatives.some((role) => taken.has(role) || (isDated && role === 'date')) &&
      !(isCounted && at === needs.length - 1),
  );
  return {
    kind,
    assigned,
    weight,
    missing,
    isOther: declaration.isOther?.(evidence) ?? false,
    ...(trade ? { trade } : {}),
  };
}

/** Launches further apart are of products that are there. */
const longestPlan = 600;

/** Days between the first and the last of a column. */
function daysBetween(column: number, table: TableEvidence): number {
  const seconds = table.rows.flatMap((_, row) => parseDate(table.text(row, column), 'day-first')?.seconds ?? []);
  return seconds.length === 0 ? 0 : (Math.max(...seconds) - Math.min(...seconds)) / 86400;
}

/** Beside the days from which and to which something is, the one on which it was entered is none of it. */
function leaveEntry(assigned: (Assignment | undefined)[], taken: Set<DeclaredRole>, names: readonly string[]): void {
  if (!taken.has('from') || !taken.has('to')) return;
  assigned.forEach((each, column) => {
    if ((each?.role !== 'date' && each?.role !== 'datetime') || each.from === 'chosen') return;
    if (!saysAny(names[column], ['create', 'update'])) return;
    taken.delete(each.role);
    assigned[column] = undefined;
  });
}

/** Numbers under these say when something is, on which line, or what is hoped for. */
const noMeasure = ['forecast', 'week', 'month', 'year', 'line', 'id'] as const;

/** Numbers that hardly repeat and are neither a place in the table nor a date. */
function isMeasure(profile: ColumnProfile, column: number, table: TableEvidence): boolean {
  const { numberShare, numericDateShare, yearWeekShare, distinct, filled } = profile;
  const isDate = numericDateShare > 0.9 || yearWeekShare > 0.9;
  return numberShare > 0.9 && !isDate && filled >= 12 && distinct > filled * 0.4 && !table.isRowNumber(column);
}

/** Where each product has one row, what is on hand is of no day on which some of it was sold or came in. */
function leaveDaysOfSome(
  assigned: (Assignment | undefined)[],
  taken: Set<DeclaredRole>,
  names: readonly string[],
  table: TableEvidence,
): void {
  const isListed = names.some(
    (name, column) => table.isUnique(column) && (assigned[column]?.role === 'product' || meaningsOf(name).has('code')),
  );
  assigned.forEach((each, column) => {
    const { distinct, filled, sampled } = table.profiles[column];
    const isOfProduct = isListed && ((distinct > 1 && isDayOfSome(names[column])) || filled * 2 < sampled);
    if (
      each &&
      each.from !== 'chosen' &&
      roleOf(each.role)?.isDate &&
      (isOfProduct || comesOrGoes.test(names[column]))
    ) {
      assigned[column] = undefined;
      if (isDeclared(each.role)) taken.delete(each.role);
    }
  });
}

/** Beside a year and a month the numbers 1 to 31 under a word for day or date are the days. */
function takeDayOfMonth(
  assigned: (Assignment | undefined)[],
  taken: Set<DeclaredRole>,
  names: readonly string[],
  table: TableEvidence,
): void {
  if (!(taken.has('year') && taken.has('month')) || taken.has('day') || taken.has('date')) return;
  const day = names.findIndex((name, column) => {
    const { parts, maximum, numberShare } = table.profiles[column];
    const saysDay = saysAny(name, ['date']) || dayWord.test(name.trim());
    return !assigned[column] && saysDay && parts.day > 0.98 && numberShare > 0.98 && maximum > 12;
  });
  if (day < 0) return;
  assigned[day] = { role: 'day', score: 0.8, from: 'both' };
  taken.add('day');
}

const dayWord = /^(?:d[ií]a|den|dzie[nń]|nap|päivä|ngày|hari|gün|日)$/i;

/** Where the only day that was found is one of paying or sending, an earlier one in every row under a word that says nothing else is that of the order. */
function takeEarlierDay(assigned: (Assignment | undefined)[], names: readonly string[], table: TableEvidence): void {
  const late = assigned.findIndex((each) => each?.role === 'date' || each?.role === 'datetime');
  if (late < 0 || assigned[late]?.from === 'chosen' || !saysAny(names[late], ['pay', 'ship', 'finish'])) return;
  const early = names.findIndex((name, column) => {
    const { dateShare, filled, sampled } = table.profiles[column];
    const isOther = saysAny(name, ['pay', 'ship', 'finish', 'due', 'launch', 'person', 'start', 'validity']);
    return (
      !assigned[column] && !isOther && dateShare > 0.9 && filled >= sampled * 0.98 && table.comesBefore(column, late)
    );
  });
  if (early < 0) return;
  const role = table.profiles[early].timeShare > 0.5 ? 'datetime' : 'date';
  assigned[early] = { role, score: 0.7, from: 'content' };
  assigned[late] = undefined;
}

/** A lone month or day is no date, and a whole date makes its parts superfluous. */
function dropIncompleteDates(assigned: (Assignment | undefined)[], taken: Set<DeclaredRole>): void {
  const whole = taken.has('date') || taken.has('datetime') || taken.has('from');
  const useful = taken.has('year') && (taken.has('month') || taken.has('week'));
  const alone = whole || !useful;
  assigned.forEach((each, column) => {
    if (!each || each.from === 'chosen') return;
    const part = each.role === 'year' || each.role === 'month' || each.role === 'day' || each.role === 'week';
    if (!part || !alone) return;
    assigned[column] = undefined;
    taken.delete(each.role);
  });
}

/** Columns whose cells alone give them away: dates, and the identifier of a table that has everything else. */
function takeFromCells(
  { datesByCells, productByCells, namesByCells, roles }: FileKindDeclaration,
  table: TableEvidence,
  names: readonly string[],
  assigned: (Assignment | undefined)[],
  taken: Set<DeclaredRole>,
  isChosen: boolean,
): void {
  const { profiles } = table;
  const free = (column: number): boolean => !assigned[column] && profiles[column].filled > 0;
  const give = (column: number, role: DeclaredRole): void => {
    if (column < 0) return;
    assigned[column] = { role, score: 0.6, from: 'content' };
    taken.add(role);
  };
  const columnOf = (role: DeclaredRole): number => assigned.findIndex((each) => each?.role === role);
  const dated = taken.has('date') || taken.has('datetime') || taken.has('year') || taken.has('from');
  if (datesByCells && !dated) {
    const written = profiles.findIndex((profile, index) => free(index) && profile.dateShare >= 0.9);
    const column = written >= 0 ? written : profiles.findIndex((profile, index) => free(index) && areDays(profile));
    give(column, profiles[column]?.timeShare > 0.5 ? 'datetime' : 'date');
  }
  if (productByCells && !taken.has('status') && !taken.has('event')) {
    const column = profiles.findIndex(
      ({ statusShare, distinct }, index) =>
        free(index) && statusShare >= 0.8 && distinct >= 2 && distinct <= 12 && meaningsOf(names[index]).size === 0,
    );
    if ('status' in roles) give(column, 'status');
  }
  // Spans of days are a calendar's where they have discounts, or days off, or the user says so.
  const isCalendar = taken.has('discount') || (taken.has('day-off') && !taken.has('from')) || isChosen;
  if (namesByCells && dated && isCalendar && !namesByCells.some((role) => taken.has(role))) {
    const texts = [...profiles.keys()].filter(
      (index) =>
        free(index) &&
        profiles[index].type === 'text' &&
        [...meaningsOf(names[index])].every((each) => each === 'event' || each === 'reason'),
    );
    const [most = -1] = texts.sort((a, b) => profiles[b].distinct - profiles[a].distinct);
    give(most, 'name');
  }
  if (!taken.has('product') && taken.has('name') && 'product' in roles)
    give(idOf(columnOf('name'), table, names, free), 'product');
  if (!taken.has('name') && taken.has('product') && 'name' in roles && productByCells)
    give(nameOf(columnOf('product'), table, names, free), 'name');
  const measured = taken.has('units') || taken.has('revenue') || taken.has('event') || taken.has('session');
  if (productByCells && measured && !taken.has('product') && !taken.has('name')) {
    let chosen = -1;
    const [category, order] = (['category', 'order'] as const).map((role) =>
      assigned.findIndex((each) => each?.role === role),
    );
    const days = assigned.flatMap((each, column) =>
      each?.role === 'date' || each?.role === 'datetime' ? [{ column }] : [],
    );
    const isOneOrder = order >= 0 && table.isUnique(order);
    const partnerOf = (index: number): number =>
      profiles.findIndex((_, other) => free(other) && table.isPaired(index, other));
    profiles.forEach((profile, index) => {
      const repeats = profile.distinct >= 2 && profile.distinct < profile.filled;
      if (
        !free(index) ||
        !repeats ||
        profile.type === 'decimal' ||
        profile.dateShare > 0.5 ||
        areAddresses(profile) ||
        (isOneOrder && areFewPieces(profile)) ||
        countsDaily(table, index, days)
      )
        return;
      // Beside a category only what is finer, and always of one and the same.
      const isFiner = category < 0 || profile.distinct > profiles[category].distinct * 1.5;
      if (!isFiner || (category >= 0 && table.dependence(index, category) < 0.98)) return;
      if ([...meaningsOf(names[index])].some((each) => namesOthers.has(each))) return;
      // An id has a name beside it that always goes with it.
      const [isNamed, isBestNamed] = [partnerOf(index) >= 0, chosen >= 0 && partnerOf(chosen) >= 0];
      const isBetter = isNamed === isBestNamed ? profile.distinct > (profiles[chosen]?.distinct ?? 0) : isNamed;
      if (chosen < 0 || isBetter) chosen = index;
    });
    if (chosen >= 0) {
      assigned[chosen] = { role: 'product', score: 0.5, from: 'content' };
      taken.add('product');
    }
  }
}

/** `20240501` in every cell. */
function areDays({ numericDateShare, distinct, minimum, maximum }: ColumnProfile): boolean {
  return numericDateShare > 0.99 && distinct > 1 && minimum > 19_900_000 && maximum < 21_000_000;
}

/** Signs and figures without a blank, as ids are written, or capitals that a dash parts. */
const code = /^(?:(?=.*\d)[\p{L}\d][\p{L}\d._/-]{1,29}|[\p{Lu}\d]{2,}(?:[-_./][\p{Lu}\d]+)+)$/u;

/** What a heading of names may say besides: those of offers, of ads, of what is shown. */
const ofNames: readonly HeadingMeaning[] = ['name', 'product', 'quote', 'advert', 'create', 'exposure', 'list', 'line'];

/** The column of texts that go with the products one by one, the longest under a word for names or one that nobody knows; -1 without one. */
function nameOf(
  product: number,
  table: TableEvidence,
  names: readonly string[],
  free: (column: number) => boolean,
): number {
  const length = (column: number): number => table.profiles[column].meanLength;
  const found = [...names.keys()].filter((column) => {
    const { type, distinct } = table.profiles[column];
    return (
      free(column) &&
      type === 'text' &&
      distinct > 3 &&
      !table.areCodes(column) &&
      !areAddresses(table.profiles[column]) &&
      [...meaningsOf(names[column])].every((each) => ofNames.includes(each)) &&
      table.dependence(product, column) > 0.98 &&
      table.dependence(column, product) > 0.9
    );
  });
  return found.sort((a, b) => length(b) - length(a))[0] ?? -1;
}

/** The column of codes that go with the names of products one by one, whatever it is called; -1 without one. */
function idOf(name: number, table: TableEvidence, names: readonly string[], free: (column: number) => boolean): number {
  const areUnique = table.isUnique(name);
  return names.findIndex((heading, column) => {
    const { type, dateShare, filled } = table.profiles[column];
    if (filled < table.profiles[name].filled * mostCoded) return false;
    if (column === name || !free(column) || type === 'decimal' || dateShare > 0.5 || table.isRowNumber(column))
      return false;
    if ([...meaningsOf(heading)].some((each) => namesOthers.has(each))) return false;
    const cells = table.rows.map((_, row) => table.text(row, column)).filter((text) => text !== '');
    if (cells.length === 0) return false;
    // An id by its word may be that of a variant, and come again.
    const isOfVariant =
      saysAny(heading, ['id']) &&
      table.profiles[column].distinct * 3 <= filled &&
      table.dependence(column, name) === 1 &&
      cells.every((text) => !/\s/.test(text));
    if (isOfVariant) return true;
    if (areUnique ? !table.isUnique(column) : !table.isPaired(column, name)) return false;
    return cells.filter((text) => code.test(text)).length >= cells.length * 0.95;
  });
}

/** What a heading may speak of that is no product. */
const namesOthers: ReadonlySet<string> = new Set(
  'status customer person persons visitor view exposure cart profit place store pay bank ship order document currency tax discount freight fee refund cancel supplier advert reason time date event share rating amount price quantity revenue sold cost total update finish due'.split(
    ' ',
  ),
);

/** Whether columns that have no role, filled in most rows, say how many were sold, or for how much (`every`: both; `lines`: pieces of an order). */
function sells(
  names: readonly string[],
  profiles: readonly ColumnProfile[],
  assigned: readonly (Assignment | undefined)[],
  how: 'some' | 'every' | 'lines',
): boolean {
  const columns = [...names.keys()].filter(
    (column) => !assigned[column] && profiles[column].filled * 2 > profiles[column].sampled,
  );
  const says = (role: 'units' | 'revenue' | 'order'): boolean =>
    columns.some((column) => roleScore(names[column], role, profiles[column]) >= 0.8);
  if (how === 'lines') return says('units') && (says('order') || says('revenue'));
  return how === 'every' ? says('units') && says('revenue') : says('units') || says('revenue');
}

function reportColumn(
  name: string,
  index: number,
  profile: ColumnProfile,
  assigned: Assignment | undefined,
  kind: FileKind,
): ColumnReport {
  let role: ColumnRole | '' = assigned ? calledIn(kind, assigned.role) : '';
  if (role === '' && kindOf(kind)?.keepsAttributes && name !== '' && profile.filled > 0) role = 'attribute';
  return {
    index,
    name,
    role,
    type: typeUnder(role, profile, name),
    evidence: {
      from: assigned?.from ?? 'none',
      confidence: assigned ? Math.min(1, assigned.score) : 0,
      typeShare: profile.typeShare,
      distinct: profile.distinct,
      ...(profile.commonest === '' ? {} : { commonest: profile.commonest }),
      examples: profile.examples,
    },
  };
}

/** Whether dates are `202418` or `18/2024`, years with weeks, under a heading that says so: `202405` alone would be a month. */
export function writesYearWeeks(name: string, { yearWeekShare }: ColumnProfile): boolean {
  return yearWeekShare > 0.9 && meaningsOf(name).has('week');
}

/** How the cells read for what the column means: ids stay text, and 20240501 is a date only in a column of dates. */
function typeUnder(role: ColumnRole | '', profile: ColumnProfile, name: string): ColumnType {
  if (roleOf(role)?.isIdentifier && profile.filled > 0) return 'text';
  if ((role === 'date' || role === 'datetime') && writesYearWeeks(name, profile)) return 'date';
  if ((role === 'date' || role === 'datetime') && profile.numericDateShare >= 0.8)
    return profile.numericMonthShare > 0.9 ? 'month' : 'date';
  return profile.type;
}
