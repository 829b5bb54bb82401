import type { common as english } from '#i18n/en/common.ts';
import type { Translation } from '#i18n/translation.ts';

export const common = {
  close: '关闭',
  dismiss: '知道了',
  cancel: '取消',
  tone: { info: '提示：', warning: '注意：', error: '出错：', good: '已核对：' },
  chart: {
    save: '保存这张图',
    saveCsv: '数据（CSV）',
    saveSvg: '图片（SVG）',
    savePng: '图片（PNG）',
    copyPng: '复制图片',
    copied: '已复制，可直接粘贴到幻灯片或消息里。',
    failed: '浏览器没有给出图片，可改存 SVG 或数据。',
    showTable: '看表格',
    showChart: '看图',
    history: '历史',
    forecast: '预测',
    bands: '50%、80%、95% 区间',
    naive: '去年同期',
    events: '大促与节假日',
    event: '活动',
    period: '周',
    value: '数值',
    interval95: '95% 区间',
    low: '{{share}} 下限（{{unit}}）',
    high: '{{share}} 上限（{{unit}}）',
  },
  action: {
    cancel: '取消',
    undo: '撤销',
    redo: '重做',
  },
  howDoWeKnow: '依据是什么？',
  unit: {
    units: '件',
    unitsPerWeek: '件/周',
  },
  amount: {
    units: '{{amount}} 件',
    revenue: '销售额',
    ofRevenue: '{{amount}}销售额',
    weekly: '{{unit}}/周',
    monthly: '{{unit}}/月',
  },
  timeLeft: '还需 {{time}}',
} as const satisfies Translation<typeof english>;
