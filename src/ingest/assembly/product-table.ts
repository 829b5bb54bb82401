import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { canonicalId, detach, type IdShape } from '#ingest/cleaning/product-names.ts';

/** What is known of one product while files are read. */
export interface ProductEntry {
  readonly canonical: string;
  /** Spellings of the id with their accepted rows. */
  readonly spellings: Map<string, number>;
  readonly names: Map<string, number>;
  lastName: string;
  nameAlternative: string;
  category: string;
  /** From the product catalogue, which knows better than the sales. */
  catalogueName: string;
  catalogueCategory: string;
  /** First and last day with pieces that no cancellation can take back. */
  firstDay: EpochDay;
  lastDay: EpochDay;
  /** True once a sales or browsing row was accepted for it. */
  traded: boolean;
  readonly attributes: Map<string, string>;
}

/** Products of all files, by id; spellings that differ by case or blanks share an entry. */
export class ProductTable {
  readonly entries: ProductEntry[] = [];
  private readonly bySpelling = new Map<string, number>();
  private readonly byCanonical = new Map<string, number>();

  /** Index of the product with this id, made where it is new. */
  indexOf(id: string): number {
    const known = this.bySpelling.get(id);
    if (known !== undefined) return known;
    const spelling = detach(id);
    const canonical = canonicalId(spelling);
    let index = this.byCanonical.get(canonical);
    if (index === undefined) {
      index = this.entries.length;
      this.byCanonical.set(canonical, index);
      this.entries.push({
        canonical,
        spellings: new Map(),
        names: new Map(),
        lastName: '',
        nameAlternative: '',
        category: '',
        catalogueName: '',
        catalogueCategory: '',
        firstDay: Number.POSITIVE_INFINITY,
        lastDay: Number.NEGATIVE_INFINITY,
        traded: false,
        attributes: new Map(),
      });
    }
    this.bySpelling.set(spelling, index);
    return index;
  }

  find(id: string): number | undefined {
    return this.bySpelling.get(id) ?? this.byCanonical.get(canonicalId(id));
  }

  /** Counts an accepted row of a product under the spelling, name and category that it has. */
  note(index: number, id: string, name: string, category: string): void {
    const entry = this.entries[index];
    entry.traded = true;
    count(entry.spellings, id);
    if (name !== '') {
      // The name repeats from row to row: one comparison instead of a look-up.
      if (entry.lastName !== name && !entry.names.has(name)) entry.lastName = detach(name);
      count(entry.names, name);
    }
    if (category !== '' && entry.category === '') entry.category = detach(category);
  }

  /** What the ids of the traded products look like, so that a service code stands out. */
  shapeOfIds(): IdShape {
    const traded = this.entries.filter((entry) => entry.traded);
    const share = (test: (canonical: string) => boolean): number =>
      traded.filter((entry) => test(entry.canonical)).length / Math.max(1, traded.length);
    return { digitShare: share((id) => /\d/.test(id)), shortShare: share((id) => id.length <= 3) };
  }
}

function count(counts: Map<string, number>, key: string): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(detach(key), 1);
  else counts.set(key, known + 1);
}

/** The commonest of several texts, the first seen on a tie; '' for none. */
export function commonest(counts: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [text, times] of counts) {
    if (times > most) {
      best = text;
      most = times;
    }
  }
  return best;
}
