import type { DeclaredRole } from '#ingest/roles/column-roles.ts';
import { saysOnly } from '#ingest/understanding/meaning-score.ts';
import type { Guess, Weighing } from '#ingest/understanding/weigh-guesses.ts';
import { isOfOne } from '#ingest/understanding/weigh-products.ts';

const nothingButName = /^(?:name|names|nombre|nom|nome|naam|namn|navn|nimi|név|numele|nume|имя|姓名|名前)$/iu;
const describing =
  /^(?:bezeichnung|beschreibung|ware|(?:memo\/)?description|details|what|item|d[eé]signation|libell[eé]|descripci[oó]n|concepto|descrizione|descri[cç][aã]o|omschrijving|ben[aä]mning|beskrivning|betegnelse|beskrivelse|kuvaus|nimike|megnevez[eé]s|le[ií]r[aá]s|opis|popis|наименование|описание)$/iu;

const ofAddress = /address|street|adresse|direcci[oó]n|endere[cç]o|indirizzo|адрес|地址|住所|주소/i;
/** Words for names that are those of goods. */
const ofGoods = /상품|제품|품명|商品|产品|產品|品名|货品|宝贝/;

/** Lowers guesses of names that are not those of the products, and gives the likeliest of them. */
export function weighNames(
  guesses: readonly Guess[],
  {
    kind,
    table,
    headings,
    products,
    isOfLine,
  }: Pick<Weighing, 'kind' | 'table' | 'headings' | 'products' | 'isOfLine'>,
): Guess | undefined {
  const named = guesses.filter(({ role, score }) => role === 'name' && score >= 0.6);
  // Codes under a word for products, and no other column that could be: they are its ids.
  const [called] = named;
  const likely = products.filter(({ score }) => score >= 0.8);
  const isOnly = named.length === 1 && likely.length === 1 && likely[0].column === called.column;
  if (isOnly && table.areCodes(called.column)) called.score *= 0.9;
  // A name that goes with a product is the product's, whatever else is called a name; of two that go with each other the better id is none.
  const asProduct = (column: number): number => products.find((each) => each.column === column)?.score ?? 0;
  const namesProduct = ({ column }: Guess): boolean =>
    products.some(
      (each) =>
        each.column !== column &&
        each.score > asProduct(column) &&
        table.dependence(each.column, column) > 0.98 &&
        table.dependence(column, each.column) > 0.9,
    );
  const own = named.filter(namesProduct);
  if (own.length > 0) for (const each of named) if (!own.includes(each)) each.score *= 0.8;
  const bare = kind.isByPeriod
    ? named.filter(
        ({ column }) =>
          !ofGoods.test(headings[column]) &&
          (saysOnly(headings[column].replace(/[\s_]?\d$/, ''), 'name') || nothingButName.test(headings[column].trim())),
      )
    : [];
  // Beside a column of products a `Name` that does not go with these is a guest's or a buyer's.
  const isCalled = (heading: string): boolean => saysOnly(heading, 'product') && !/varia|option/i.test(heading);
  const calledProducts = named.filter(({ column }) => isCalled(headings[column]) && table.areWords(column));
  const best = (role: DeclaredRole): number =>
    guesses.filter((each) => each.role === role && each.score >= 0.5).sort((a, b) => b.score - a.score)[0]?.column ??
    -1;
  const [price, paid, pieces] = [best('price'), best('revenue'), best('units')];
  /** Whether what is sold under each of its texts costs the same in nearly all rows. */
  const keepsPrice = (column: number): boolean =>
    (price >= 0 && table.dependence(column, price) > 0.9) ||
    (paid >= 0 && pieces >= 0 && table.keepsRatio(column, paid, pieces));
  const buyers = guesses.filter(({ role, score }) => role === 'customer' && score >= 0.6);
  for (const each of bare) {
    // Before an address stands whose it is.
    if (ofAddress.test(headings[each.column + 1] ?? '')) each.score *= 0.5;
    if (calledProducts.some(({ column }) => table.dependence(column, each.column) < 0.5)) each.score *= 0.5;
    // What goes with the number of the buyer is the buyer's own.
    else if (buyers.some(({ column }) => column !== each.column && table.isPaired(column, each.column)))
      each.score *= 0.3;
    // Beside a description of what was sold, by which it is priced, `Name` is whoever bought it.
    else if (
      nothingButName.test(headings[each.column].trim()) &&
      headings.some(
        (heading, column) =>
          column !== each.column &&
          (describing.test(heading) || isCalled(heading)) &&
          table.areWords(column) &&
          !table.isUnique(column) &&
          table.profiles[column].filled >= table.profiles[column].sampled * 0.95 &&
          table.dependence(each.column, column) < 0.8 &&
          keepsPrice(column) &&
          !keepsPrice(each.column),
      )
    )
      each.score *= 0.5;
  }
  // One that changes below one product's code, or is the same for all of them, is somebody's, too; names that come again below one code each are those of its variants.
  const [code] = products
    .filter(({ score, column }) => score >= 0.8 && !table.isUnique(column) && !isOfLine(column))
    .sort((a, b) => b.score - a.score);
  const isBuyer = (column: number): boolean => {
    const { distinct, filled } = table.profiles[column];
    const areVariants = distinct * 2 <= filled && table.dependence(column, code.column) > 0.98;
    return distinct === 1 || (!areVariants && table.dependence(code.column, column) < 0.7);
  };
  for (const each of bare) if (code && isBuyer(each.column)) each.score *= 0.5;
  // In a file of one product what changes is called after somebody else.
  const isCut = kind.isByPeriod && isOfOne({ guesses, headings, table });
  for (const each of bare) if (isCut && table.profiles[each.column].distinct > 1) each.score *= 0.5;
  // One text in all rows names no product where another column has several.
  const isOne = ({ column }: Guess): boolean => table.profiles[column].distinct === 1 && table.rows.length >= 12;
  if (own.some((each) => !isOne(each))) for (const each of named) if (isOne(each)) each.score *= 0.5;
  return named.sort((a, b) => b.score - a.score)[0];
}
