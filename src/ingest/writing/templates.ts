import type { FileKind } from '#ingest/file-kind.ts';
import { csvRecord, withByteOrderMark } from '#ingest/writing/write-csv.ts';

type Headings = { readonly file: string; readonly columns: readonly string[] };

/** Headings of an empty file of each kind; every one is a name that the import knows. */
const templates: Readonly<
  Record<Exclude<FileKind, 'unknown'>, { readonly en: Headings; readonly [language: string]: Headings }>
> = {
  sales: {
    en: {
      file: 'debut-sales.csv',
      columns: [
        'Date',
        'Product ID',
        'Product name',
        'Category',
        'Quantity',
        'Unit price',
        'Order ID',
        'Customer ID',
        'Promotion',
      ],
    },
    zh: {
      file: '首发-销售.csv',
      columns: ['日期', '商品编码', '商品名称', '类目', '销量', '单价', '订单号', '客户编号', '促销活动'],
    },
  },
  browsing: {
    en: {
      file: 'debut-browsing.csv',
      columns: ['Date', 'User ID', 'Product ID', 'Views', 'Avg dwell seconds', 'Cart adds', 'Favourites'],
    },
    zh: {
      file: '首发-浏览.csv',
      columns: ['日期', '用户ID', '商品编码', '浏览次数', '平均停留秒数', '加购次数', '收藏次数'],
    },
  },
  calendar: {
    en: {
      file: 'debut-calendar.csv',
      columns: ['Date', 'Price index', 'Season index', 'Holiday', 'Promotion', 'Discount'],
    },
    zh: { file: '首发-营销日历.csv', columns: ['日期', '价格指数', '季节指数', '节假日', '促销活动', '降价幅度'] },
  },
  catalogue: {
    en: {
      file: 'debut-catalogue.csv',
      columns: [
        'Product ID',
        'Product name',
        'Category',
        'List price',
        'Unit cost',
        'Material',
        'Style line',
        'Description',
      ],
    },
    zh: {
      file: '首发-商品资料.csv',
      columns: ['商品编码', '商品名称', '类目', '吊牌价', '成本价', '材质', '风格', '商品描述'],
    },
  },
  candidates: {
    en: {
      file: 'debut-candidates.csv',
      columns: [
        'Product ID',
        'Product name',
        'Category',
        'Price',
        'Unit cost',
        'Salvage value',
        'Launch cost',
        'Minimum order',
        'Lead time weeks',
        'Launch effort',
        'Earliest launch',
        'Latest launch',
        'Must launch',
        'Planned launch',
        'Exclusive group',
        'Wave',
        'Predecessor',
      ],
    },
    zh: {
      file: '首发-候选商品.csv',
      columns: [
        '商品编码',
        '商品名称',
        '类目',
        '售价',
        '单位成本',
        '残值',
        '上新费用',
        '起订量',
        '备货周期(周)',
        '上新工作量',
        '最早上新',
        '最晚上新',
        '必须上新',
        '计划上新',
        '互斥组',
        '波段',
        '前代商品',
      ],
    },
  },
  reviews: {
    en: { file: 'debut-reviews.csv', columns: ['Date', 'Product ID', 'Rating', 'Review text'] },
    zh: { file: '首发-评价.csv', columns: ['日期', '商品编码', '评分', '评价内容'] },
  },
  holidays: {
    en: { file: 'debut-holidays.csv', columns: ['Date', 'Holiday', 'Day off'] },
    zh: { file: '首发-节假日.csv', columns: ['日期', '节日', '休班'] },
  },
  stock: {
    en: { file: 'debut-stock.csv', columns: ['Date', 'Product ID', 'Stock on hand'] },
    zh: { file: '首发-库存.csv', columns: ['日期', '商品编码', '库存数量'] },
  },
};

/** Kinds that have a template. */
export const templateKinds = Object.keys(templates) as Exclude<FileKind, 'unknown'>[];

/** An empty file to fill in: the headings in this language, else in English, and nothing else. `unknown` has none. */
export function createTemplate(
  kind: FileKind,
  language: string,
): { name: string; bytes: Uint8Array<ArrayBuffer> } | null {
  if (kind === 'unknown') return null;
  const { file, columns } = templates[kind][language] ?? templates[kind].en;
  return { name: file, bytes: withByteOrderMark(csvRecord(columns)) };
}
