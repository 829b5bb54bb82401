import type { ColumnRole, FileKind } from '#ingest/file-kind.ts';

/** What makes a file of a kind: which roles it may have and what each says for it, and what it can't do without. */
export interface KindRule {
  readonly kind: Exclude<FileKind, 'unknown'>;
  /** Roles that the kind has, with the weight each gives to the belief that the file is of this kind. */
  readonly roles: Readonly<Partial<Record<ColumnRole, number>>>;
  /** At least one role of every line must be there. */
  readonly needs: readonly (readonly ColumnRole[])[];
  /** File names that say so. */
  readonly fileName: RegExp;
}

const dates: Partial<Record<ColumnRole, number>> = { date: 1, datetime: 1, year: 0.5, month: 0.3, day: 0.3, week: 0.3 };
const anyDate: readonly ColumnRole[] = ['date', 'datetime', 'year', 'week'];

export const kindRules: readonly KindRule[] = [
  {
    kind: 'sales',
    roles: {
      ...dates,
      product: 1,
      name: 0.5,
      'name-alternative': 0.2,
      category: 0.5,
      units: 3,
      revenue: 3,
      price: 1,
      cost: 0.5,
      order: 2,
      customer: 1.5,
      status: 1,
      refund: 0.5,
      promotion: 0.7,
      discount: 0.3,
      currency: 0.3,
      views: 0.5,
      visitors: 0.5,
      carts: 0.5,
      favourites: 0.5,
      dwell: 0.3,
      stock: 0.2,
    },
    needs: [anyDate, ['product', 'name', 'category'], ['units', 'revenue', 'price']],
    fileName: /sale|order|transaction|retail|销售|订单|交易|流水|销量/i,
  },
  {
    kind: 'browsing',
    roles: {
      ...dates,
      product: 1,
      name: 0.3,
      category: 0.5,
      user: 2,
      session: 3.5,
      event: 4,
      dwell: 4,
      views: 4,
      visitors: 4,
      carts: 3,
      favourites: 3,
      price: 0.3,
    },
    needs: [anyDate, ['product', 'name'], ['event', 'dwell', 'session', 'views', 'visitors', 'user']],
    fileName: /brows|click|event|view|traffic|visit|behaviou?r|浏览|流量|行为|点击|访问/i,
  },
  {
    kind: 'reviews',
    roles: { ...dates, product: 1, category: 0.3, user: 0.5, rating: 4, review: 4 },
    needs: [['rating', 'review']],
    fileName: /review|rating|comment|评价|评论|口碑/i,
  },
  {
    kind: 'candidates',
    roles: {
      product: 1,
      name: 1,
      'name-alternative': 0.5,
      category: 0.5,
      description: 0.3,
      price: 1,
      cost: 1,
      salvage: 3,
      'fixed-cost': 3,
      stock: 1,
      'minimum-order': 3,
      'lead-time': 3,
      planned: 3.5,
      earliest: 4,
      latest: 4,
      must: 3,
      effort: 3,
      group: 2,
      wave: 3,
      after: 3,
      closed: 3,
      predecessor: 3,
      currency: 0.2,
    },
    needs: [
      ['product', 'name'],
      [
        'earliest',
        'latest',
        'planned',
        'must',
        'minimum-order',
        'lead-time',
        'effort',
        'salvage',
        'fixed-cost',
        'wave',
        'after',
        'closed',
        'predecessor',
        'group',
        'price',
      ],
    ],
    fileName: /candidate|launch|new.?product|候选|新品|上新|拟上/i,
  },
  {
    kind: 'calendar',
    roles: {
      ...dates,
      from: 2,
      to: 2,
      name: 0.7,
      index: 4,
      season: 4,
      discount: 2.5,
      promotion: 3,
      holiday: 2,
      'day-off': 0.5,
    },
    needs: [
      [...anyDate, 'from'],
      ['index', 'season', 'promotion', 'discount', 'holiday', 'name'],
    ],
    fileName: /calendar|market|promo|日历|营销|促销|大促|市场|行情/i,
  },
  {
    kind: 'holidays',
    roles: { ...dates, from: 1.5, to: 1.5, holiday: 4, name: 1.5, 'day-off': 3 },
    needs: [
      [...anyDate, 'from'],
      ['holiday', 'name'],
    ],
    fileName: /holiday|calendar|节假日|放假|假期/i,
  },
  {
    kind: 'stock',
    roles: { ...dates, product: 1, name: 0.3, category: 0.3, stock: 4, cost: 0.5 },
    needs: [['product', 'name'], ['stock']],
    fileName: /stock|inventory|库存/i,
  },
  {
    kind: 'catalogue',
    roles: {
      product: 2,
      name: 1,
      'name-alternative': 1,
      category: 1.5,
      description: 1,
      price: 0.7,
      cost: 0.7,
      currency: 0.2,
    },
    needs: [['product'], ['name', 'category', 'description', 'price', 'cost']],
    fileName: /catalog|product|sku|master|商品资料|商品信息|商品表|商品目录|货品/i,
  },
];

/** The rule of a kind; `unknown` has none. */
export function ruleOf(kind: FileKind): KindRule | undefined {
  return kindRules.find((rule) => rule.kind === kind);
}

/** Roles that a column of a file of this kind may have. */
export function possibleRolesOf(kind: FileKind): ColumnRole[] {
  const roles = Object.keys(ruleOf(kind)?.roles ?? {}) as ColumnRole[];
  const attributes: ColumnRole[] = kind === 'candidates' || kind === 'catalogue' ? ['attribute'] : [];
  return [
    ...roles.map((role) => (kind === 'browsing' && role === 'product' ? 'item' : role)),
    ...attributes,
    'ignored',
  ];
}
