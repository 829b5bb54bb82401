import { describe, expect, it } from 'vitest';
import { createReportWords } from '#export/create-report-words.ts';
import { createFormats, signJoiner } from './formats.ts';
import { chinese } from './zh/language.ts';

const { tidy } = chinese;

describe('room between figures and Chinese words', () => {
  it('goes where the figure itself ends in a Chinese letter', () => {
    expect(tidy('约 1.94万 件，共 470万 步')).toBe('约 1.94万件，共 470万步');
    expect(tidy('2.3亿 元')).toBe('2.3亿元');
  });

  it('stays elsewhere', () => {
    expect(tidy('共 940 件，12 % 卖出')).toBe('共 940 件，12 % 卖出');
    expect(tidy('19.4k units')).toBe('19.4k units');
  });

  it('is what the PDF and the page do', () => {
    const { formats, t } = createReportWords('zh', 'CNY');
    const words = t('data:counted.pieces' as never, { count: 19400, number: formats.short(19400) } as never);
    expect(words).toBe('1.94万件');
  });
});

describe('figures', () => {
  it('are grouped in short and long alike', () => {
    expect(createFormats('zh').short(9690)).toBe('9,690');
    expect(createFormats('zh').shortMoney(9690, 'CNY')).toBe('¥9,690');
  });

  it('stand behind the colon and between the brackets of their language', () => {
    const [en, zh] = [createFormats('en'), createFormats('zh')];
    expect([en.labelled('Kettle', 'full'), zh.labelled('水壶', '已满')]).toEqual(['Kettle: full', '水壶：已满']);
    expect([en.bracketed('Forecast', 'ETS'), zh.bracketed('预测', '件')]).toEqual(['Forecast (ETS)', '预测（件）']);
  });

  it('keep names apart that hold commas themselves', () => {
    expect(createFormats('en').list(['Litter, Case of 6', 'Cup'])).toBe('Litter, Case of 6; Cup');
    expect(createFormats('en').list(['Litter', 'Bowl', 'Cup'])).toBe('Litter, Bowl and Cup');
    expect(createFormats('zh').list(['猫砂、两包', '杯'])).toBe('猫砂、两包；杯');
    expect(createFormats('zh').list(['猫砂', '杯'])).toBe('猫砂和杯');
    expect(createFormats('en').list(['Litter, Case of 6'])).toBe('Litter, Case of 6');
  });

  it('say no chance as none or certainty', () => {
    const { chance } = createFormats('en');
    expect([0, 0.004, 0.012, 0.5, 0.996].map(chance)).toEqual(['<1%', '<1%', '1%', '50%', '>99%']);
    expect(createFormats('zh').chance(0)).toBe('<1%');
  });

  it('have a minus as wide as a plus, and none at zero', () => {
    const formats = createFormats('en');
    expect(formats.percent(-0.4)).toBe('−40%');
    expect(formats.decimal(-0.001, 1)).toBe('0');
    expect(formats.money(-1200, 'GBP')).toBe('−£1,200');
    expect([-3, 0, 3].map((value) => formats.signed(value, (size) => formats.money(size, 'GBP')))).toEqual([
      ...['−£3', '£0', '+£3'],
    ]);
    const screen = createFormats('en', signJoiner);
    expect([screen.money(-3, 'GBP'), screen.signed(3, (size) => screen.money(size, 'GBP')), screen.count(-3)]).toEqual([
      ...[`−${signJoiner}£3`, `+${signJoiner}£3`, '−3'],
    ]);
  });
});
