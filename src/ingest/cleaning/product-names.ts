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
const serviceIds =
  /^(POST|POSTAGE|DOT|D|M|S|B|C2|CRUK|PADS|BANK CHARGES|AMAZONFEE|(SHIPPING|BILLING|DELIVERY|PAYMENT)\d*|CARRIAGE|FREIGHT|FEE|ADJUST|ADJUST2|DISCOUNT|GIFT_0001(_.*)?|TEST\d{3})$/;
const serviceNames =
  /^(postage|shipping( fee| cost)?|carriage|freight|delivery (fee|charge)|bank charges|gift ?wrap fee)$|^(运费|邮费|补运费|补差价?|差价|差价补|拍差价|邮费补|手续费|运费险|补邮费)/i;

/** Shares of products whose ids hold a digit, and whose ids have three characters or fewer. */
export interface IdShape {
  readonly digitShare: number;
  readonly shortShare: number;
}

/**
 * Postage, fees, samples, vouchers and manual lines among the products. Where ids without digits or ids of two or three
 * characters are usual, a short word may be a real product and only names decide.
 */
export function isServiceCode(canonical: string, name: string, shape: IdShape): boolean {
  if (serviceNames.test(name.trim()) || serviceNames.test(canonical)) return true;
  return shape.digitShare >= 0.9 && shape.shortShare <= 0.05 && serviceIds.test(canonical);
}
