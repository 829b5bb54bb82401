import { expect, it } from 'vitest';
import { importFiles } from '#ingest/import-files.ts';
import { noFacts } from './dataset-store.ts';
import { withoutRows } from './without-rows.ts';

const secret = '王小明';

/** Orders with customers, one of them far out, some damaged, under a header in which the reader finds its examples. */
function orders(): string {
  const lines = ['下单日期,商品编号,数量,单价,客户'];
  for (let week = 0; week < 60; week++) {
    const day = new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10);
    lines.push(`${day},A-1,${week === 30 ? 9000 : 5 + (week % 3)},12.50,${secret}`);
  }
  lines.push(`${secret}今天,A-1,3,12.50,${secret}`, `2024-02-05,A-1,很多,12.50,${secret}`);
  return lines.join('\n');
}

it('nothing of a file’s cells is left, and everything else is', async () => {
  const files = [{ name: 'orders.csv', bytes: new TextEncoder().encode(orders()) }];
  const { issues, ...found } = await importFiles({ files }, () => ({ progress() {}, async yieldNow() {} }));
  const facts = { ...noFacts, ...found, issues };
  expect(JSON.stringify(facts)).toContain(secret);
  const left = withoutRows(facts);
  expect(JSON.stringify(left)).not.toContain(secret);
  expect(JSON.stringify(left)).not.toContain('很多');
  expect(left.dataset).toBe(facts.dataset);
  expect(left.files[0].rowsAccepted).toBe(facts.files[0].rowsAccepted);
  expect(left.files[0].columns.map(({ name, role }) => [name, role])).toEqual(
    facts.files[0].columns.map(({ name, role }) => [name, role]),
  );
  expect(left.files[0].problems.map(({ code, count }) => [code, count])).toEqual(
    facts.files[0].problems.map(({ code, count }) => [code, count]),
  );
});
