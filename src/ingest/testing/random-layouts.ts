import { formatIsoDate, fromEpochDay, toEpochDay } from '#engine/calendar/epoch-day.ts';

/** A made-up file of which everything is known. */
export interface RandomLayout {
  readonly name: string;
  readonly text: string;
  /** What it is; `other`: nothing that the import uses, to be asked about. */
  readonly kind:
    | 'sales'
    | 'browsing'
    | 'catalogue'
    | 'stock'
    | 'candidates'
    | 'calendar'
    | 'holidays'
    | 'reviews'
    | 'other';
  readonly rows: number;
  readonly units: number | null;
  readonly revenue: number | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly products: number;
}

type Random = () => number;

/** Numbers from 0 to 1, the same for a seed. */
export function seeded(seed: number): Random {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const one = <Value>(random: Random, values: readonly Value[]): Value => values[Math.floor(random() * values.length)];
const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** Headings by column, languages by bars, choices by commas: en | de | fr | es | pt | it | ru | zh | ja | ko. */
const headings = {
  date: 'Order Date,Date,Sold On,Transaction Date,order_date,saleDate,Day|Datum,Bestelldatum,Verkaufstag,Rechnungsdatum|Date de commande,Date,Date de vente,Jour|Fecha,Fecha de venta,Fecha del pedido|Data do pedido,Data,Data da venda|Data ordine,Data,Data vendita|Дата заказа,Дата,Дата продажи|下单时间,日期,销售日期,成交日期|注文日,日付,販売日|주문일,날짜,판매일자',
  order:
    'Order ID,Order No,order_number,Receipt Number,Invoice No.|Bestellnummer,Auftragsnr.,Belegnummer|N° de commande,Numéro de facture|Nº de pedido,Número de factura|Número do pedido,Nº Pedido|Numero ordine,N. fattura|Номер заказа,№ заказа|订单号,订单编号,小票号|注文番号,伝票番号|주문번호,거래번호',
  product:
    'SKU,Product ID,Item Code,article_no,productCode,Item Number|Artikelnummer,Art.-Nr.,Artikel-ID|Référence,Code article,Réf. produit|Referencia,Código de producto,SKU|Código do produto,SKU,Cód. produto|Codice articolo,SKU,Codice prodotto|Артикул,Код товара|商品编码,货号,商品ID|商品コード,商品番号,品番|상품코드,상품번호,품번',
  name: 'Product Name,Item,Description,item_title,Product|Bezeichnung,Artikelname,Produkt|Désignation,Nom du produit,Produit|Descripción,Nombre del producto,Artículo|Descrição,Nome do produto,Produto|Descrizione,Nome prodotto,Articolo|Наименование,Название товара,Товар|商品名称,品名,宝贝标题|商品名,品名|상품명,제품명',
  category:
    'Category,Product Group,Department|Warengruppe,Kategorie|Catégorie,Famille|Categoría,Familia|Categoria,Grupo|Categoria,Reparto|Категория,Группа товаров|类目,品类,商品分类|カテゴリ,分類|카테고리,분류',
  units:
    'Quantity,Qty,Units Sold,qty_sold,Pieces,unitsSold|Menge,Anzahl,Stückzahl,Verkaufte Menge|Quantité,Qté,Qté vendue|Cantidad,Unidades,Unidades vendidas|Quantidade,Qtd,Qtde vendida|Quantità,Q.tà,Pezzi venduti|Количество,Кол-во,Продано шт.|数量,销量,销售数量,件数|数量,販売数,個数|수량,판매수량,판매량',
  price:
    'Unit Price,Price,price_each,Selling Price|Einzelpreis,Preis,Stückpreis|Prix unitaire,Prix,P.U.|Precio unitario,Precio|Preço unitário,Valor unitário,Preço|Prezzo unitario,Prezzo|Цена,Цена за шт.|单价,售价,成交单价|単価,価格,販売価格|단가,판매가,가격',
  amount:
    'Amount,Line Total,sale_amount,Net Sales,Revenue,total_sales,Sales (USD)|Betrag,Gesamtpreis,Umsatz,Zeilensumme,Gesamt netto|Montant,Montant total,Total ligne,Chiffre d’affaires|Importe,Total,Importe total,Ventas|Valor total,Total,Receita|Importo,Totale riga,Fatturato|Сумма,Выручка,Стоимость|销售额,金额,实付金额,成交金额|金額,売上金額,小計|금액,판매금액,매출액',
  customer:
    'Customer ID,Buyer,client_id|Kundennummer,Kunde|Client,N° client|Cliente,ID cliente|Cliente,Código do cliente|Cliente,ID cliente|Покупатель,Клиент|买家昵称,客户编号,会员号|顧客ID,購入者|고객번호,구매자',
  status:
    'Status,Order Status|Status,Auftragsstatus|Statut,État de la commande|Estado,Estado del pedido|Situação,Status do pedido|Stato,Stato ordine|Статус,Статус заказа|订单状态,状态|ステータス,注文状況|주문상태,상태',
  store:
    'Store,Warehouse,Channel|Filiale,Lager|Magasin,Canal|Tienda,Almacén|Loja,Canal|Negozio,Canale|Магазин,Склад|店铺,门店,渠道|店舗,倉庫|매장,판매채널',
  shipped:
    'Ship Date,Dispatched At|Versanddatum,Lieferdatum|Date d’expédition|Fecha de envío|Data de envio|Data spedizione|Дата отгрузки|发货时间|出荷日|배송일',
  tax: 'Tax,VAT,Sales Tax|MwSt.,USt. Betrag|TVA,Montant TVA|IVA,Impuesto|Imposto,ICMS|IVA,Imposta|НДС,Сумма НДС|税额,增值税|消費税,税額|부가세,세금',
  freight:
    'Shipping Cost,Postage|Versandkosten,Porto|Frais de port|Gastos de envío|Frete|Spese di spedizione|Стоимость доставки|运费,邮费|送料|배송비',
  discount:
    'Discount,Discount Amount|Rabatt,Nachlass|Remise|Descuento|Desconto|Sconto|Скидка|优惠金额,折扣金额|値引,割引額|할인,할인금액',
  supplier:
    'Supplier,Vendor|Lieferant,Lieferantennr.|Fournisseur|Proveedor|Fornecedor|Fornitore|Поставщик|供应商,供应商名称|仕入先|공급업체',
  cost: 'Purchase Price,Unit Cost|Einkaufspreis,EK netto|Prix d’achat|Precio de compra,Coste unitario|Preço de compra,Custo|Prezzo d’acquisto,Costo|Закупочная цена,Себестоимость|采购单价,成本价|仕入単価,原価|매입단가,원가',
  receipt:
    'PO Number,Goods Receipt|Wareneingang,Bestellung an Lieferant|Bon d’achat|Pedido de compra|Pedido de compra|Ordine d’acquisto|Номер закупки|采购单号,入库单号|発注番号,仕入番号|발주번호,매입번호',
  forecast:
    'Forecast Units,Target Qty,Budget Units|Prognose Menge,Planmenge|Prévision quantité|Previsión unidades,Presupuesto unidades|Previsão de unidades|Previsione quantità|Прогноз количества,План шт.|预测销量,目标销量|予測数量,目標数量|예측수량,목표수량',
  impressions:
    'Impressions|Impressionen,Einblendungen|Impressions|Impresiones|Impressões|Impressioni|Показы|展现量,曝光量|表示回数,インプレッション|노출수',
  clicks: 'Clicks|Klicks|Clics|Clics|Cliques|Clic|Клики|点击量|クリック数|클릭수',
  spend:
    'Ad Spend,Campaign Cost|Werbekosten,Kampagne|Dépenses publicitaires,Campagne|Gasto publicitario,Campaña|Gasto com anúncios,Campanha|Spesa pubblicitaria,Campagna|Расход на рекламу,Кампания|花费,广告花费|広告費,キャンペーン|광고비,캠페인',
  stock:
    'Stock on Hand,Inventory,Available Stock|Lagerbestand,Bestand|Stock,Stock disponible|Existencias,Stock|Estoque,Saldo em estoque|Giacenza,Disponibilità stock|Остаток,Остаток на складе|库存,可用库存,库存数量|在庫数,在庫|재고,재고수량',
  movement:
    'Movement Type,Transfer|Bewegungsart,Umlagerung|Type de mouvement|Tipo de movimiento|Tipo de movimentação|Tipo movimento|Вид движения,Перемещение|出入库类型,调拨类型|入出庫区分|입출고구분,이동',
  fee: 'Fee,Processing Fee|Gebühr|Frais|Comisión|Taxa|Commissione|Комиссия|手续费|手数料|수수료',
  card: 'Card Brand,Payment Method|Zahlungsart,Karte|Moyen de paiement,Carte|Método de pago,Tarjeta|Forma de pagamento,Cartão|Metodo di pagamento,Carta|Способ оплаты,Карта|支付方式,银行卡|支払方法,カード|결제수단,카드',
  views:
    'Page Views,Product Views|Seitenaufrufe|Pages vues,Vues|Visitas,Vistas|Visualizações|Visualizzazioni|Просмотры|浏览量,商品浏览量|閲覧数,PV|조회수',
  visitors:
    'Visitors,Unique Visitors|Besucher|Visiteurs|Visitantes|Visitantes|Visitatori|Посетители|访客数|訪問者数|방문자수',
  rating:
    'Rating,Stars|Bewertung,Sterne|Note|Puntuación,Valoración|Avaliação,Nota|Valutazione,Voto|Оценка,Рейтинг|评分,星级|評価|평점,별점',
  review:
    'Review Text,Comment|Kommentar,Bewertungstext|Commentaire,Avis|Comentario,Reseña|Comentário|Recensione,Commento|Отзыв,Комментарий|评价内容,评论|レビュー本文,レビュー|리뷰내용,후기',
  earliest:
    'Earliest Launch,Launch Date|Frühester Launch,Markteinführung|Date de lancement|Fecha de lanzamiento|Data de lançamento|Data di lancio|Дата запуска|最早上新,计划上新日期|発売日|출시일',
  holiday: 'Holiday|Feiertag|Jour férié,Fête|Festivo|Feriado|Festività|Праздник|节日,节日名称|祝日|공휴일',
  user: 'User ID,Visitor ID|Nutzer-ID,Besucher-ID|ID utilisateur,ID visiteur|ID de usuario|ID do usuário|ID utente|ID пользователя|用户ID,访客ID|ユーザーID|사용자ID,회원ID',
  event:
    'Event,Event Type|Ereignis,Aktion|Événement,Action|Evento|Evento|Evento|Событие,Действие|行为类型,事件|イベント,行動|이벤트,행동',
} as const;
type HeadingOf = keyof typeof headings;

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'ru', 'zh', 'ja', 'ko'] as const;
const products: Readonly<Record<string, readonly string[]>> = {
  en: ['Mug', 'Lamp', 'Towel', 'Kettle', 'Notebook', 'Candle', 'Basket', 'Bowl', 'Cushion', 'Clock'],
  de: ['Tasse', 'Lampe', 'Handtuch', 'Kanne', 'Heft', 'Kerze', 'Korb', 'Schale', 'Kissen', 'Uhr'],
  ru: ['Кружка', 'Лампа', 'Полотенце', 'Чайник', 'Блокнот', 'Свеча', 'Корзина', 'Миска', 'Подушка', 'Часы'],
  zh: ['马克杯', '台灯', '毛巾', '水壶', '笔记本', '香薰蜡烛', '收纳篮', '饭碗', '抱枕', '挂钟'],
  ja: ['マグカップ', 'ランプ', 'タオル', 'やかん', 'ノート', 'キャンドル', 'かご', 'ボウル', 'クッション', '時計'],
  ko: ['머그컵', '램프', '수건', '주전자', '노트', '양초', '바구니', '그릇', '쿠션', '시계'],
};
const categories: Readonly<Record<string, readonly string[]>> = {
  en: ['Kitchen', 'Bath', 'Decor'],
  zh: ['厨房', '卫浴', '装饰'],
  ja: ['キッチン', 'バス', 'インテリア'],
  ko: ['주방', '욕실', '장식'],
  ru: ['Кухня', 'Ванная', 'Декор'],
};
const done: Readonly<Record<string, readonly [done: string, cancelled: string]>> = {
  en: ['Completed', 'Cancelled'],
  de: ['abgeschlossen', 'storniert'],
  fr: ['Livrée', 'Annulée'],
  es: ['Entregado', 'Cancelado'],
  pt: ['Entregue', 'Cancelado'],
  it: ['Consegnato', 'Annullato'],
  ru: ['Доставлен', 'Отменён'],
  zh: ['交易成功', '交易关闭'],
  ja: ['出荷済み', 'キャンセル'],
  ko: ['배송완료', '취소'],
};

