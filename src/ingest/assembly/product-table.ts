import type { EpochDay } from '#engine/calendar/epoch-day.ts';
import { canonicalId, detach, type IdShape, plainId, serviceIds } from '#ingest/cleaning/product-names.ts';
import { isTotalId } from '#ingest/understanding/find-header.ts';

/** A text with the accepted rows that hold it. */
export interface CountedText {
  readonly text: string;
  count: number;
}

/** One way in which an id is written. */
export interface IdSpelling extends CountedText {
  /** Index of the product. */
  readonly product: number;
  /** A sum over products, by its name. */
  readonly isTotal: boolean;
  /** The file that last counted it among its ids. */
  seenBy: object | null;
}

/** What is known of one product while files are read. */
export interface ProductEntry {
  readonly canonical: string;
  readonly spellings: IdSpelling[];
  readonly names: Map<string, CountedText>;
  /** The name of the row before: it repeats from row to row, and a comparison is cheaper than a look-up. */
  lastName: CountedText | null;
  nameAlternative: string;
  category: string;
  /** From the product catalogue, which knows better than the sales. */
  catalogueName: string;
  catalogueCategory: string;
  /** First and last day with pieces that no cancellation can take back. */
  firstDay: EpochDay;
  lastDay: EpochDay;
  /** Last price above zero, millionths; noted only where rows without a price are to take it. */
  lastPrice: number;
  /** True once a sales or browsing row was accepted for it. */
  traded: boolean;
  readonly attributes: Map<string, string>;
}

/** Products of all files, by id; spellings that differ by case or blanks share an entry, unless they are kept apart. */
export class ProductTable {
  readonly entries: ProductEntry[] = [];
  private readonly bySpelling = new Map<string, IdSpelling>();
  private readonly byCanonical = new Map<string, number>();
  private readonly keyOf: (id: string) => string;

  /** `apart`: ids that differ by case or blanks are different products. */
  constructor(apart = false) {
    this.keyOf = apart ? (id) => id.trim() : canonicalId;
  }

  /** The spelling of this id, and with it the product; made where it is new. */
  spelling(id: string): IdSpelling {
    const known = this.bySpelling.get(id);
    if (known !== undefined) return known;
    const written = detach(id);
    const text = plainId(written);
    const canonical = this.keyOf(text);
    let product = this.byCanonical.get(canonical);
    if (product === undefined) {
      product = this.entries.length;
      this.byCanonical.set(canonical, product);
      this.entries.push(createEntry(canonical));
    }
    const plain = text === written ? undefined : this.bySpelling.get(text);
    const spelling: IdSpelling = plain ?? { text, product, isTotal: isTotalId(text), count: 0, seenBy: null };
    if (!plain) this.entries[product].spellings.push(spelling);
    this.bySpelling.set(written, spelling);
    this.bySpelling.set(text, spelling);
    return spelling;
  }

  indexOf(id: string): number {
    return this.spelling(id).product;
  }

  find(id: string): number | undefined {
    return this.bySpelling.get(id)?.product ?? this.byCanonical.get(this.keyOf(plainId(id)));
  }

  /**
   * Counts an accepted row of a product (or several) under the spelling, name and category that it has; a name of null is that of its row
   * before.
   */
  note(spelling: IdSpelling, name: string | null, category: string, rows = 1): void {
    const entry = this.entries[spelling.product];
    entry.traded = true;
    spelling.count += rows;
    if (name === null) {
      if (entry.lastName) entry.lastName.count += rows;
    } else if (name !== '') {
      if (entry.lastName === null || entry.lastName.text !== name) entry.lastName = countedName(entry, name);
      entry.lastName.count += rows;
    }
    if (category !== '' && entry.category === '') entry.category = detach(category);
  }

  /** What the ids of the traded products look like, so that a service code stands out. */
  shapeOfIds(): IdShape {
    const traded = this.entries.filter(
      ({ traded, canonical }) => traded && !(canonical.length > 2 && serviceIds.test(canonical)),
    );
    const share = (test: (canonical: string) => boolean): number =>
      traded.filter((entry) => test(entry.canonical)).length / Math.max(1, traded.length);
    return { digitShare: share((id) => /\d/.test(id)), shortShare: share((id) => id.length <= 3) };
  }
}

function createEntry(canonical: string): ProductEntry {
  return {
    canonical,
    spellings: [],
    names: new Map(),
    lastName: null,
    nameAlternative: '',
    category: '',
    catalogueName: '',
    catalogueCategory: '',
    firstDay: Number.POSITIVE_INFINITY,
    lastDay: Number.NEGATIVE_INFINITY,
    lastPrice: Number.NaN,
    traded: false,
    attributes: new Map(),
  };
}

function countedName(entry: ProductEntry, name: string): CountedText {
  let counted = entry.names.get(name);
  if (counted === undefined) {
    counted = { text: detach(name), count: 0 };
    entry.names.set(counted.text, counted);
  }
  return counted;
}

/** Keeps what a product is in some respect, by the heading under which a file says so; the first file to say it counts. */
export function noteAttribute({ attributes }: ProductEntry, heading: string, text: string): void {
  if (text !== '' && !attributes.has(heading)) attributes.set(heading, detach(text));
}

/** The commonest of several texts, the first in the order of code units on a tie; '' where none was counted. */
export function commonest(texts: Iterable<CountedText>): string {
  let best: CountedText = { text: '', count: 0 };
  for (const each of texts)
    if (each.count > best.count || (each.count === best.count && each.count > 0 && each.text < best.text)) best = each;
  return best.text;
}

/** The spelling that most accepted rows use; the canonical one on a tie. */
export function spellingOf(entry: ProductEntry): string {
  return commonest(entry.spellings) || entry.canonical;
}

/** Name to show; the id where no file names it. */
export function nameOf(entry: ProductEntry): string {
  return entry.catalogueName || commonest(entry.names.values()) || spellingOf(entry);
}

export function categoryOf(entry: ProductEntry): string {
  return entry.catalogueCategory || entry.category;
}
