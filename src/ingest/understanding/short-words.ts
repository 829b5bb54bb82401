/**
 * Words as those who keep a company's data shorten them in the names of columns (`ORD_DTM`, `sku_nm`, `UNTSLD`, `dt_venda`), and
 * Chinese, Japanese and Korean ones in Latin letters (`xiaoliang`, `shohin_mei`), by what they mean; see the lists of {@link headingWords}.
 */
export const shortWords = {
  date: 'dt dte fch fec dta hizuke hiduke bizdate yyyymmdd riqi eigyobi',
  time: 'tm dtm dttm dtime tstmp tstamp tms nichiji shijian',
  order: 'ord ordr cde zak auftr ped juchu chumon jumun dingdan',
  document: 'rct rcpt fac denpyo belnr trn',
  line: 'lin lne gyo meisai poz',
  product: 'itm prd prdt gds mdse shohin sangpum matl shangpin tow',
  code: 'hinban huohao',
  id: 'cd bk nk bianma bianhao',
  name: 'nm nme descr dscr lib libl mei hinmei mingcheng',
  category: 'ctgr ctg catg cate wgr fam bumon bunrui leibie fenlei ktgr vgrp kateg',
  quantity:
    'qt qnt qnty unt unts kolvo suryo suuryo suryou suryang cases boxes ea eaches shuliang xiaoliang uni adt ant su qtt ctd',
  sold: 'sld uriage hanbai panmae xiaoshou xiaoliang sprz fsg maechul',
  price: 'prc prce prz rsp vkp tanka danga danjia udsalgspris px',
  each: 'tanka danga vkp unt uni ea',
  amount: 'mt mnt mtt btr wrt vl vlr kingaku geumaek jine xiaoshoue gaku ttr wart',
  gross: 'grs brt',
  discount: 'skonto rab waribiki nebiki',
  tax: 'shohizei zeinuki zeikomi',
  excluding: 'zeinuki zeikomi',
  cost: 'cst genka',
  customer: 'kd kund mbr usr cli kokyaku kaiin kehu huiyuan',
  store: 'whs whse wrhs tenpo mise pdv fil suc mendian loc mgz',
  cancel: 'cncl canc cxl torikeshi dlt',
  refund: 'rtn rtrn rfd rfnd henpin devol',
  update: 'etl upd updt mod koshin inserted ingested loaded extracted',
  currency: 'currcy crncy whg',
  share: 'perc prct proz',
  week: 'wks wochen semanas semaines',
  purchasing: 'shiire nyuka caigou rcv rcvd recv ebeln',
  ship: 'shp shpd shukka',
  stock: 'zaiko kucun oh avl',
  supplier: 'vend vndr supp splr lifnr',
  movement: 'trf xfer',
  forecast: 'bgt tgt',
  quote: 'ang',
  promotion: 'akc',
  advert: 'clk clks',
  profit: 'earnings',
  fee: 'comm chg',
  revenue: 'ums xiaoshoue uriage',
  net: 'liq',
  status: 'zhuangtai sts',
} as const;

/**
 * Headings of the initials of their syllables, as databases in China have them, with what they stand for; only whole ones are taken, and of
 * those of two letters none that is a country or a state as well (`SE`, `MD`).
 */
const initials = new Map(
  'ddh=订单号 ddbh=订单编号 ddid=订单编号 rq=日期 xdsj=下单时间 xdrq=下单日期 ddsj=订单时间 ddrq=订单日期 cjsj=创建时间 fksj=付款时间 zfsj=支付时间 fhsj=发货时间 gxsj=更新时间 xsrq=销售日期 spbm=商品编码 spbh=商品编号 spdm=商品代码 spid=商品编号 spmc=商品名称 splb=商品类别 spfl=商品分类 ppmc=品牌名称 sl=数量 xssl=销售数量 dj=单价 je=金额 xsje=销售金额 zje=总金额 ddje=订单金额 yhje=优惠金额 zkje=折扣金额 zkl=折扣率 sfje=实付金额 ssje=实收金额 yfje=应付金额 cbj=成本价 cbje=成本金额 ddzt=订单状态 qd=渠道 qdmc=渠道名称 mdbm=门店编码 mdmc=门店名称 hybh=会员编号 hyid=会员编号 khbh=客户编号 khbm=客户编码 khmc=客户名称 thsl=退货数量 thje=退货金额 tkje=退款金额 kc=库存 kcsl=库存数量 rksl=入库数量 cksl=出库数量 ckmc=仓库名称 gysmc=供应商名称 gysbm=供应商编码'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

/** What a heading of initials stands for; the heading itself where it is none. */
export function fromInitials(heading: string): string {
  return initials.get(heading.trim().toLowerCase()) ?? heading;
}

const latin =
  'shch=щ zh=ж kh=х ch=ч sh=ш yu=ю ya=я ts=ц a=а b=б v=в g=г d=д e=е z=з i=и j=й k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у f=ф h=х c=ц y=ы'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]);
const cyrillicOf = new Map(latin);
const spelled = new RegExp(latin.map(([letters]) => letters).join('|'), 'g');

/** A word in Latin letters as Russian would spell it: `vozvrat` is возврат; soft signs are not told. */
export function inCyrillic(word: string): string {
  return word.replace(spelled, (letters) => cyrillicOf.get(letters) ?? letters);
}