interface Column {
  readonly heading: string;
  readonly cells: readonly string[];
}

/** How a made-up program writes. */
class Writer {
  readonly random: Random;
  readonly language: (typeof languages)[number];
  private readonly comma: boolean;
  private readonly style: 'plain' | 'snake' | 'camel' | 'upper';
  private readonly dates: 'iso' | 'slash' | 'dotted' | 'compact' | 'time' | 'serial' | 'us';
  private readonly used = new Set<string>();

  constructor(random: Random) {
    this.random = random;
    this.language = one(random, languages);
    this.comma = ['de', 'fr', 'es', 'pt', 'it', 'ru'].includes(this.language) && random() < 0.6;
    this.style = this.language === 'en' ? one(random, ['plain', 'plain', 'snake', 'camel', 'upper']) : 'plain';
    const local = this.language === 'en' ? 'us' : ['zh', 'ja', 'ko'].includes(this.language) ? 'slash' : 'dotted';
    this.dates = one(random, ['iso', 'iso', local, local, 'compact', 'time', 'serial']);
  }

  heading(of: HeadingOf): string {
    const own = headings[of].split('|')[languages.indexOf(this.language)].split(',');
    const free = own.filter((each) => !this.used.has(each));
    const text = one(this.random, free.length > 0 ? free : own);
    this.used.add(text);
    const words = text.split(/[\s_]+/);
    if (this.style === 'snake') return words.join('_').toLowerCase().replace(/[^\w]/g, '');
    if (this.style === 'upper') return text.toUpperCase();
    if (this.style !== 'camel') return text;
    const [first, ...rest] = words.map((word) => word.toLowerCase().replace(/[^\w]/g, ''));
    return [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
  }

  number(value: number, digits = 2): string {
    const text = value.toFixed(digits);
    return this.comma ? text.replace('.', ',') : text;
  }

  date(day: number): string {
    const { year, month, day: dayOfMonth } = fromEpochDay(day);
    const [m, d] = [String(month).padStart(2, '0'), String(dayOfMonth).padStart(2, '0')];
    if (this.dates === 'slash') return `${year}/${month}/${dayOfMonth}`;
    if (this.dates === 'dotted') return `${d}.${m}.${year}`;
    if (this.dates === 'us') return `${month}/${dayOfMonth}/${year}`;
    if (this.dates === 'compact') return `${year}${m}${d}`;
    if (this.dates === 'serial') return String(day + 25569);
    return this.dates === 'time' ? `${year}-${m}-${d} 1${day % 10}:0${day % 7}:00` : `${year}-${m}-${d}`;
  }

  /** Columns in any order, a number of the row in front at times. */
  write(columns: readonly Column[]): string {
    const order = columns.map((column) => ({ column, at: this.random() })).sort((a, b) => a.at - b.at);
    const all = order.map(({ column }) => column);
    const rows = all[0].cells.length;
    if (this.random() < 0.2)
      all.unshift({
        heading: this.language === 'zh' ? '序号' : 'ID',
        cells: Array.from({ length: rows }, (_, at) => String(at + 1)),
      });
    const delimiter = this.comma ? ';' : one(this.random, [',', ',', '\t', ';']);
    const quote = (cell: string): string =>
      cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
    const lines = [
      all.map(({ heading }) => quote(heading)),
      ...Array.from({ length: rows }, (_, row) => all.map(({ cells }) => quote(cells[row]))),
    ];
    return `${lines.map((cells) => cells.join(delimiter)).join('\n')}\n`;
  }
}

interface Line {
  readonly day: number;
  readonly order: number;
  readonly product: number;
  readonly units: number;
  readonly cents: number;
  readonly isCancelled: boolean;
}

/** One random layout: a file that a system might write, of a kind and in a language drawn by the seed. */
export function randomLayout(seed: number): RandomLayout {
  const random = seeded(seed);
  const writer = new Writer(random);
  const makers = [
    orderLines,
    orderLines,
    orderLines,
    dailySums,
    dailySums,
    wideMonths,
    purchases,
    advertising,
    forecasts,
    payments,
    movements,
    catalogue,
    stock,
    visits,
    events,
    ratings,
    launches,
    holidays,
  ];
  return one(random, makers)(writer);
}

const startDay = toEpochDay(2024, 1, 8);

function makeProducts({ random, language }: Writer): { id: string; name: string; category: string; cents: number }[] {
  const names = products[language] ?? products[one(random, ['en', 'de'])];
  const groups = categories[language] ?? categories.en;
  const prefix = one(random, ['P', 'SKU-', '10', 'AX', '69']);
  return Array.from({ length: between(random, 8, 24) }, (_, at) => ({
    id: `${prefix}${String(100 + at * 3)}`,
    name: `${names[at % names.length]} ${'ABC'[Math.floor(at / names.length)]}`,
    category: groups[at % groups.length],
    cents: between(random, 300, 12000),
  }));
}

function named(writer: Writer, of: HeadingOf, cells: readonly string[]): Column {
  return { heading: writer.heading(of), cells };
}

function truth(lines: readonly Line[], isNoUnits = false, isNoMoney = false) {
  const counted = lines.filter(({ isCancelled }) => !isCancelled);
  const days = counted.map(({ day }) => day).sort((a, b) => a - b);
  return {
    rows: counted.length,
    units: isNoUnits ? null : counted.reduce((sum, { units }) => sum + units, 0),
    revenue: isNoMoney ? null : counted.reduce((sum, { units, cents }) => sum + units * cents, 0) / 100,
    firstDate: formatIsoDate(days[0]),
    lastDate: formatIsoDate(days[days.length - 1]),
    products: new Set(counted.map(({ product }) => product)).size,
  };
}

function orderLines(writer: Writer): RandomLayout {
  const { random, language } = writer;
  const assortment = makeProducts(writer);
  const withStatus = random() < 0.5;
  const lines: Line[] = [];
  const orders = between(random, 50, 120);
  for (let order = 0; order < orders; order++) {
    const day = startDay + Math.floor((order / orders) * between(random, 60, 90));
    const isCancelled = withStatus && random() < 0.08;
    for (let line = between(random, 1, 3); line > 0; line--) {
      const product = Math.floor(random() * assortment.length);
      lines.push({
        day,
        order,
        product,
        units: random() < 0.6 ? 1 : between(random, 2, 5),
        cents: assortment[product].cents,
        isCancelled,
      });
    }
  }
  const withPrice = random() < 0.7;
  const withAmount = !withPrice || random() < 0.6;
  const withName = random() < 0.7;
  const orderSum = (order: number): number =>
    lines.filter((line) => line.order === order).reduce((sum, { units, cents }) => sum + units * cents, 0);
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'order',
      lines.map(({ order }) => `${language === 'en' ? 'SO' : ''}${20240000 + order}`),
    ),
    named(
      writer,
      'product',
      lines.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'units',
      lines.map(({ units }) => (random() < 0 ? '' : String(units))),
    ),
    ...(withName
      ? [
          named(
            writer,
            'name',
            lines.map(({ product }) => assortment[product].name),
          ),
        ]
      : []),
    ...(random() < 0.4
      ? [
          named(
            writer,
            'category',
            lines.map(({ product }) => assortment[product].category),
          ),
        ]
      : []),
    ...(withPrice
      ? [
          named(
            writer,
            'price',
            lines.map(({ cents }) => writer.number(cents / 100)),
          ),
        ]
      : []),
    ...(withAmount
      ? [
          named(
            writer,
            'amount',
            lines.map(({ units, cents }) => writer.number((units * cents) / 100)),
          ),
        ]
      : []),
    ...(random() < 0.5
      ? [
          named(
            writer,
            'customer',
            lines.map(({ order }) => `K${(order * 7) % 40}`),
          ),
        ]
      : []),
    ...(withStatus
      ? [
          named(
            writer,
            'status',
            lines.map(({ isCancelled }) => done[language][isCancelled ? 1 : 0]),
          ),
        ]
      : []),
    ...(random() < 0.3
      ? [
          named(
            writer,
            'store',
            lines.map(({ order }) => `Main ${order % 3}`),
          ),
        ]
      : []),
    ...(random() < 0.3
      ? [
          named(
            writer,
            'shipped',
            lines.map(({ day }) => writer.date(day + 2)),
          ),
        ]
      : []),
    ...(random() < 0.3
      ? [
          named(
            writer,
            'tax',
            lines.map(({ units, cents }) => writer.number((units * cents * 0.19) / 100)),
          ),
        ]
      : []),
    ...(random() < 0.3
      ? [
          named(
            writer,
            'freight',
            lines.map(({ order }) => writer.number(orderSum(order) > 8000 ? 0 : 4.9)),
          ),
        ]
      : []),
    ...(random() < 0.25
      ? [
          named(
            writer,
            'discount',
            lines.map(() => writer.number(0)),
          ),
        ]
      : []),
  ];
  return {
    name: one(random, ['export.csv', 'orders.csv', 'data 2024.csv', 'report(1).csv', 'Bestellungen.csv', '订单.csv']),
    text: writer.write(columns),
    kind: 'sales',
    ...truth(lines),
  };
}

