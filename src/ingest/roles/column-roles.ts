import type { ColumnRole } from '#ingest/file-kind.ts';
import type { ColumnReport } from '#ingest/import-report.ts';
import { saysReduced } from '#ingest/understanding/heading-words.ts';
import { saysBeside, saysCount, saysLevel, saysListingState, saysType } from '#ingest/understanding/headings.ts';
import type { ColumnProfile } from '#ingest/understanding/profile-column.ts';
import type { DatePart } from '#ingest/values/date-parts.ts';

/** One meaning that a column may have. */
export interface RoleDeclaration {
  /**
   * Headings by which shops, spreadsheets and public data sets call such columns, lower-cased and without punctuation,
   * English and Chinese, the commoner first. A heading may stand under several roles: content and kind decide.
   */
  readonly headings: readonly string[];
  /** How well the cells of a column suit, 0 to 1; absent: any do. Asked only of columns with something in them. */
  readonly fit?: (profile: ColumnProfile) => number;
  /** Headings that hold the right words and mean something else. */
  readonly meansOther?: (name: string, profile: ColumnProfile) => boolean;
  readonly isDate?: true;
  /** Cells are amounts of money, in the file's money unit. */
  readonly isMoney?: true;
  /** Ids stay text, whatever they look like: `00123` is not 123. */
  readonly isIdentifier?: true;
  /**
   * What it is of a product or a candidate is kept as text under its heading, and needs no other code: the kinds of files
   * that may have it, with the weight that it gives to the belief that a file is of that kind.
   */
  readonly attributeOf?: Readonly<Record<string, number>>;
}

// A named date or number whose cells don't read as one keeps half its weight: the column is the right one and its cells are
// the problem, which the rows will say.
const unreadable = 0.6;

const numeric = (profile: ColumnProfile): number => (profile.numberShare >= 0.5 ? 1 : 0.3);
const amount = (profile: ColumnProfile): number => (profile.numberShare >= 0.5 ? 1 : unreadable);
/** Amounts of money of which most are exactly 1 are a count. */
const sum = (profile: ColumnProfile): number =>
  profile.integerShare > 0.98 && profile.commonest === '1' && profile.maximum > 1 ? 0.5 : amount(profile);
/** What is counted has no currency beside it. */
const whole = (profile: ColumnProfile): number =>
  profile.currencies.length > 0
    ? 0.2
    : profile.numberShare < 0.5
      ? unreadable * 0.9
      : profile.integerShare > 0.5
        ? 1
        : 0.85;
const date = (profile: ColumnProfile): number => {
  if (profile.dateShare >= 0.5) return 1;
  if (Math.max(profile.numericDateShare, profile.yearWeekShare) >= 0.8) return 0.95;
  return profile.numberShare >= 0.5 ? 0.4 : unreadable;
};
const part = (name: DatePart) => (profile: ColumnProfile) => (profile.parts[name] > 0.9 ? 1 : 0);
/** Addresses of pages or of mail. */
export const areAddresses = ({ examples }: ColumnProfile): boolean =>
  examples.length > 0 && examples.every((cell) => /^(https?:\/\/|www\.)|^\S+@\S+$/i.test(cell));
const text = (profile: ColumnProfile): number =>
  profile.dateShare > 0.5 || (profile.flagShare > 0.75 && profile.numberShare === 0)
    ? 0.1
    : areAddresses(profile)
      ? 0.3
      : profile.numberShare > 0.8
        ? 0.45
        : 1;
/** Numbers of which more than a tenth are not whole. */
export function hasDecimals({ numberShare, integerShare }: ColumnProfile): boolean {
  return numberShare > 0.8 && integerShare < numberShare * 0.9;
}
const identifier = (profile: ColumnProfile): number => {
  if (profile.dateShare - profile.shortDateShare > 0.5) return 0.1;
  return hasDecimals(profile) ? 0.3 : 1;
};
/** Small numbers that come again and again are places in a row, not orders. */
const orderNumber = (profile: ColumnProfile): number =>
  profile.integerShare > 0.98 && profile.maximum < 500 && profile.filled > 100 && profile.distinct * 5 < profile.filled
    ? 0.4
    : identifier(profile);
