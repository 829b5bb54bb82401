import type { ColumnRole, ColumnType, FileKind } from '#ingest/file-kind.ts';
import type { ColumnReport, FileChoices } from '#ingest/import-report.ts';
import { nameScore } from '#ingest/understanding/column-names.ts';
import {
  headingsInContext,
  saysBeside,
  saysCount,
  saysListingState,
  saysType,
} from '#ingest/understanding/headings.ts';
import { type KindRule, kindRules, ruleOf } from '#ingest/understanding/kind-rules.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import { roleFit } from '#ingest/understanding/role-fit.ts';

/** A guess has to be at least this good to be made. */
const leastScore = 0.5;

export interface Recognition {
  readonly kind: FileKind;
  readonly kindFrom: 'chosen' | 'found';
  readonly columns: readonly ColumnReport[];
  /** Roles of which the kind needs one and found none, for the kind that comes nearest; empty when all is there. */
  readonly missing: readonly (readonly ColumnRole[])[];
  /** Columns that could as well be the one that was taken for pieces or amounts, by their positions. */
  readonly alike: Readonly<Partial<Record<'units' | 'revenue', readonly number[]>>>;
}

interface Assignment {
  readonly role: ColumnRole;
  readonly score: number;
  readonly from: 'name' | 'content' | 'both' | 'chosen';
}

/**
 * What a table is and what its columns mean: for every kind the best assignment of its roles to columns (by heading,
 * weighed by how the cells read), then the kind whose assigned roles weigh most among those that lack nothing.
 * `unusable`: a column whose heading promises more than its cells hold.
 */
export function recogniseTable(
  names: readonly string[],
  profiles: readonly ColumnProfile[],
  fileName: string,
  choices: FileChoices,
  unusable = -1,
): Recognition {
  const headings = headingsInContext(names).map((name, column) => (column === unusable ? '' : name));
  const rules = choices.kind ? [ruleOf(choices.kind)].filter((rule) => rule !== undefined) : kindRules;
  const trials = rules.map((rule) => tryKind(rule, headings, profiles, fileName, choices));
  const whole = trials
    .filter((trial) => trial.missing.length === 0 && !trial.isBeside)
    .sort((a, b) => b.weight - a.weight);
  const near = [...trials].sort((a, b) => b.weight - 2 * b.missing.length - (a.weight - 2 * a.missing.length));
  const best = whole[0] ?? near[0];
  const usable = best && (whole.length > 0 || choices.kind !== undefined || best.weight >= 3);
  const kind = usable ? best.rule.kind : 'unknown';
  return {
    kind,
    kindFrom: choices.kind ? 'chosen' : 'found',
    columns: names.map((name, index) =>
      reportColumn(name, index, profiles[index], usable ? best.assigned[index] : undefined, kind),
    ),
    missing: usable ? best.missing : [],
    alike: usable && kind === 'sales' ? alikeColumns(best.assigned, headings, profiles) : {},
  };
}

/** Columns without a role that suit pieces or amounts nearly as well as the one that was taken. */
function alikeColumns(
  assigned: readonly (Assignment | undefined)[],
  headings: readonly string[],
  profiles: readonly ColumnProfile[],
): Recognition['alike'] {
  const found: Partial<Record<'units' | 'revenue', number[]>> = {};
  for (const role of ['units', 'revenue'] as const) {
    const taken = assigned.find((each) => each?.role === role);
    if (!taken || taken.from === 'chosen') continue;
    const others = headings.flatMap((name, column) => {
      const isNumber = profiles[column].numberShare > 0.5;
      return !assigned[column] && isNumber && scoreOf(name, role, profiles[column]) >= taken.score * 0.95
        ? [column]
        : [];
    });
    if (others.length > 0) found[role] = others;
  }
  return found;
}

interface Trial {
  readonly rule: KindRule;
  readonly assigned: readonly (Assignment | undefined)[];
  readonly weight: number;
  readonly missing: readonly (readonly ColumnRole[])[];
  /** The table is about something else. */
  readonly isBeside: boolean;
}