function dailyLines(writer: Writer, assortment: readonly { cents: number }[]): Line[] {
  const lines: Line[] = [];
  const step = one(writer.random, [1, 1, 7]);
  const days = step === 1 ? between(writer.random, 12, 25) : between(writer.random, 10, 16);
  for (let at = 0; at < days; at++)
    assortment.forEach(({ cents }, product) => {
      if (writer.random() < 0.85)
        lines.push({
          day: startDay + at * step,
          order: at,
          product,
          units: between(writer.random, 1, 30),
          cents,
          isCancelled: false,
        });
    });
  return lines;
}

function dailySums(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const lines = dailyLines(writer, assortment);
  const withUnits = random() < 0.85;
  const withAmount = !withUnits || random() < 0.8;
  const withViews = random() < 0.3;
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    ...(random() < 0.85
      ? [
          named(
            writer,
            'product',
            lines.map(({ product }) => assortment[product].id),
          ),
        ]
      : [
          named(
            writer,
            'name',
            lines.map(({ product }) => assortment[product].name),
          ),
        ]),
    ...(withUnits
      ? [
          named(
            writer,
            'units',
            lines.map(({ units }) => String(units)),
          ),
        ]
      : []),
    ...(withAmount
      ? [
          named(
            writer,
            'amount',
            lines.map(({ units, cents }) => writer.number((units * cents) / 100)),
          ),
        ]
      : []),
    ...(random() < 0.4
      ? [
          named(
            writer,
            'category',
            lines.map(({ product }) => assortment[product].category),
          ),
        ]
      : []),
    ...(withViews
      ? [
          named(
            writer,
            'views',
            lines.map(({ units }) => String(units * 31 + between(random, 0, 50))),
          ),
          named(
            writer,
            'visitors',
            lines.map(({ units }) => String(units * 17 + between(random, 0, 20))),
          ),
        ]
      : []),
    ...(random() < 0.2
      ? [
          named(
            writer,
            'stock',
            lines.map(({ units }) => String(300 - units * between(random, 1, 5))),
          ),
        ]
      : []),
  ];
  return {
    name: one(random, ['sales.csv', 'weekly.csv', 'export.csv', '日报.csv']),
    text: writer.write(columns),
    kind: 'sales',
    ...truth(lines, !withUnits, !withAmount),
  };
}

