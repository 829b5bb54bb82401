/** Ids that differ only by case, width or blanks are one product: the form under which they are. */
export function canonicalId(id: string): string {
  return id.normalize('NFKC').trim().replace(/\s+/g, ' ').toUpperCase();
}

/** An id without what spreadsheets put around it so that it stays text: `="00123"`, `'00123`. */
export function plainId(id: string): string {
  const wrapped = /^="(.*)"$/.exec(id);
  if (wrapped) return wrapped[1].trim();
  return /^'[\p{L}\p{N}=+\-@]/u.test(id) && !id.endsWith("'") ? id.slice(1) : id;
}

/** A copy that doesn't keep the text piece alive from which it was cut. */
export function detach(text: string): string {
  return text.length < 13 ? text : JSON.parse(JSON.stringify(text));
}

/** Ids seen in service lines of shops; short ones count only where products have digits in their ids. */
export const serviceIds =
  /^(POST|POSTAGE|DOT|D|M|S|B|C2|CRUK|PADS|BANK CHARGES|AMAZONFEE|(SHIPPING|BILLING|DELIVERY|PAYMENT)\d*|SHIP|PORTO|VERSAND|FRACHT|CARRIAGE|FREIGHT|FEE|TAX|SALES TAX|VAT|ROUNDING|TIP|ADJUST|ADJUST2|DISCOUNT|GIFT_0001(_.*)?|TEST\d{3})$/;
/** Postage, fees and discounts by words that begin no product's name; and by words that stand for them alone, or with what kind they are of. */
const serviceNames =
  /^((补?运|补?邮|手续|运费险|包装|配送|快递|服务)费|补?差价|拍差价|优惠券|满减|送料|配送料|代引|(決済)?手数料|値引|割引|ギフト包装|배송[비료]|수수료|할인|ค่า(จัด)?ส่ง|ส่วนลด|((shipping|delivery|handling|payment|service|bank|cod|postage|gift ?wrap)( (and|&) handling)? (fee|cost|charge)s?|shipping (and|&) handling|(versand|porto|liefer|bezorg|verzend|verpackungs|porto)(kosten(pauschale)?|pauschale|geb[uü]hr(en)?)|fraktkostnad(er)?|(participation aux )?frais de port|port et emballage|participation port|gastos de transporte|recargo (?:reembolso|contrareembolso)|redondeo|arrondi|[oö]resavrundning|fakturaavgift|expeditionsavgift|platba (?:kartou|p[rř]evodem)|op[lł]ata za (?:pobranie|przesy[lł]k[eę])|kap[iı]da [oö]deme|kargo bedeli|porto (?:&|und) verpackung|verpackung (?:&|und) (?:porto|versand)|fracht(?:kosten)?|курьерская доставка|착불|クール便|postage (and|&|\+) packing|運賃|nachnahme(geb[uü]hr)?|zahlungs?(geb[uü]hr|aufschlag)|frais (de (port|livraison|transport|gestion)|d['’]exp[eé]dition)|(gastos|portes|coste) de env[ií]o|spese di (spedizione|trasporto|incasso|consegna)|contrassegno|arrotondamento|taxa de (entrega|envio|livrare)|doprava|dob[ií]r[ek][ay]?|po[sš]tovn[eé]|zaokr[ou]+hle|koszty? (dostawy|wysy[lł]ki)|sz[aá]ll[ií]t[aá]si|ut[aá]nv[eé]t|toimituskulu|postikulu|kargo [uü]creti|доставка|стоимость доставки|ongkos kirim|ongkir|ph[ií] (v[aậ]n chuy[eể]n|ship|giao))(?!\p{L}))|^(?:(?:standard|express|economy|flat[ -]rate) (?=postage|shipping|carriage|freight|delivery))?(postage|shipping|carriage|freight|delivery|handling|surcharge|gratuity|tips?|porto|fracht|vracht|trasporto|transporte|expressversand|standardversand|przesy[lł]ka( kurierska)?|rounding|discount|coupon|promo(tion)? code|store credit|versand|lieferung|rabatt|rundung|livraison|remise|env[ií]o|portes|descuento|spedizione|consegna|sconto|frete|desconto|verzending|korting|dostawa|wysy[lł]ka|rabat|sleva|z[lľ]ava|kedvezm[eé]ny|transport|frakt|fragt|alennus|kargo|indirim|скидка|знижка)(\s*([:(|–—-]|\d+([.,]\d+)?\s?%).*)?$/iu;

/** Carriers, alone or with what kind of parcel it was; those whose names may be those of goods (Hermes) only with that. */
const carriers =
  /^(?:(?:versand|livraison|kurier|env[ií]o|spedizione|verzending|доставка)\s)?(?:dhl|ups|dpd|gls|fedex|tnt|royal mail|colissimo|mondial relay|chronopost|postnl|postnord|inpost|z[aá]silkovna|packeta|ppl|сдэк|cdek|почта россии|correos|seur|mrw|poste italiane|bartolini|(?:hermes|bring|brt)(?=\s))(?:\s(?:paket|pakket|p[aá]ck(?:age|et)|parcel|ground|standard|express|economy|1st class|2nd class|tracked(?: \d+)?|paczkomat\p{L}*|kurier|courier|ekonomi|varubrev|boxy?|delivery|next day))*$/iu;

/** Money for later, alone or with its worth: what it buys is a sale of its own. */
const giftCards =
  /^(?:e-?gift(?: card)?|(?:e-?)?gift (?:card|voucher|certificate)s?|(?:geschenk|wert)gutscheine?|geschenkkarten?|cartes? cadeaux?|ch[eè]ques? cadeaux?|tarjetas? (?:de )?regalo|cart[aã]o[- ]presente|vales?[- ]presente|buon[oi] regalo|cadeau(?:bon|kaart)|karta podarunkowa|d[aá]rkov[yý] pouka[zž]|подарочн\p{L}+ (?:карт\p{L}+|сертификат)|presentkort|gavekort|lahjakortti|hediye (?:kart[ıi]|çeki)|(?:电子)?(?:礼品卡|礼券|储值卡|购物卡)|(?:e)?ギフトカード|商品券|기프트\s?카드|상품권)(?:\s*(?:[:(|–—-]|[$€£¥]?\s?\d).*)?$/iu;

/** Shares of products whose ids hold a digit, and whose ids have three characters or fewer. */
export interface IdShape {
  readonly digitShare: number;
  readonly shortShare: number;
}

/**
 * Postage, fees, samples, vouchers, gift cards and manual lines among the products. Where ids without digits or ids of two or three
 * characters are usual, a short word may be a real product and only names decide.
 */
export function isServiceCode(canonical: string, name: string, shape: IdShape): boolean {
  const texts = [name, canonical].map((text) => text.replace(/^\[[\w./-]+\]/, '').trim());
  if (texts.some((text) => serviceNames.test(text) || carriers.test(text) || giftCards.test(text))) return true;
  return shape.digitShare >= 0.9 && shape.shortShare <= 0.05 && serviceIds.test(canonical);
}