function tryKind(
  rule: KindRule,
  names: readonly string[],
  profiles: readonly ColumnProfile[],
  fileName: string,
  choices: FileChoices,
): Trial {
  const assigned: (Assignment | undefined)[] = names.map(() => undefined);
  const taken = new Set<ColumnRole>();
  for (const [index, role] of Object.entries(choices.roles ?? {})) {
    const own = role === 'item' ? 'product' : role === 'customer' && rule.kind === 'browsing' ? 'user' : role;
    assigned[Number(index)] = { role: own, score: 1, from: 'chosen' };
    if (own !== 'ignored' && own !== 'attribute') taken.add(own);
  }
  const guesses: { column: number; role: ColumnRole; score: number }[] = [];
  names.forEach((name, column) => {
    if (assigned[column]) return;
    for (const role of Object.keys(rule.roles) as ColumnRole[]) {
      const score = scoreOf(name, role, profiles[column]);
      if (score >= leastScore) guesses.push({ column, role, score });
    }
  });
  guesses.sort((a, b) => b.score - a.score || a.column - b.column);
  for (const { column, role, score } of guesses) {
    if (assigned[column] || taken.has(role)) continue;
    if ((role === 'date' && taken.has('datetime')) || (role === 'datetime' && taken.has('date'))) continue;
    const both = roleFit(role, profiles[column]) >= 0.95 && profiles[column].filled > 0;
    assigned[column] = { role, score, from: both ? 'both' : 'name' };
    taken.add(role);
  }
  dropIncompleteDates(assigned, taken);
  takeFromContent(rule, profiles, assigned, taken);
  let weight = rule.fileName.test(fileName) ? 1.5 : 0;
  for (const each of assigned) if (each) weight += (rule.roles[each.role] ?? 0) * each.score;
  weight *= doubt(rule, taken, saysNew.test(fileName));
  if (rule.kind === 'browsing' && taken.has('product') && sells(names, profiles, assigned)) weight *= 0.4;
  const missing = rule.needs.filter((alternatives) => !alternatives.some((role) => taken.has(role)));
  // What was sold of each product is no list of products: the date is what it lacks.
  const isBeside = rule.kind === 'catalogue' && sells(names, profiles, assigned, 'every');
  return { rule, assigned, weight, missing, isBeside };
}

/** How well a column suits a role by its heading and cells, 0 to 1. */
function scoreOf(name: string, role: ColumnRole, profile: ColumnProfile): number {
  if (countable.has(role) && saysCount(name, profile)) return 0;
  if (role === 'status' && (saysListingState(name) || (saysType(name) && profile.statusShare === 0))) return 0;
  if ((role === 'units' || role === 'revenue') && saysBeside(name)) return 0;
  return nameScore(name, role) * roleFit(role, profile);
}

/** Roles of people and documents: a column that counts them is not one that names them. */
const countable: ReadonlySet<ColumnRole> = new Set(['order', 'customer', 'user', 'session', 'product']);