function wideMonths(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const months = between(random, 5, 12);
  const cells = assortment.map(() => Array.from({ length: months }, () => between(random, 1, 60)));
  const headingOf = one(random, [
    (month: number) => `2024-${String(month).padStart(2, '0')}`,
    (month: number) => `2024年${month}月`,
    (month: number) => `${String(month).padStart(2, '0')}/2024`,
  ]);
  const columns: Column[] = [
    named(
      writer,
      'product',
      assortment.map(({ id }) => id),
    ),
    named(
      writer,
      'name',
      assortment.map(({ name }) => name),
    ),
    ...Array.from({ length: months }, (_, month) => ({
      heading: headingOf(month + 1),
      cells: cells.map((row) => String(row[month])),
    })),
  ];
  const delimiter = ',';
  const text = [
    columns.map(({ heading }) => heading),
    ...assortment.map((_, row) => columns.map((column) => column.cells[row])),
  ]
    .map((row) => row.join(delimiter))
    .join('\n');
  return {
    name: one(random, ['units by month.csv', '月销量.csv']),
    text: `${text}\n`,
    kind: 'sales',
    rows: assortment.length * months,
    units: cells.flat().reduce((sum, value) => sum + value, 0),
    revenue: null,
    firstDate: '2024-01-01',
    lastDate: `2024-${String(months).padStart(2, '0')}-01`,
    products: assortment.length,
  };
}

