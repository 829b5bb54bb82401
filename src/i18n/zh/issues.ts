import type { issues as english } from '#i18n/en/issues.ts';
import type { Translation } from '#i18n/translation.ts';

export const issues = {
  // Statistics
  'series-too-short': '数据太少：只有 {{observations}} 期，这个方法至少需要 {{needed}} 期。',
  'constant-series': '数值始终不变，没有可建模的规律，按最后一期的值延续。',
  'constant-regressor': '这个因素在历史中从未变化，无法衡量它的影响。',
  'collinear-regressor': '这个因素与其他因素完全同步，无法单独衡量它的影响。',
  'regressor-missing': '这个因素有缺失值，未纳入。',
  'regressor-length': '这个因素没有覆盖所需的每一期。',
  'infinite-value': '序列中有无穷大的值。',
  'no-observation': '序列中没有任何观测值。',
  'no-series': '没有可预测的序列。',
  'no-finite-likelihood': '这类模型无法拟合该序列。',
  'no-finite-forecast': '这个方法没有得出可用的数值，未采用。',
  'negative-values': '负的需求无法取对数，这个方法未采用。',
  'multiplicative-needs-positive': '含零或负值的序列不能按乘法分解。',
  'horizon-out-of-range': '预测期数须在 1 到 520 之间。',
  'frequency-out-of-range': '季节周期须为整数期。',
  'order-out-of-range': '模型阶数超出范围。',
  'coefficient-missing': '缺少系数 {{name}}。',
  'unknown-method': '没有名为 {{method}} 的预测方法。',
} as const satisfies Translation<typeof english>;
