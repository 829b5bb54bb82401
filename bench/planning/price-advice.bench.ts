/**
 * Prices advised where responses are known with an error (sd 0.84) and a bias (20 %, half of the worlds too steep, half too flat): what they
 * really bring, and how often the stated 80 % range holds it. `--worlds=200`, `--first=1`.
 */
import { simulatePriceWorld } from '#engine/planning/testing/price-world.ts';
import type { Benchmark } from '../run.ts';

const priceAdvice: Benchmark = async (words) => {
  const numberOf = (name: string, usual: number): number =>
    Number(words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const first = numberOf('first', 1);
  const worlds = Array.from({ length: numberOf('worlds', 200) }, (_, k) => simulatePriceWorld(first + k));
  const sum = (value: (world: (typeof worlds)[number]) => number): number =>
    worlds.reduce((all, world) => all + value(world), 0);
  const advised = sum((world) => world.advised);
  return {
    worlds: worlds.length,
    'products a world': worlds[0].products,
    'advised a world': advised / worlds.length,
    'real gain a world': sum(({ real }) => real) / worlds.length,
    'stated gain a world': sum(({ stated }) => stated) / worlds.length,
    'worlds that lose': worlds.filter(({ real }) => real < 0).length,
    'covered, %': (100 * sum(({ covered }) => covered)) / advised,
  };
};
export default priceAdvice;
