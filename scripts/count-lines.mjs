/**
 * Counts the lines of source (ts and tsx in src, without tests and without what lies in `testing/`), prints them by folder, and
 * fails above the ceiling: the house may be rearranged, not silently grow. Who adds a capability raises the ceiling, knowingly.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// 121_930: rules of the import for ledgers, statements of account, groups of headings, states and purchases under any heading, and
// for what values say: amounts in one of several currencies, spans of offers, states that nothing knows, wages, sums that no word
// calls so, lines told again, fiscal weeks, goods moved and bought; GB18030 told by its bytes and decoded once.
// 122_750: rows that are sums in several levels are left out, a product in each column, lists ruled with bars, rows of charges and
// of movements left out by their kind, price lists, tables of which no word speaks of selling; words of a report joined line by line.
// 123_250: lines below heads of their groups get what the head says; decisions saved at once; long files with sums refused.
// 123_800: what a row of a table with its periods side by side says is read once for all of them (a quarter of the time); tasks and
// production, amounts in the currency of the books, months of seven more languages; sums found in any column and in whole partings of a table.
// 124_650: figures of several measures below each other become columns, a month or a year is given on the page, lines that came back whole.
// 125_050: this year beside the last and amounts with decimal commas under periods side by side; stock listed one row a product;
// states by numbers; which of several dates, names and prices counts; what is decided while a plan is sought.
// 125_700: states, orders and codes under headings that nobody knows, days without a year, payouts, cartons beside pieces, lists that
// say their stock; the rules that weigh guesses are a function each.
// 126_300: titles, names of files and what stands beside figures say whether they were sold; tables of periods below each other;
// money in thousands and cents; days of lists, stocktakes and expiry; orders' totals without a number of the order.
// 126_950: discounts of lines taken off; goods between places, quotes by the number of an offer, lines repeated for each payment, lists that are none of products.
// 127_700: lists called otherwise, statements, goods in and out, markets, rentals, cases in rows, deliveries beside orders, days swapped by a spreadsheet, and their tests.
// 128_400: reports of analytics and marketplaces in the languages of their users, the value of stock, buyers under a bare name, journals, deliveries in parts, weeks as spans;
// what is in the amount of a line besides its pieces, told by the values: postage, tips, deposits, discounts, fees, what was paid so far.
// 129_250: order totals told by the lines in files of one product and shops of single pieces, discounts taken off by what the values say, what was delivered
// beside what was ordered; subtotals of one line and pivots in several levels, measures beside each other under periods, stock that falls day by day, snapshots, orders counted.
// 129_600: days that say no year, also over New Year, totals in the place of a date, discounts taken off together, and the tests of what six sets of layouts showed.
// 130_300: the figures of rows with many periods read by the kernel and added up a row at a time (days side by side take a little over half the time);
// what four more sets of layouts showed, most of them public data sets: ids of variants, names of buyers, pieces that came back on a day, amounts that go with their pieces.
// 130_600: headings in short as data teams write them, transliterated ones and initials; amounts in one of two currencies by value;
// ledgers in which sales go out with a minus.
// 130_700: two codes of one product, weeks by their days in words, a period over each column, rows left out for want of a code.
// 130_900: what was paid told from payouts and deposits, pieces by the amounts that are theirs, names of products by their values, the day of a snapshot on its first row, months beside dates.
const ceiling = 130_900;

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)testing\//.test(file));
const lines = { all: 0 };
for (const file of files) {
  const count = readFileSync(path.join(src, file), 'utf8').split('\n').length - 1;
  const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : '.';
  lines.all += count;
  lines[folder] = (lines[folder] ?? 0) + count;
}
const { all, ...folders } = lines;
const largestFirst = Object.entries(folders).sort(([, a], [, b]) => b - a);
console.log(largestFirst.map(([folder, count]) => `${folder} ${count}`).join(', '));
console.log(`${all} lines of source in ${files.length} files, ${ceiling} allowed`);
if (all > ceiling) {
  console.error(
    `more lines than allowed: make it shorter, or raise the ceiling in scripts/count-lines.mjs and say why`,
  );
  process.exitCode = 1;
}