const nothing = {
  kind: 'other',
  rows: 0,
  units: null,
  revenue: null,
  firstDate: null,
  lastDate: null,
  products: 0,
} as const;

function purchases(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const rows = Array.from({ length: between(random, 50, 120) }, (_, at) => ({
    at,
    product: Math.floor(random() * assortment.length),
    units: one(random, [50, 100, 200, 500]),
  }));
  const columns: Column[] = [
    named(
      writer,
      'date',
      rows.map(({ at }) => writer.date(startDay + Math.floor(at / 2))),
    ),
    named(
      writer,
      'receipt',
      rows.map(({ at }) => `PO${3000 + at}`),
    ),
    named(
      writer,
      'supplier',
      rows.map(({ at }) => `S${at % 6}`),
    ),
    named(
      writer,
      'product',
      rows.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'name',
      rows.map(({ product }) => assortment[product].name),
    ),
    named(
      writer,
      'units',
      rows.map(({ units }) => String(units)),
    ),
    named(
      writer,
      'cost',
      rows.map(({ product }) => writer.number(assortment[product].cents / 250)),
    ),
    ...(random() < 0.6
      ? [
          named(
            writer,
            'amount',
            rows.map(({ product, units }) => writer.number((assortment[product].cents / 250) * units)),
          ),
        ]
      : []),
  ];
  return { name: 'export.csv', text: writer.write(columns), ...nothing };
}