const flag = (profile: ColumnProfile): number => (profile.flagShare > 0.8 || profile.distinct <= 2 ? 1 : 0.5);

/** `headings`: separated by commas. */
function role(headings: string, rest: Omit<RoleDeclaration, 'headings'> = {}): RoleDeclaration {
  return { headings: headings.split(',').map((name) => name.trim()), ...rest };
}

/** Of a rival's product, or of one that this one stands for. */
const ofAnother =
  /竞品|竞对|対抗|競合|경쟁|competitor|(?<!\p{L})rival|konkurren|concurrent|competidor|concorren|ersetzt|replaces|replaced|remplace|sustituye|sostituisce/iu;

/** A day of the month, a diameter, a label, a day of the week: what the figures are tells. */
const manyMeanings = /^(?:dia|día|tag|jour|giorno|dzie[nń]|g[uü]n|день|число)$/i;

/** What a column can mean, each meaning declared once. In browsing files `user` is the visitor. */
export const columnRoles = {
  date: role(
    'date, dat, day date, order date, sale date, sales date, transaction date, purchase date, week start, week starting, week beginning, week commencing, week of, ds, month, period, week, business date, invoice date, posting date, document date, billing date, 日期, 统计日期, 销售日期, 订单日期, 下单日期, 交易日期, 成交日期, 支付日期, 付款日期, 月份, 年月, 周, 周起始, 周开始, 周一, 自然周, 日, 浏览日期, 访问日期, 业务日期, 数据日期, 单据日期, 过账日期, 出库日期, 开票日期, 统计周期',
    { fit: date, isDate: true },
  ),
  datetime: role(
    'datetime, timestamp, ts, time, order time, created at, created, create time, paid at, pay time, invoice date, invoicedate, event time, order datetime, date time, visit time, 时间, 下单时间, 订单时间, 付款时间, 支付时间, 成交时间, 订单提交时间, 提交时间, 创建时间, 订单创建时间, 订单付款时间, 交易时间, 浏览时间, 访问时间, 行为时间, 事件时间, 时间戳',
    { fit: (profile) => date(profile) * (profile.timeShare > 0.5 ? 1 : 0.97), isDate: true },
  ),
  'panel-record': role('record type', { fit: (profile) => (profile.distinct <= 4 ? 1 : 0) }),
  'forecast-origin': role('forecast origin'),
  year: role('year, yr, 年, 年份', { fit: part('year') }),
  month: role('month, mon, month number, 月, 月份', { fit: part('month') }),
  day: role('day, dd, day of month, dia, tag, jour, giorno, dzien, gun, день, число, 日, 号, dag', {
    fit: part('day'),
    meansOther: (name, { minimum, maximum, distinct }) =>
      manyMeanings.test(name) &&
      !(maximum > 25 && distinct > 9) &&
      !(maximum > 7 && distinct > 4 && distinct === maximum - minimum + 1),
  }),
  week: role('week, iso week, week number, wk, year week, 周, 周次, 周数, 第几周, 自然周', {
    fit: (profile) => (profile.weekShare > 0.8 ? 1 : part('week')(profile) * 0.95),
  }),
  product: role(
    'product id, productid, sku, sku id, skuid, sku code, item seller part, seller part, артикул поставщика, артикул продавца, stock code, stockcode, item id, itemid, item code, product code, article, article number, article no, article code, art no, article id, asin, ean, barcode, product no, product number, item no, item number, product key, clothing id, clothing model, model, product, item, goods id, style, style code, style no, spu, spu id, series id, series, variant sku, lineitem sku, candidate id, id, code, child asin, variant id, custom label, bestandseinheit, libelle personnalise, etichetta personalizzata, etiqueta personalizada, plu, upc, gtin, 商品编码, 商品编号, 商品id, 产品编号, 产品编码, 产品id, 商品代码, 商家编码, 货号, 款号, 款式编码, 商品sku, 规格编码, 宝贝id, 物料编码, 物料代码, 品番, 条码, 商品条码, 货品编号, 货品编码, 编号, 编码, 候选编号, 商品, 产品, 型号, 存货编码, 商品条形码, material',
    {
      fit: (profile) => (areAddresses(profile) ? 0 : identifier(profile)),
      isIdentifier: true,
      meansOther: (name, profile) => saysCount(name, profile) || ofAnother.test(name),
    },
  ),
  name: role(
    'name, product name, item name, description, product description, title, product title, item description, goods name, product, item, lineitem name, candidate, candidate name, event name, event, product name cn, name cn, chinese name, name zh, 名称, 商品名称, 产品名称, 商品名, 品名, 商品标题, 宝贝标题, 宝贝名称, 选购商品, 物料名称, 存货名称, 货品名称, 标题, 商品, 产品, 候选商品, 候选商品名称, 中文名, 中文名称, 商品中文名, 活动名称, titulo do anuncio, titulo del anuncio, titulo de la publicacion',
    { fit: text },
  ),
  'name-alternative': role(
    'english name, name en, name english, product name en, en name, name zh, chinese name, name cn, product name cn, product name english, 英文名, 英文名称, 商品英文名, 商品英文名称, 英文品名, 别名',
    { fit: text },
  ),
  category: role(
    'category, product category, category name, main category, product type, type, department, class, class name, group name, product group, industry, segment, family, product line, item category, cat, subcategory, collection, 类目, 品类, 分类, 商品类目, 商品分类, 类别, 产品类别, 产品分类, 商品品类, 一级类目, 二级类目, 所属类目, 叶子类目, 商品类别, 大类, 中类, 系列',
    { fit: (profile) => (profile.dateShare > 0.5 || profile.distinct > 20 + profile.filled * 0.5 ? 0.3 : 1) },
  ),
  description: role(
    'description, long description, details, product description, notes, 描述, 商品描述, 卖点, 简介, 说明, 备注',
    { fit: text },
  ),
  units: role(
    'quantity, qty, units, net qty, net quantity, units ordered, net items sold, units sold, unit sales, sales units, quantity sold, pieces, count, sold, net units, sales qty, sales quantity, lineitem quantity, order quantity, quantity ordered, volume, sales volume, items sold, demand, 净销量, 净销售数量, 数量, 销量, 件数, 销售数量, 购买数量, 商品数量, 成交件数, 支付件数, 销售件数, 订购数量, 下单件数, 宝贝数量, 成交量, 销售量, 支付商品件数, 购买件数, 实发数量, 出库数量, 宝贝总数量, stk, stck, items, besteld, bestellt',
    { fit: whole, meansOther: saysBeside },
  ),
  price: role(
    'price, unit price, item cost, unit selling price, unitprice, selling price, sale price, avg price, average price, list price, retail price, item price, planned price, lineitem price, price each, mean price, launch price, target price, 单价, 价格, 售价, 销售单价, 商品单价, 商品价格, 成交单价, 成交均价, 均价, 件单价, 销售价, 零售价, 吊牌价, 计划售价, 定价, 建议售价, 拟定售价, 上新价, 实付单价, 标价, 京东价, 含税单价, 商品售价, 予定上代, 上代, 予定価格, 販売予定価格, 예정판매가, 판매예정가, 예정가, p unit, pu, pu ht, pu ttc, vlr unit, pr unit, unit pr, punit, pvc, pvc ttc, pvp, pvpr, uvp, rrp, 予定売価, 売価',
    { fit: amount, isMoney: true },
  ),
  'plan-price': role('plan price, price of the forecast, forecast price, 计划价, 计划价格, 预测价格, 原计划价', {
    fit: amount,
    isMoney: true,
  }),
  revenue: role(
    'money, spend, revenue, 최종 상품별 총 주문금액, net sales amount, ordered product sales, product sales, sales, sales amount, amount, total, turnover, gmv, net sales, gross sales, total price, line total, total amount, sales value, value, paid amount, net revenue, sales revenue, net amount, 净销售额, 净额, 买家实际支付金额, 用户实付金额, 价税合计, 销售额, 金额, 成交金额, 支付金额, 销售金额, 实付金额, 营业额, 订单金额, 商品金额, 实收金额, 总金额, 成交额, 交易金额, 买家实付金额, 总价, 实付款, 小计, ht, ttc, mt ht, mt ttc, ex vat, exc vat, inc vat, total inc vat, total ex vat, inkl mwst, exkl mwst, incl btw, excl btw, valor s iva, total c iva, importe s iva, inkl moms, exkl moms, s dph, bez dph, 税込, 税抜, 税別金額, 含税, 未税, 含税金额, 未税金额, line ttl',
    { fit: sum, isMoney: true, meansOther: saysBeside },
  ),
  cost: role(
    'cost, unit cost, cost price, purchase price, cogs, avg unit cost, average cost, cost per unit, buying price, landed cost, 成本, 成本价, 单位成本, 予定原価, 原価, 采购价, 进价, 进货价, 采购成本, 单件成本, 商品成本',
    { fit: numeric, isMoney: true },
  ),
  currency: role('currency, currency code, 币种, 货币', {
    fit: (profile) => (profile.distinct <= 5 && profile.numberShare < 0.5 ? 1 : 0.1),
  }),
  promotion: role(
    'promotion, promo, deal, on promotion, promo flag, is promo, campaign, onpromotion, deal share, promotion flag, on deal, feat, is promotion, promotion name, shopping festival, event, 促销, 是否促销, 活动, 大促, 是否活动, 促销活动, 活动名称, 营销活动, 购物节, 促销标记, 活动类型, 大促活动, 促销名称, イベント名, セール名, キャンペーン名',
    { fit: (profile) => (profile.dateShare > 0.5 || (profile.numberShare > 0.5 && profile.maximum > 100) ? 0.2 : 1) },
  ),
  discount: role(
    'discount, discount rate, discount depth, promo depth, markdown, price cut, promotion strength, discount share, 折扣, 折扣率, 折扣力度, 优惠力度, 促销力度, 降价幅度, 平均折扣',
    // After it was taken off, it is what is left.
    { fit: (profile) => (profile.numberShare >= 0.5 ? 1 : 0.4), meansOther: saysReduced },
  ),
  order: role(
    'order, order id, order name, increment id, num, amazon order id, order no, order number, invoice, invoice no, invoiceno, invoice id, transaction id, receipt, receipt no, order reference, basket id, 订单号, 订单编号, 订单id, 单号, 交易号, 主订单编号, 子订单编号, 发票号, 流水号, 小票号, 交易编号, 单据编号, 单据号, 销售单号, 出库单号, 单据编码',
    { fit: orderNumber, isIdentifier: true, meansOther: saysCount },
  ),
  status: role(
    'status, order status, order stage, type, transaction type, document type, movement type, state of order, financial status, fulfillment status, 状态, 订单状态, 交易状态, 单据类型, 业务类型, 交易类型, 出入库类型',
    {
      fit: (profile) =>
        profile.distinct > 30 || (profile.numberShare >= 0.5 && profile.distinct > 12)
          ? 0.3
          : profile.statusShare > 0
            ? 1
            : 0.7,
      meansOther: (name, profile) => saysListingState(name) || (saysType(name) && profile.statusShare === 0),
    },
  ),
  refund: role('refund status, return status, refunded, returned, 退款状态, 售后状态, 退货状态, 退换货状态', {
    fit: ({ distinct, numberShare, dateShare }) => (distinct <= 30 && numberShare < 0.5 && dateShare < 0.5 ? 1 : 0.3),
  }),
  customer: role(
    'customer, customer id, customerid, client id, buyer, buyer id, member id, shopper, customer no, household, 客户编号, 客户id, 客户, 会员号, 会员id, 会员编号, 买家, 买家id, 买家昵称, 会员名, 买家会员名, 顾客, 顾客编号, 顾客id, 客户编码, 会员编码',
    {
      fit: (profile) => (profile.flagShare > 0.9 ? 0.2 : identifier(profile)),
      isIdentifier: true,
      meansOther: saysCount,
    },
  ),
  user: role(
    'user, user id, user pseudo id, userid, visitor, visitor id, member id, customer id, uid, client id, buyer id, 用户, 用户id, 用户编号, 访客, 访客id, 访客编号, 会员id, 会员编号, 买家id, 客户编号, 用户编码',
    { fit: identifier, isIdentifier: true, meansOther: saysCount },
  ),
  event: role(
    'event, event type, action, behavior, behaviour, behavior type, action type, activity, event name, type, 行为, 事件, 行为类型, 事件类型, 动作, 操作, 操作类型, 用户行为',
    { fit: (profile) => (profile.numberShare < 0.5 && profile.distinct <= 15 ? 1 : 0.25) },
  ),
  dwell: role(
    'dwell, dwell time, dwell seconds, duration, time on page, seconds, stay, stay time, browse time, avg dwell seconds, browsing duration, view duration, duration seconds, stay seconds, avg dwell time, average dwell time, mean dwell, 停留时间, 停留时长, 浏览时长, 停留秒数, 平均停留时长, 平均停留时间, 访问时长, 页面停留时长, 商品平均停留时长, 时长, 商品停留时长, 平均浏览时长',
    { fit: numeric },
  ),
  views: role(
    'views, page views, pageviews, pv, view count, impressions, clicks, product views, 浏览量, 商品浏览量, 浏览次数, 访问量, 点击量, 点击次数, 曝光量, 浏览数, event count, count of events, 事件次数, 事件数',
    { fit: numeric },
  ),
  visitors: role(
    'visitors, uv, unique visitors, users, besucher, visiteurs, visitantes, visitatori, ziyaretci, посетители, sessions, visitor count, 访客数, 商品访客数, 访客量, 独立访客, 访问人数, 浏览人数, 访客',
    { fit: numeric },
  ),
  carts: role(
    'carts, add to cart, add to carts, cart adds, atc, added to cart, 加购, 加购数, 加购件数, 加购次数, 加购人数, 商品加购件数, 加入购物车次数',
    { fit: numeric },
  ),
  favourites: role(
    'favourites, favorites, wishlist, saves, likes, wishlisted, 收藏, 收藏数, 收藏次数, 收藏人数, 商品收藏人数, 收藏量, お気に入り登録ユーザ数, お気に入り登録数, お気に入り数',
    { fit: numeric },
  ),
  session: role('session, session id, sessionid, visit id, 会话, 会话id, 会话编号, 访问id', {
    fit: identifier,
    isIdentifier: true,
    meansOther: saysCount,
  }),
  rating: role(
    'rating, star, stars, score, review score, star rating, overall, rate, 评分, 星级, 打分, 评价星级, 评价分数, 商品评分, 分数, 评价等级',
    {
      // A rate of something else is none, and neither is a price.
      meansOther: (name, { integerShare, minimum, maximum }) =>
        /(?<![a-z])rate(?![a-z])/i.test(name) &&
        !(/^rate$/i.test(name.trim()) && integerShare > 0.98 && minimum >= 1 && maximum <= 5),
      fit: ({ numberShare, minimum, maximum, examples }) =>
        (numberShare > 0.5 && minimum >= 0 && maximum <= 10) ||
        (examples.length > 0 && examples.every((text) => outOf.test(text.normalize('NFKC'))))
          ? 1
          : 0.2,
    },
  ),
  review: role(
    'review, review text, review body, reviewbody, body, comment, content, text, comments, feedback, 评价, 评论, 评价内容, 评论内容, 评论正文, 买家评价, 内容',
    {
      fit: (profile) => (profile.meanLength > 8 && profile.numberShare < 0.5 && !areAddresses(profile) ? 1 : 0.3),
    },
  ),
  index: role(
    'index, price index, market index, market price index, market price, category price index, cpi, market price level, 价格指数, 市场价格指数, 市场指数, 指数, 行业价格指数, 大盘指数, 行情指数, 市场均价指数, 行业指数',
    { fit: (profile) => (profile.numberShare >= 0.5 && profile.distinct > 1 ? 1 : 0.2) },
  ),
  season: role(
    'season, season index, seasonal index, seasonality, season factor, seasonal factor, seasonal, 季节指数, 季节系数, 季节, 淡旺季, 淡旺季指数, 季节性, 季节因子, 旺季指数',
    { fit: (profile) => (profile.numberShare >= 0.5 ? 1 : 0.2) },
  ),
  holiday: role(
    'holiday, holiday name, festival, public holiday, 节日, 假日, 节假日, 节日名称, 假期, 法定节假日, 节庆, 节假日名称',
    { fit: (profile) => (profile.numberShare > 0.5 && profile.flagShare < 0.5 ? 0.2 : 1) },
  ),
  'day-off': role(
    'day off, off, is day off, working day, rest or work, 休班, 是否休息, 休息, 是否放假, 调休, 是否休假',
    { fit: (profile) => (profile.distinct <= 4 ? 1 : 0.2) },
  ),
  from: role(
    'data od, datum od, from, start, start date, begin, begins, first day, 开始, 开始日期, 开始时间, 起始日期, 活动开始, 活动开始日期, 起',
    { fit: date, isDate: true },
  ),
  to: role(
    'data do, datum do, to, end, end date, until, ends, last day, 结束, 结束日期, 结束时间, 截止日期, 活动结束, 活动结束日期, 止',
    {
      fit: date,
      isDate: true,
    },
  ),
  earliest: role(
    'earliest, frühester start, frühester starttermin, früheste einführung, earliest week, earliest launch, earliest date, not before, available from, first ship date, earliest launch week, earliest launch date, ready date, 最早上新, 最早上新周, 最早上新日期, 最早, 最早日期, 可上新起, 最早上架, 最早上架日期, 最早可上新日, 最早上市, 到货日期, 最早上市日期',
    { fit: date, isDate: true },
  ),
  latest: role(
    'latest, spätester start, spätester starttermin, späteste einführung, latest week, latest launch, latest date, not after, deadline, latest launch week, latest launch date, 最晚上新, 最晚上新周, 最晚上新日期, 最晚, 最晚日期, 可上新止, 最晚上架, 最晚上架日期, 最晚可上新日, 最迟上新, 最晚上市, 最迟上新日期, 最晚上市日期',
    { fit: date, isDate: true },
  ),
  'last-day': role(
    'sells until, sell until, on sale until, last selling day, last day of sale, last sale date, end of season, season end, season ends, sell by, off shelf date, 销售截止, 销售截止日, 销售截止日期, 节令截止, 节令截止日, 最后销售日, 停售日期, 下架日期, 季末日期, 售卖截止, 售卖截止日期, 最后售卖日, 过季日期',
    { fit: date, isDate: true },
  ),
  planned: role(
    'planned, planned launch, planned launch date, planned week, launch week, launch date, launch, planned launch week, go live, plan week, intended launch, our plan, 计划上新, 计划上新周, 计划上新日期, 上新周, 上新日期, 计划上架, 计划上架日期, 拟上新日期, 原定上新, 原计划上新日期, 上市日期, 计划上市日期, 原计划, 拟上新周, 発売予定日, 発売予定, 発売日, 출시예정일, 발매예정일, 출시일, 발매일',
    { fit: date, isDate: true },
  ),
  must: role(
    'must, pflichtartikel, must launch, mandatory, required, must have, is mandatory, 必上, 是否必上, 必须上新, 必须, 必上新, 是否必须上新, 必推',
    { fit: flag },
  ),
  group: role(`
    group, exclusive group, exclusive, alternative group, exclusion group, mutually exclusive, either or,
    互斥组, 互斥, 组, 替代组, 二选一, 同组互斥`),
  wave: role(`
    wave, launch wave, drop, batch, capsule, 波段, 上新波段, 批次, 波次, 同期组`),
  after: role(
    'after, launch after, launches after, after product, not before product, must follow, follows, 先上商品, 须晚于, 前置商品, 在其之后上新, 先行商品, 晚于商品',
    { fit: identifier, isIdentifier: true },
  ),
  closed: role(`
    closed weeks, forbidden weeks, blocked weeks, no launch weeks, not in weeks, excluded weeks, blackout weeks, 禁上周,
    禁止上新周, 不可上新周, 避开周, 禁止周, 不上新周`),
  effort: role(
    'effort, launch effort, capacity, workload, capacity units, work, work days, 上新工作量, 工作量, 产能占用, 占用产能, 上新投入, 人力, 工时',
    { fit: numeric },
  ),
  salvage: role(
    'salvage, salvage value, residual value, clearance price, residual, liquidation price, 残值, 清仓价, 处理价, 尾货价, 清货价',
    { fit: numeric, isMoney: true },
  ),
  'fixed-cost': role(
    'fixed cost, launch cost, setup cost, marketing cost, launch budget, one-off cost, one off cost, listing cost, 固定成本, 上新费用, 上新成本, 推广费, 推广费用, 开发费, 一次性费用, 上新固定费用, 营销费用',
    { fit: numeric, isMoney: true },
  ),
  stock: role(
    'stock, inventory, on hand, stock on hand, first buy, available, stock level, planned stock, initial stock, 库存, 首批备货, 备货量, 库存数量, 可用库存, 现有库存, 首单, 首批数量, 首单备货, 在库数量, 期末库存, 备货, istbestand',
    { fit: whole, meansOther: saysLevel },
  ),
  'minimum-order': role(
    'minimum order, moq, minimum order quantity, min order, min order qty, 起订量, 最小起订量, 最低起订量, 最小订货量, 起订, 最小ロット, 最低ロット, 最小発注数, 최소발주수량, 최소주문수량',
    { fit: whole },
  ),
  'lead-time': role(
    'lead time, lead time weeks, delivery weeks, weeks to deliver, supply lead time, 交期, 到货周期, 备货周期, 采购周期, 供货周期, 交货周期, 生产周期',
    { fit: numeric },
  ),
  predecessor: role(
    'predecessor, replaces, previous model, similar to, successor of, analogue, old product, 替代商品, 前代, 上一代, 前代商品, 对标商品, 老款, 参考商品, 被替代商品, 迭代自',
    { fit: identifier, isIdentifier: true },
  ),
} as const satisfies Record<string, RoleDeclaration>;

export type DeclaredRole = keyof typeof columnRoles;

/** `4/5`, `5星`: so many stars. */
const outOf = /^[\d.,]+\s*(?:\/\s*(?:5|10)|星|分|stars?)$/i;

export const declaredRoles = Object.keys(columnRoles) as DeclaredRole[];

/** False for `item`, `attribute` and `ignored`, which are ways to say what becomes of a column. */
export function isDeclared(id: string): id is DeclaredRole {
  return id in columnRoles;
}

/** The declaration of a role; a browsing file's `item` is its product. */
export function roleOf(id: string): RoleDeclaration | undefined {
  return (columnRoles as Readonly<Record<string, RoleDeclaration>>)[id === 'item' ? 'product' : id];
}

/** The first column of one of the roles. */
export function roleAt(columns: readonly ColumnReport[], ...roles: readonly ColumnRole[]): ColumnReport | undefined {
  return columns.find(({ role }) => role !== '' && roles.includes(role));
}
