import { defineLanguage } from '#i18n/define-language.ts';
import { knownEvents } from '#i18n/known-events.ts';

/** A figure in 万 or 亿 already ends in a Chinese letter: “1.94万件”, not “1.94万 件”. */
const doubledRoom = /(?<=[\d][万亿]) (?=\p{Script=Han})/gu;

export const chinese = defineLanguage({
  tag: 'zh-CN',
  name: '中文',
  notStarted:
    '首发还没有启动。如果一直停在这里：可能是浏览器太旧（需要 Chromium 123、Firefox 120 或 Safari 17.5 以上），脚本被禁用，或者页面的某个文件没有收到，请重新加载。您保存的内容没有改动。',
  joints: {
    // The full stop brings its own room.
    sentences: '',
    phrases: '。',
    clauses: '，',
    parts: '；',
    items: '、',
    choices: '；',
    together: '＋',
  },
  labelled: (label, text) => `${label}：${text}`,
  bracketed: (text, detail) => `${text}（${detail}）`,
  week: (isoYear, isoWeek) => `${isoYear}年第${isoWeek}周`,
  monthStyle: 'long',
  tidy: (text) => text.replace(doubledRoom, ''),
  reads: (name) => /\p{Script=Han}/u.test(name),
  showsOtherName: false,
  // The first of several Chinese names is the one that is used.
  events: new Map([...knownEvents].reverse().map(([chinese, english]) => [english.toLowerCase(), chinese])),
  narrowPunctuation: false,
});