function advertising(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const lines = dailyLines(writer, assortment);
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'product',
      lines.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'impressions',
      lines.map(({ units }) => String(units * 210 + between(random, 0, 99))),
    ),
    named(
      writer,
      'clicks',
      lines.map(({ units }) => String(units * 7 + between(random, 0, 9))),
    ),
    named(
      writer,
      'spend',
      lines.map(({ units }) => writer.number(units * 1.37)),
    ),
    ...(random() < 0.6
      ? [
          named(
            writer,
            'amount',
            lines.map(({ units, cents }) => writer.number((units * cents) / 100)),
          ),
        ]
      : []),
  ];
  return { name: 'report.csv', text: writer.write(columns), ...nothing };
}

function forecasts(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const lines = dailyLines(writer, assortment);
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'product',
      lines.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'forecast',
      lines.map(({ units }) => String(units)),
    ),
    ...(random() < 0.5
      ? [
          named(
            writer,
            'name',
            lines.map(({ product }) => assortment[product].name),
          ),
        ]
      : []),
  ];
  return { name: 'plan.csv', text: writer.write(columns), ...nothing };
}

function payments(writer: Writer): RandomLayout {
  const { random } = writer;
  const rows = Array.from({ length: between(random, 60, 120) }, (_, at) => ({
    at,
    cents: between(random, 500, 30000),
  }));
  const columns: Column[] = [
    named(
      writer,
      'date',
      rows.map(({ at }) => writer.date(startDay + Math.floor(at / 3))),
    ),
    named(
      writer,
      'order',
      rows.map(({ at }) => `T${88000 + at}`),
    ),
    named(
      writer,
      'amount',
      rows.map(({ cents }) => writer.number(cents / 100)),
    ),
    named(
      writer,
      'fee',
      rows.map(({ cents }) => writer.number(cents / 3400 + 0.3)),
    ),
    named(
      writer,
      'card',
      rows.map(({ at }) => ['Visa', 'Mastercard', 'PayPal'][at % 3]),
    ),
    named(
      writer,
      'customer',
      rows.map(({ at }) => `C${at % 45}`),
    ),
  ];
  return { name: 'payments.csv', text: writer.write(columns), ...nothing };
}

