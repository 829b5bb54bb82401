import type { PostProcessorModule } from 'i18next';

/** A figure in 万 or 亿 already ends in a Chinese letter: “1.94万件”, not “1.94万 件”. */
const doubled = /(?<=[\d][万亿]) (?=\p{Script=Han})/gu;

/** Takes out the room between a figure and a Chinese word where the figure itself ends in one. */
export const chineseRoom: PostProcessorModule & { readonly name: string } = {
  type: 'postProcessor',
  name: 'chineseRoom',
  process: (value: string) => value.replace(doubled, ''),
};
