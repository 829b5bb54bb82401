import { describe, expect, it } from 'vitest';
import { formatIsoDate } from '#engine/calendar/epoch-day.ts';
import { drop, sales, unitsOf } from '#ingest/testing/drop-files.ts';

describe('dates', () => {
  const withDates = (...dates: string[]) => `Date,SKU,Quantity\n${dates.map((date) => `"${date}",A1,1`).join('\n')}\n`;

  it.each([
    ['2024/5/1 8:16', '2024-05-01'],
    ['2024年5月1日', '2024-05-01'],
    ['20240501', '2024-05-01'],
    ['31.05.2024', '2024-05-31'],
    ['1714521600', '2024-05-01'],
    ['1714521600000', '2024-05-01'],
    ['2024-W18', '2024-04-29'],
    ['2024年第18周', '2024-04-29'],
    ['2024年5月第2周', '2024-05-06'],
    ['1 May 2024', '2024-05-01'],
    ['May 1, 2024 3:05 PM', '2024-05-01'],
    ['45413', '2024-05-01'],
    ['2024-05-01', '2024-05-01'],
    ['2024/05/01 08:16:59', '2024-05-01'],
    ['2024-05-01T08:16', '2024-05-01'],
    ['2024.5.1', '2024-05-01'],
    ['２０２４年５月１日', '2024-05-01'],
    ['2024年5月1日 8时16分', '2024-05-01'],
    ['2024W18', '2024-04-29'],
  ])('reads %s', async (text, day) => {
    const output = await drop({ 'sales.csv': withDates(text, text) });
    expect(formatIsoDate(output.files[0].firstDay ?? 0)).toBe(day);
  });

  it.each([
    ['2024-05', '2024-06'],
    ['2024年5月', '2024年6月'],
    ['202405', '202406'],
    ['2024/5', '2024/6'],
    ['May 2024', 'June 2024'],
  ])('reads the months %s and %s and keeps them months', async (...months) => {
    const output = await drop({ 'sales.csv': withDates(...months) });
    expect(output.dataset.panel).toMatchObject({ period: 'month', periods: 2 });
    expect(formatIsoDate(output.files[0].firstDay ?? 0)).toBe('2024-05-01');
  });

  it('does not take a count for an epoch or a day for a week', async () => {
    const text = 'Date,SKU,Quantity\n2024-05-01,A1,1714521600\n2024-05-02,A1,45413\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0].columns.map((column) => column.role)).toEqual(['date', 'product', 'units']);
    expect(unitsOf(output)).toEqual({ A1: 1_714_567_013 });
  });

  it('decides the day-month order by any cell of the file that can mean one thing only', async () => {
    const dates = Array.from({ length: 3000 }, (_, i) => `${(i % 12) + 1}/5/2024`);
    const output = await drop({ 'sales.csv': withDates(...dates, '25/5/2024') });
    expect(output.files[0]).toMatchObject({ state: 'imported', rowsAccepted: 3001 });
    expect(formatIsoDate(output.files[0].lastDay ?? 0)).toBe('2024-05-25');
  });

  it('asks once when no cell decides, and imports with the answer', async () => {
    const text = withDates('5/1/2024', '6/1/2024');
    const output = await drop({ 'sales.csv': text });
    expect(output.questions).toHaveLength(1);
    expect(output.questions[0]).toMatchObject({
      code: 'day-month-order',
      column: 'Date',
      examples: ['5/1/2024', '6/1/2024'],
    });
    const answered = await drop({ 'sales.csv': text }, { 'sales.csv': { dayMonthOrder: 'month-first' } });
    expect(formatIsoDate(answered.files[0].firstDay ?? 0)).toBe('2024-05-01');
  });

  it("says so where the weeks of a file start on another day than the panel's", async () => {
    const thursdays = ['2024-05-02', '2024-05-09', '2024-05-16', '2024-05-23'];
    const output = await drop({ 'sales.csv': withDates(...thursdays) });
    expect(output.issues).toContainEqual({ code: 'weeks-start-otherwise', severity: 'info', params: { weekday: 3 } });
    expect(formatIsoDate(output.dataset.panel?.start ?? 0)).toBe('2024-04-29');
    const mondays = await drop({ 'sales.csv': withDates('2024-04-29', '2024-05-06', '2024-05-13', '2024-05-20') });
    expect(mondays.issues).toEqual([]);
  });

  it('refuses months among weeks', async () => {
    const output = await drop({ 'a.csv': sales, 'b.csv': withDates('2024-05', '2024-06') });
    expect(output.files[1].state).toBe('failed');
    expect(output.issues[0].code).toBe('months-among-weeks');
    expect(unitsOf(output)).toEqual({ A1: 2, B2: 3 });
  });
});

describe('numbers', () => {
  const revenueOf = async (...amounts: string[]) => {
    const rows = amounts.map((amount, at) => `2024-05-0${at + 1},A1,1,"${amount}"`);
    const { files } = await drop({ 'sales.csv': `Date,SKU,Quantity,Revenue\n${rows.join('\n')}\n` });
    return [files[0].revenue, files[0].rejected] as const;
  };

  it.each([
    [['1,234.50', '0.50'], '1235.00'],
    [['1.234,50', '0,50'], '1235.00'],
    [['1 234,50', '0,50'], '1235.00'],
    [["1'234.50", '0.50'], '1235.00'],
    [['￥12.5', '¥12.5'], '25.00'],
    [['12.5元', '12.50 元'], '25.00'],
    [['1.2万', '0.8万'], '20000.00'],
    [['１２．５', '12.5'], '25.00'],
    [['+12.5', ' 12.5 '], '25.00'],
    [['1.25E+2', '125'], '250.00'],
  ])('reads %j', async (amounts, total) => {
    expect(await revenueOf(...amounts)).toEqual([total, {}]);
  });

  it('reads (12) as less than nothing', async () => {
    const text = 'Date,SKU,Quantity\n2024-05-01,A1,(12)\n2024-05-02,A1,12-\n2024-05-03,A1,5\n';
    const output = await drop({ 'sales.csv': text });
    expect(output.files[0]).toMatchObject({ rejected: { quantity_not_positive: 2 }, units: 5 });
  });

  it('reads 50% as a half', async () => {
    const text = 'Date,Event,Discount\n2024-06-18,618,50%\n2024-11-11,双11,10%\n';
    const { dataset } = await drop({ 'calendar.csv': text });
    expect(dataset.calendar?.events.map((event) => event.discount)).toEqual([0.5, 0.1]);
  });

  it('keeps product ids text', async () => {
    const text =
      'Date,SKU,Quantity\n2024-05-01,00123,1\n2024-05-01,123,2\n2024-05-01,1e3,3\n2024-05-01,690123456789012345,4\n';
    const output = await drop({ 'sales.csv': text });
    expect(unitsOf(output)).toEqual({ '00123': 1, '123': 2, '1e3': 3, '690123456789012345': 4 });
    expect(output.files[0].columns[1].type).toBe('text');
  });
});