function movements(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const rows = Array.from({ length: between(random, 60, 150) }, (_, at) => ({
    at,
    product: Math.floor(random() * assortment.length),
    units: between(random, 1, 60) * (random() < 0.5 ? 1 : -1),
  }));
  const columns: Column[] = [
    named(
      writer,
      'date',
      rows.map(({ at }) => writer.date(startDay + Math.floor(at / 3))),
    ),
    named(
      writer,
      'product',
      rows.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'movement',
      rows.map(({ units }) => (units > 0 ? 'IN' : 'OUT')),
    ),
    named(
      writer,
      'units',
      rows.map(({ units }) => String(units)),
    ),
    named(
      writer,
      'store',
      rows.map(({ at }) => `W${at % 3}`),
    ),
  ];
  return { name: 'export.csv', text: writer.write(columns), ...nothing };
}

const undated = { units: null, revenue: null, firstDate: null, lastDate: null } as const;

function catalogue(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = [...makeProducts(writer), ...makeProducts(writer).map((each) => ({ ...each, id: `${each.id}X` }))];
  const columns: Column[] = [
    named(
      writer,
      'product',
      assortment.map(({ id }) => id),
    ),
    named(
      writer,
      'name',
      assortment.map(({ name }) => name),
    ),
    named(
      writer,
      'category',
      assortment.map(({ category }) => category),
    ),
    ...(random() < 0.7
      ? [
          named(
            writer,
            'price',
            assortment.map(({ cents }) => writer.number(cents / 100)),
          ),
        ]
      : []),
    ...(random() < 0.5
      ? [
          named(
            writer,
            'cost',
            assortment.map(({ cents }) => writer.number(cents / 220)),
          ),
        ]
      : []),
  ];
  return {
    name: one(random, ['products.csv', 'items.csv', '商品资料.csv']),
    text: writer.write(columns),
    kind: 'catalogue',
    ...undated,
    rows: assortment.length,
    products: assortment.length,
  };
}