/** A lone month or day is no date, and a whole date makes its parts superfluous. */
function dropIncompleteDates(assigned: (Assignment | undefined)[], taken: Set<ColumnRole>): void {
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
function takeFromContent(
  rule: KindRule,
  profiles: readonly ColumnProfile[],
  assigned: (Assignment | undefined)[],
  taken: Set<ColumnRole>,
): void {
  const free = (column: number): boolean => !assigned[column] && profiles[column].filled > 0;
  const dated = taken.has('date') || taken.has('datetime') || taken.has('year') || taken.has('from');
  if ('date' in rule.roles && !dated && rule.kind !== 'reviews') {
    const column = profiles.findIndex((profile, index) => free(index) && profile.dateShare >= 0.9);
    if (column >= 0) {
      const role = profiles[column].timeShare > 0.5 ? 'datetime' : 'date';
      assigned[column] = { role, score: 0.6 * profiles[column].dateShare, from: 'content' };
      taken.add(role);
    }
  }
  const measured = taken.has('units') || taken.has('revenue') || taken.has('event') || taken.has('session');
  if ((rule.kind === 'sales' || rule.kind === 'browsing') && measured && !taken.has('product') && !taken.has('name')) {
    let chosen = -1;
    profiles.forEach((profile, index) => {
      const repeats = profile.distinct >= 2 && profile.distinct < profile.filled;
      if (!free(index) || !repeats || profile.type === 'decimal' || profile.dateShare > 0.5) return;
      if (chosen < 0 || profile.distinct > profiles[chosen].distinct) chosen = index;
    });
    if (chosen >= 0) {
      assigned[chosen] = { role: 'product', score: 0.5, from: 'content' };
      taken.add('product');
    }
  }
}

/** A report of visits that also says how much was sold is one of sales: those take visits along, visits take no sales. */
function sells(
  names: readonly string[],
  profiles: readonly ColumnProfile[],
  assigned: readonly (Assignment | undefined)[],
  how: 'some' | 'every' = 'some',
): boolean {
  const columns = names.map((_, column) => column).filter((column) => !assigned[column]);
  return (['units', 'revenue'] as const)[how]((role) =>
    columns.some((column) => scoreOf(names[column], role, profiles[column]) >= 0.8),
  );
}

/**
 * File names of products that are yet to be launched. Names and prices look alike in a list of what is sold and in one of what
 * may be: between these two the file's name decides.
 */
const saysNew = /candidate|new[ _-]?(?:product|item|arrival|launch)|候选|新品|上新|拟上/i;

/** Signs against a kind: sales without a measure, candidates of which only a price is known, a list of products to come. */
function doubt(rule: KindRule, taken: ReadonlySet<ColumnRole>, isNew: boolean): number {
  if (rule.kind === 'sales' && !taken.has('units') && !taken.has('revenue')) return taken.has('order') ? 0.6 : 0.3;
  if (rule.kind === 'browsing' && taken.size > 0 && onlyUsers(taken)) return 0.4;
  if (rule.kind === 'candidates' && onlyPriced(taken) && !isNew) return 0.7;
  if (rule.kind === 'catalogue' && isNew && taken.has('price')) return 0.6;
  return 1;
}

function onlyUsers(taken: ReadonlySet<ColumnRole>): boolean {
  return !(['event', 'dwell', 'session', 'views', 'visitors'] as const).some((role) => taken.has(role));
}

function onlyPriced(taken: ReadonlySet<ColumnRole>): boolean {
  const telling = ['earliest', 'latest', 'planned', 'must', 'minimum-order', 'lead-time', 'effort', 'salvage'] as const;
  return ![...telling, 'fixed-cost' as const, 'wave' as const, 'after' as const, 'closed' as const].some((role) =>
    taken.has(role),
  );
}

/** Ids stay text, whatever they look like: `00123` is not 123. */
const identifiers: ReadonlySet<string> = new Set([
  'product',
  'item',
  'order',
  'customer',
  'user',
  'session',
  'predecessor',
  'after',
]);

function reportColumn(
  name: string,
  index: number,
  profile: ColumnProfile,
  assigned: Assignment | undefined,
  kind: FileKind,
): ColumnReport {
  let role: ColumnRole | '' = assigned?.role ?? '';
  if (kind === 'browsing' && role === 'product') role = 'item';
  // What a product or a candidate has besides is kept as its attributes.
  if (role === '' && (kind === 'candidates' || kind === 'catalogue') && name !== '' && profile.filled > 0)
    role = 'attribute';
  return {
    index,
    name,
    role,
    type: typeUnder(role, profile),
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

/** How the cells read for what the column means: ids stay text, and 20240501 is a date only in a column of dates. */
function typeUnder(role: ColumnRole | '', profile: ColumnProfile): ColumnType {
  if (identifiers.has(role) && profile.filled > 0) return 'text';
  if ((role === 'date' || role === 'datetime') && profile.numericDateShare >= 0.8)
    return profile.numericMonthShare > 0.9 ? 'month' : 'date';
  return profile.type;
}
