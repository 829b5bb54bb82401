import { learnNextView } from '#engine/audience/next-view.ts';
import type { Verb } from '../../engine.ts';
import { asList, asObject } from '../audience-input.ts';

/** `next-view < {train: [{id, items}], test: [{id, items}], n}`: for each place of a test session the likeliest next items. */
const nextView: Verb = async ({ readInput }) => {
  const { train, test, n } = asObject(await readInput(), 'input');
  const codes = new Map<string, number>();
  const read = (sessions: unknown, name: string): { readonly id: string; readonly items: number[] }[] =>
    asList(sessions, name).map((session, at) => {
      const { id, items } = asObject(session, `${name}[${at}]`);
      return {
        id: String(id),
        items: asList(items, `${name}[${at}].items`).map((item) => codeOf(codes, String(item))),
      };
    });
  const learnt = read(train, 'train').map(({ items }) => items);
  const learntItems = codes.size;
  const asked = read(test, 'test');
  const names = [...codes.keys()];
  const model = learnNextView(learnt, names.length);
  const most = typeof n === 'number' ? n : 20;
  return {
    learntItems,
    forecasts: asked.map(({ id, items }) => ({
      series: id,
      id,
      next: items.slice(1).map((_, at) => model.predict(items.slice(0, at + 1), most).map((item) => names[item])),
    })),
  };
};

export default nextView;

function codeOf(codes: Map<string, number>, text: string): number {
  const code = codes.get(text) ?? codes.size;
  codes.set(text, code);
  return code;
}