function stock(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const columns: Column[] = [
    named(
      writer,
      'product',
      assortment.map(({ id }) => id),
    ),
    named(
      writer,
      'name',
      assortment.map(({ name }) => name),
    ),
    named(
      writer,
      'stock',
      assortment.map(() => String(between(random, 0, 400))),
    ),
  ];
  return {
    name: one(random, ['export.csv', 'inventory.csv']),
    text: writer.write(columns),
    kind: 'stock',
    ...undated,
    rows: assortment.length,
    products: assortment.length,
  };
}

function visits(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const lines = dailyLines(writer, assortment);
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'product',
      lines.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'views',
      lines.map(({ units }) => String(units * 9)),
    ),
    named(
      writer,
      'visitors',
      lines.map(({ units }) => String(units * 5)),
    ),
  ];
  const { rows, firstDate, lastDate, products: count } = truth(lines);
  return {
    name: one(random, ['export.csv', 'traffic.csv']),
    text: writer.write(columns),
    kind: 'browsing',
    rows,
    units: null,
    revenue: null,
    firstDate,
    lastDate,
    products: count,
  };
}

function events(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const lines = dailyLines(writer, assortment);
  const columns: Column[] = [
    named(
      writer,
      'date',
      lines.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'product',
      lines.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'user',
      lines.map(() => `u${between(random, 100, 180)}`),
    ),
    named(
      writer,
      'event',
      lines.map(() => one(random, ['view', 'view', 'view', 'addtocart', 'purchase'])),
    ),
  ];
  const { rows, firstDate, lastDate, products: count } = truth(lines);
  return {
    name: one(random, ['events.csv', 'export.csv']),
    text: writer.write(columns),
    kind: 'browsing',
    rows,
    units: null,
    revenue: null,
    firstDate,
    lastDate,
    products: count,
  };
}

function ratings(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const rows = Array.from({ length: between(random, 60, 120) }, (_, at) => ({
    at,
    product: Math.floor(random() * assortment.length),
  }));
  const columns: Column[] = [
    named(
      writer,
      'product',
      rows.map(({ product }) => assortment[product].id),
    ),
    named(
      writer,
      'rating',
      rows.map(() => String(between(random, 1, 5))),
    ),
    named(
      writer,
      'review',
      rows.map(({ at }) => `Works as it should and came quickly, number ${at}.`),
    ),
  ];
  return {
    name: 'export.csv',
    text: writer.write(columns),
    kind: 'reviews',
    ...undated,
    rows: rows.length,
    products: new Set(rows.map(({ product }) => product)).size,
  };
}

function launches(writer: Writer): RandomLayout {
  const { random } = writer;
  const assortment = makeProducts(writer);
  const columns: Column[] = [
    named(
      writer,
      'product',
      assortment.map(({ id }) => id),
    ),
    named(
      writer,
      'name',
      assortment.map(({ name }) => name),
    ),
    named(
      writer,
      'price',
      assortment.map(({ cents }) => writer.number(cents / 100)),
    ),
    named(
      writer,
      'cost',
      assortment.map(({ cents }) => writer.number(cents / 250)),
    ),
    named(
      writer,
      'earliest',
      assortment.map((_, at) => writer.date(startDay + 400 + at * 7)),
    ),
  ];
  return {
    name: one(random, ['launch plan.csv', 'new products.csv', '新品.csv']),
    text: writer.write(columns),
    kind: 'candidates',
    ...undated,
    rows: assortment.length,
    products: assortment.length,
  };
}

function holidays(writer: Writer): RandomLayout {
  const { random } = writer;
  const names = ['New Year', 'Spring Day', 'Labour Day', 'Summer Day', 'Harvest', 'Winter Day'];
  const rows = Array.from({ length: between(random, 12, 30) }, (_, at) => ({
    day: startDay + at * 23,
    name: names[at % names.length],
  }));
  const columns: Column[] = [
    named(
      writer,
      'date',
      rows.map(({ day }) => writer.date(day)),
    ),
    named(
      writer,
      'holiday',
      rows.map(({ name }) => name),
    ),
  ];
  return {
    name: one(random, ['holidays.csv', 'export.csv']),
    text: writer.write(columns),
    kind: 'holidays',
    ...undated,
    rows: rows.length,
    firstDate: formatIsoDate(rows[0].day),
    lastDate: formatIsoDate(rows[rows.length - 1].day),
    products: 0,
  };
}
