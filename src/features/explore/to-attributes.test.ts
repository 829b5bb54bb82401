import { expect, it } from 'vitest';
import { randomPanel } from '#engine/explore/testing/random-panel.ts';
import { attributesOf } from './to-attributes.ts';

it('offers the columns that make groups: no prices, dates or texts that are nearly all different', () => {
  const panel = randomPanel(1);
  const [product] = panel.products;
  const products = Array.from({ length: 40 }, (_, p) => ({
    ...product,
    id: `P${p}`,
    attributes: {
      material: ['cotton', 'glass', 'steel'][p % 3],
      size: ['350ml', '500ml'][p % 2],
      'list price': String(59 + (p % 5) * 10),
      吊牌价: `¥${39 + (p % 4)}.00`,
      listed: `2024-0${1 + (p % 6)}-15`,
      上市日期: `2024年${1 + (p % 6)}月${1 + (p % 20)}日`,
      motto: `made for ${p}`,
      brand: 'ours',
      ...(p < 4 ? { designer: ['Ann', 'Bo', 'Cy'][p % 3] } : {}),
    },
  }));
  const found = attributesOf({ ...panel, products });
  expect(found.map(({ name }) => name)).toEqual(['material', 'size']);
  expect(found[0].values).toEqual(['cotton', 'glass', 'steel']);
});
