import type { shell as english } from '#i18n/en/shell.ts';
import type { Translation } from '#i18n/translation.ts';

export const shell = {
  name: '首发',
  tagline: '在自己电脑上做上新计划',
  skip: '跳到正文',
  steps: {
    label: '步骤',
    data: '数据',
    demand: '需求',
    trends: '趋势',
    plan: '计划',
    report: '报告',
  },
  state: {
    empty: '暂无内容',
    ready: '就绪',
    running: '运行中，{{percent}}',
    runningUnknown: '运行中',
    done: '已完成',
    stale: '已过期',
    failed: '需要处理',
  },
  language: {
    label: '语言',
    en: 'English',
    zh: '中文',
  },
  theme: {
    label: '外观',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
  },
  loading: '正在打开您的工作…',
  storage: {
    failed: '您的工作没能保存到本机。',
    failedHelp: '请清理磁盘空间，或退出无痕浏览，然后改动任意一处即可重试。（{{reason}}）',
  },
  privacy: '数据不会离开本机。',
  erase: {
    action: '清除全部',
    title: '清除全部内容？',
    text: '本机上首发的所有数据、预测和计划都会被删除，您导出的文件不受影响。此操作无法撤销。',
    confirm: '清除',
  },
  crash: {
    title: '这个页面出错了。',
    text: '您的工作已保存。请重新打开此页；如果再次出错，下面这行信息有助于查找原因。',
    again: '重新打开',
  },
} as const satisfies Translation<typeof english>;
