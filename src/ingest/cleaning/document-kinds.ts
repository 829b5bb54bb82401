/** Kinds of documents by which the same goods are told several times, or of which none is a sale. The first that is found counts. */
const kinds: readonly (readonly [kind: string, words: RegExp])[] = [
  [
    'advance',
    /acompte|anzahlung|zaliczk|záloh|acconto|anticip|advance|down[\s_-]?payment|prepay|förskott|forskud|аванс|预付|预收|前受|선급/i,
  ],
  [
    'other',
    /replacement|exchange(?!d)|umtausch|(?<!\p{L})[eé]change|(?<!\p{L})samples?(?!\p{L})|muster|[eé]chantillon|muestra|amostra|campione|pr[oó]bk|обмен|образ[ец]|样品|サンプル|샘플|warranty|ersatz(?!teil)|garantie|gewährleist|sostituzion|reposici[oó]n|补发|换货|交換|교환|调拨|其[他它]出库|领用|借出|transfer|umlagerung|^bill$|free[\s_-]of[\s_-]charge/iu,
  ],
  [
    'delivery',
    /lieferschein|delivery[\s_-]?(?:note|slip)|packing[\s_-]?slip|bon de livraison|^bl$|^ddt$|documento di trasporto|^wz$|albar[aá]n|guia de (?:remessa|transporte)|pakbon|följesedel|følgeseddel|dodac[ií] list|накладн|发货单|出库单|納品書/i,
  ],
  ['order', /auftrag|bestellung|(?<!p)order|commande|pedido|ordine|zam[oó]wien|objedn|заказ|订单|受注|注文|주문/i],
  ['invoice', /invoice|rechnung|fact?ur|fattur|faktur|счет|发票|請求|receipt/i],
];

const kindOf = (text: string): string => kinds.find(([, words]) => words.test(text))?.[0] ?? '';

/** Whether a kind of document is another one than most rows are: an advance, a delivery or an order among invoices, a replacement among sales. */
export function isOtherDocument(text: string, usual: string): boolean {
  const [kind, most] = [kindOf(text), kindOf(usual)];
  return kind !== '' && kind !== most && (most !== '' || kind === 'advance' || kind === 'other');
}
