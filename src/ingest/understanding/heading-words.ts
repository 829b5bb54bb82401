import { fromInitials, inCyrillic, shortWords } from '#ingest/understanding/short-words.ts';

/** Characters of headings as Taiwan and Hong Kong write them, each followed by its simplified form. */
const traditional = new Map(
  '訂订單单號号碼码數数價价銷销額额總总計计類类別别貨货編编時时間间狀状態态會会員员庫库運运費费發发實实際际應应買买賣卖網网鋪铺倉仓備备註注購购稅税項项規规樣样條条廠厂廣广點点擊击瀏浏覽览訪访轉转換换節节週周門门區区優优達达團团帳账戶户結结產产進进補补開开關关閉闭選选顧顾標标題题處处聯联繫系電电話话郵邮遞递營营業业採采預预測测劃划'
    .match(/../gu)
    ?.map((pair) => [[...pair][0], [...pair][1]] as const),
);

/** A Chinese heading in simplified characters; Japanese words lose nothing that they are told by. */
export function inSimplified(text: string): string {
  return /[\u4e00-\u9fff]/.test(text) ? [...text].map((each) => traditional.get(each) ?? each).join('') : text;
}

/**
 * What the words of headings mean, in the languages in which shops write them: those of Eastern and South-Eastern Asia, India,
 * the Arab world, Turkey and Europe. Words are compared without accents, lower-cased; `*` stands for any ending. A word may have
 * several meanings at once: 销量 is a number of things sold. One that means something common in another of the languages is
 * left out, or told apart by its accent or by the words beside it (`accented`, `phrases`).
 */
const lists = {
  date: `天数 when tanggal datum date dates dat datum tag fecha dia data jour giorno дата день tarih tarihi dzien 日期 日付 年月日 月日 날짜 일자 일 日 days day tarihler gunu dag dnia dne dato tgl hari tarikh วันที่ วัน दिनांक तारीख तिथि दिन تاريخ التاريخ يوم ziua kelte napja ημερομηνια ημερομηνιας ημερα paiva paivays paivamaara pvm дня datums kuupaev dags dagsetning vrijeme fkdat audat budat erdat תאריך יום`,
  time: `hour stunde stunden tranche franja fascia uur 时段 time timestamp ts datetime zeit zeitraum uhrzeit zeitpunkt zeitstempel hora heure horodatage ora orario время saat czas 时间 時刻 時間 日時 시간 일시 시각 zaman tijd tijdstip godzina hodina cas tid tidpunkt klockslag tidspunkt klokkeslaet час waktu เวลา समय وقت ساعه idopont ωρα aika kellonaika vreme laiks kellaaeg timi שעה זמן`,
  week: `week weeks wk kw woche kalenderwoche semana semaine settimana неделя неделю weekly tydzien hafta 周 周次 週 주 주차 星期 haftasi weken weeknummer tygodnia tygodnie tyg tyden tydne tydnu tyzden vecka veckan uge uke тиждень тижня minggu สัปดาห์ सप्ताह اسبوع saptamana saptamani εβδομαδα viikko vko שבוע`,
  month: `month months monat mes mois mese месяц miesiac ay maand monthly 月 月份 月度 월 ayi maanden miesiaca mesic mesice mesiac manad maned місяць місяця bulan เดือน माह महीना मास شهر luna honap μηνας μηνα kuukausi חודש`,
  year: `year yr jahr ano annee anno год rok yil jaar 年 年份 年度 년 연도 yili roku рік року tahun thn ปี वर्ष साल سنه عام anul ετος χρονος vuosi שנה`,
  order: `全单 整单 pedida commandees commandee ordinat* pedidas zamowion* bestilt* bestallda uzsakymo uzsakymas narocila narocilo pesanan objednavk* comanda comenzi comenzii order orders bestell* bestellung auftrag auftrags* pedido pedidos orden commande commandes ordine ordini заказ* siparis zamowien* purchase 订单 订购 下单 注文 受注 주문 采购单 oid siparisi siparisler siparise siparislerim bestelling bestellingen bestallning* bestilling* ordre ordren замовлен* คำสั่งซื้อ ออเดอร์ ऑर्डर आदेश طلب طلبيه طلبات rendeles* megrendeles* παραγγελια παραγγελιας παραγγελιων tilaus tilauksen tilaukset bestel* narudzba narudzbe narocilo uzsakymas pasutijums tellimus pontun поръчка поръчки vbeln הזמנה הזמנות`,
  document: `saskaita saskaitos racun racuna invoice inv rechnung rechnungs* factura facture fattura nota fatura счет счета накладная faktura beleg bon ticket recibo recu scontrino чек receipt document doc documento документ* transaction transactions txn trx transaktion* transaccion transacao transazione транзакци* bill billing posting posted invoiced billed 发票 小票 单据 单号 单 凭证 交易 流水 伝票 請求 取引 レシート 송장 영수증 거래 전표 faturasi belge belgesi fis makbuz evrak factuur* kassabon faktury dokument* paragon paragonu rachunek rachunku doklad dokladu uctenka uctenky kvitto kassakvitto verifikation bilag kvittering рахунок рахунку накладна накладної чека документа квитанція фактура faktur struk kwitansi invois resit ใบเสร็จ ใบกำกับ ใบกำกับภาษี บิล เอกสาร ใบแจ้งหนี้ बिल चालान रसीद वाउचर इनवॉइस فاتوره فواتير ايصال مستند وثيقه chitanta documentului szamla bizonylat nyugta τιμολογιο τιμολογιου αποδειξη αποδειξης παραστατικο παραστατικου lasku laskun kuitti kuitin tosite racun racuna racuni saskaita saskaitos rekins rekina arve arved reikningur документ חשבונית חשבוניות מסמך קבלה אסמכתא scontrini paragonow nyugtak tickets`,
  line: `line row rownum position pos posten zeile linea ligne linha riga строка seq sequence sequenz index 序号 行 行号 行番号 明细 明細 子订单 순번 항목 satir sira regel regelnummer pozycja pozycji wiersz radek radku poradi radnr radnummer linje linjenr рядок рядка порядковий baris ลำดับ क्रम क्रमांक पंक्ति سطر بند مسلسل تسلسل pozitie sorszam γραμμη rivi rivinumero rows שורה`,
  product: `plant plants 候选 候选款 artigo artigos plat plats gericht piatto артикал barang produk towaru produs produse product products prod item items article articles artikel* produkt* articulo articulos producto productos produit produits articolo articoli prodotto prodotti produto produtos товар* продукт* номенклатур* urun urunler goods material merchandise merch towar auction listing offer oferty variation variant variante lineitem listing 商品 产品 宝贝 货品 物料 存货 品 单品 品番 品目 製品 アイテム 購入商品 注文商品 販売商品 상품 제품 품목 품명 품번 urunu urunun malzeme malzemesi towary produktu zbozi polozka polozky tovar tovaru artikl artiklar varan varer varen vara vare товару товари สินค้า รายการ वस्तु उत्पाद सामान माल आइटम منتج منتجات صنف اصناف بضاعه سلعه ماده articole articolului marfa termek* cikk* προιον προιοντος προιοντα ειδος ειδους ειδη tuote tuotteen tuotteet стока стоки artikla artikli artikel proizvod proizvoda izdelek izdelka prekes preke prekiu prece preces toode toote artikkel voru блюд* מוצר מוצרים פריט פריטים`,
  code: `商家编码 баркод cve clave sku skus asin ean upc gtin jan isbn mpn spu barcode stockcode stylecode артикул* referencia reference ref referenz barkod strichcode kod 货号 款号 款式 条码 条形码 型号 品番 バーコード 型番 바코드 품번 모델 model modell modelo modele modello style handle barkodu artikelcode indeks indeksu katalogowy katalogove varenr varenummer штрихкод штрихкоду kode บาร์โค้ด รหัสสินค้า बारकोड कोड رمز باركود كود codul cikkszam cikkszama vonalkod κωδικος κωδικου koodi tuotekoodi viivakoodi sifra sifre kodas kods matnr vorunumer tootekood מקט ברקוד`,
  id: `hash identificador identificativo identifiant identyfikator id ids code codes no nr num number nummer nbr numero nº n° № key kodu codigo cod codice код номер uid guid identifier kennung kennziffer ident numer numarasi 编号 编码 代码 号 号码 番号 コード 코드 번호 아이디 id번호 numara numeru cislo cisla nomor เลขที่ หมายเลข เลข รหัส नं नंबर क्रमांक रقम رقم معرف numarul szam szama azonosito αριθμος αρ nro tunnus номера stev numeris מספר מס קוד מזהה`,
  name: `subject what 説明 nama nazev nume denumire name names title titel bezeichnung bezeichn* nombre titulo nom nome libelle intitule designation denominazione denominacion descrip* descriz* descric* descricao description desc beschreibung описание наименование название имя adi nazwa naam omschrijving 名称 名 标题 品名 名前 タイトル 이름 명 품명 상품명 제목 ismi baslik opis tytul nazwy popis nazov namn benamning beskrivning navn beskrivelse benaevnelse varetekst назва найменування опис deskripsi judul ชื่อ ชื่อสินค้า รายละเอียด नाम विवरण اسم مسمي وصف بيان denumirea numele descriere nev neve megnevezes leiras ονομα ονομασια περιγραφη nimi nimike kuvaus naziv nazivi pavadinimas nosaukums nimetus lysing heiti arktx maktx שם תיאור תאור`,
  category: `区分 種別 kategori category categories cat kategorie* kategoria warengruppe gruppe group groups categoria categorie famille familia famiglia rayon категори* группа предмет klasse class classe department dept division abteilung section segment collection subcategory subcat sub reparto categoryname genre type typ tipo тип 类目 品类 分类 类别 大类 中类 小类 カテゴリ カテゴリー 分類 部門 카테고리 분류 대분류 중분류 产品线 kategorisi grubu groep productgroep artikelgroep grupa grupy asortyment* dzial rodzaj skupina druh oddeleni sortiment grupp varugrupp varegruppe категорія група групи вид jenis golongan หมวดหมู่ หมวด ประเภท กลุ่ม श्रेणी वर्ग समूह فئه تصنيف قسم مجموعه نوع csoport cikkcsoport termekcsoport κατηγορια ομαδα ryhma tuoteryhma luokka osasto grupes flokkur skupine matkl קטגוריה מחלקה קבוצה משפחה סוג`,
  quantity: `afzet liczba buc nb einheiten jednostki unites unite unita unitats kolicina anz kol kpl ποσ piezas количина تعداد aantallen mge mng adedi jumlah mnozstvi terjual cantitate bucati antal pezzi quantity quantities qty cnt quant menge anzahl stuckzahl stueckzahl stuck stueck cantidad cant unidades uds unids quantite qte nombre quantidade qtd qtde quantita qta количество колво кол units unit pieces piece pcs pzas pz adet miktar ilosc sztuk aantal stuks bottles absatz absatzmenge 数量 件数 销量 个数 個数 点数 台数 数 件 销售量 成交量 수량 판매량 개수 판매수 갯수 шт штук miktari adetler hoeveelheid ilosci sztuki mnozstvo pocet kusu kusov kusy antall kvantitet maengde mengde кількість кількості кільк kuantitas kuantiti bilangan จำนวน ปริมาณ मात्रा كميه عدد mennyiseg darab darabszam ποσοτητα τεμαχια maara lukumaara kolicina kiekis daudzums kogus magn unid fkimg kwmeng szt כמות יחידות`,
  sold: `реализовал gekauft* achete achetes achetee achetees comprados compradas acquistat* kupion* kopta kobte kjopte ostetut gekochte приобретен* купленн* 購入 구매한 zakoupen* 판매건수 vte vtes vta vtas venut venuda venudes venuts sls penjualan sold sell sale sales verkauf* verkauft* vendu vendus vendue vendues vente ventes venta ventas vendid* venda vendas vendita vendite vendut* продаж* продан* реализ* satis satilan выкупили выкуплено sprzedaz verkoop 销售 售出 已售 销 成交 卖出 出库 販売 売上 売 판매 매출 sellthrough buy bought purchased 购买 satislar satisi satislari verkocht* verkopen afzet sprzedaz* sprzedan* prodej* prodan* predaj* predan* forsaljning* salda sald salg solgt solgte terjual jual dijual jualan ขาย ที่ขาย बिक्री विक्रय مبيعات مباع بيع مبيع vanzare vanzari vandut* eladas* eladott ertekesites* πωλησ* πωληθ* myynti myynnit myyty myydyt dibeli prodaja prodaje prodano prodato pardavimai pardavimas parduota pardosana pardots muuk muudud selt продажба продажби продадено verkaufte verkaufter verkochte מכירות מכירה נמכר נמכרו 구매 abverkauf abverkaufe abverkaufte abverkaufsmenge kauf kaufe kaufen`,
  price: `pricing pvp harga cena ceny pret pretul pris 成交价 实价 販売価格 price prices einzelpreis preis preise stuckpreis precio precios prix preco precos prezzo prezzi цена цене fiyat fiyati cena prijs rate msrp srp rrp uvp vk retail 价 价格 单价 售价 价钱 標準価格 単価 価格 値段 가격 단가 판매가 판매가격 정가 prijzen stukprijs verkoopprijs eenheidsprijs ceni priser stykpris enhedspris ціна ціни ราคา दर मूल्य कीमत भाव سعر ثمن اسعار preturi egysegar eladasiar τιμη τιμες hinta hinnat yksikkohinta myyntihinta cijena cijene cene kaina hind verd verð מחיר 売価 売値 할인가 割引価格 折后价`,
  each: `шт stk pcs unit each einzel einzelpreis stuck stueck unitario unitaria unitaire unitar* unitario pezzo birim штуку ед единицу единица szt per 单 单价 単価 단가 개당 件 birimi stuk eenheidsprijs stukprijs stykpris enhedspris jednostk* jednotk* styck enhed enhet одиниц* satuan หน่วย ต่อหน่วย ต่อชิ้น ชิ้นละ หน่วยละ प्रति इकाई وحده حبه قطعه egyseg egysegar μοναδα μοναδος μοναδας yksikko yksikkohinta sztuke sztuka unid ליחידה`,
  amount: `实付 货款 应付货款 代金 warenwert 商品代金 valeur valeurs износ val сумм* valoare belopp amount amounts amt betrag summe importe monto montant valor valore importo сумма стоимость tutar tutari kwota wartosc bedrag value wert 金额 额 总额 款 金額 額 価格合計 금액 액 价款 bedeli tutarlari waarde kwoty wartosci castka hodnota ciastka varde belob belop vaerdi verdi сума суми вартість nilai nominal amaun จำนวนเงิน มูลค่า ยอดเงิน ยอด राशि रकम مبلغ قيمه valoarea osszeg erteke ertek ποσο αξια summa summat arvo iznos znesek vrednost vrijednost suma upphaed upphaeð стойност סכום`,
  revenue: `収益 수익 доход* takings einnahme einnahmen recette recettes incasso incassi utarg arbevetel recaudacion faturacao apyvarta prihod revenue turnover umsatz erlos erloese ingreso ingresos facturacion receita faturamento ricavo ricavi fatturato выручка оборот gmv proceeds ciro omzet przychod 销售额 营业额 成交额 收入 流水额 売上 売上高 売上金額 매출 매출액 gmv dollars hasilat geliri obrot obroty przychody trzba trzby obrat omsattning omsaetning omsetning intakt виручка виручки дохід pendapatan omset ยอดขาย รายได้ राजस्व आय ايرادات ايراد venit venituri incasari arbevetel bevetel forgalom εσοδα τζιρος liikevaihto promet ieguvumi apgrozijums kaive velta tekjur netwr הכנסה הכנסות מחזור פדיון`,
  total: `все всего tot gesamtpreis total totals gesamt gesamtbetrag итого итоговая общая toplam totale totaal suma subtotal subtotale zwischensumme sum 合计 总 总计 总价 小计 合計 小計 総額 합계 총 소계 총액 价税合计 toplami genel totaalbedrag razem lacznie ogolem laczna celkem celkova celkovy celkove celkom spolu totalt всього усього разом загальна загальний keseluruhan รวม ทั้งหมด รวมทั้งสิ้น ยอดรวม कुल योग اجمالي مجموع totala osszesen συνολο συνολικη συνολικο yhteensa kokonais* ukupno skupaj viso kokku samtals общо סהכ`,
  money: `kc zl ft usd eur gbp cny rmb jpy krw rub brl inr try pln cad aud dollar dollars euro euros yuan yen won rubl* rubel reais pesos 元 万元 円 원 руб рублей $ € £ ¥ lei ron czk huf sek nok dkk vnd idr thb sar aed egp грн uah บาท रुपये ريال درهم جنيه دينار mxn clp myr sgd hkd twd zar ₪ שח`,
  net: `nettes netas netos netti net netto neto neta nette nett liquido liquida чист* 净 純 순 нетто bersih สุทธิ शुद्ध صافي καθαρη καθαρο καθαρα veroton imponibile`,
  gross: `br gross brutto bruto bruta brut brute lordo lorda валов* 毛 総 총매출 брутто kotor hruba hruby सकल verollinen μεικτη μεικτο μικτη μικτο`,
  discount: `sofortrabatt aktionsrabatt ermassigung ermaessigung abzug rabais ristourne bonificacion rebaja ahorro bonificacao abatimento riduzione obnizka kupon уценка промокод kupong avdrag prisnedsattning afprijzing 满减 满减分摊 折让 抵扣 改价 할인금액 즉시할인 추가할인 상품쿠폰 에누리 프로모션할인 掛率 掛け率 disc dscnt rebate rebates dto dtos 割引 割引額 diskon discount discounts rabatt* nachlass descuento remise reduction desconto sconto sconti скидк* indirim indirimi korting markdown coupon coupons voucher vouchers gutschein* cupon cupom 折扣 优惠 优惠券 立减 红包 让利 割引 値引 クーポン 할인 쿠폰 promo off iskonto kortingen rabat* znizka znizki upust sleva slevy zlava zlavy знижк* potongan diskaun ส่วนลด छूट خصم تخفيض خصومات reducere reduceri kedvezmeny engedmeny εκπτωση εκπτωσεις alennus alennukset popust popusti rabat nuolaida atlaide allahindlus soodustus afslattur отстъпка הנחה`,
  tax: `tax taxes taxed vat mwst ust steuer steuern iva impuesto impuestos tva taxe impot imposto imposta ндс налог* kdv btw gst igst cgst sgst utgst hst pst 税 税额 税费 税率 消費税 税込 税抜 消費税込 消費税抜 세금 부가세 과세 vergi vergisi belasting podatek podatku dph moms skatt afgift mva пдв подат* pajak ppn cukai ภาษี कर जीएसटी ضريبه ضريبيه afa φπα φορος alv pdv ddv pvn kaibemaks vsk ддс מעמ`,
  excluding: `sense amb eks with 포함 별도 제외 불포함 excl excluding exclusive ex without fara ohne sin hors ht htva sem senza без includ* incl inclusive inkl including mit con ttc avec com incluido inclus 含税 不含税 未税 税込 税抜 消費税込 消費税抜 除 含 less haric dahil exclusief inclusief zonder vcetne exkl ekskl uden utan tanpa termasuk شامل بدون nelkul χωρις ilman sis ללא כולל לפני`,
  freight: `tips gratuity trinkgeld pourboire propina gorjeta ongkir ongkos shipping freight postage versandkosten porto frete envio envios livraison spedizione доставк* kargo 运费 快递费 邮费 物流费 送料 배송비 handling delivery deliver* versand liefer* nakliye verzendkosten przesylk* doprava dopravne postovne frakt fraktkostnad fragt перевезен* ค่าจัดส่ง ค่าส่ง भाड़ा शिपिंग شحن توصيل transport livrare szallitas* μεταφορικα toimituskulut rahti postikulut משלוח`,
  ship: `geliefert doruceni doruceno tracking processed ship shipped shipment shipments shipping dispatch dispatched despatch fulfilled fulfillment fulfilment versand versendet versand* liefer* lieferung envio enviado expedition expedie livraison livre entrega consegna spedizione spedito отгруз* отправ* доставк* достав* kargo teslim verzend* 发货 配送 出荷 発送 发运 快递 物流 배송 출고 delivery delivered deliver arrival teslimat gonder* sevk sevkiyat verzonden geleverd levering* wysylk* wyslan* dostaw* expedice odeslan* dodan* leverans* leverer* sendt skickad відправ* відвантаж* kirim pengiriman dikirim penghantaran จัดส่ง ขนส่ง ส่ง डिलीवरी शिपमेंट شحن تسليم توصيل livrare livrat expediere kiszallitas αποστολη αποστολης παραδοση παραδοσης toimitus toimitettu lahetys lahetetty אספקה`,
  fee: `tarifa tarifas comision* 费用 удержания удержание fee fees gebuhr* comision frais taxa commissione comissao комисси* komisyon charge charges commission provision штраф* penalt* fines amende* multa multas strafe* 罚款 违约金 手续费 佣金 服务费 手数料 수수료 ucret ucreti commissie prowizj* oplata oplaty poplatek poplatky provize poplatok avgift gebyr комісі* збір biaya komisi ค่าธรรมเนียม शुल्क कमीशन رسوم عموله jutalek προμηθεια palkkio tariffa tariffe`,
  refund: `rto 售后 erstattung rtv rucklieferung rucksendung reimbursement reimbursements reimbursed 售后单 devuelta devuelto devueltas devueltos devolvida devolvido resa rese retournee retournees retourne retournes terugbetaald terugbetaling ret rma refund refunds refunded return returns returned returning reversal ruckgabe retoure* erstattung* erstattet reembols* devolu* rembours* retour rimbors* reso возврат* iade zwrot 退款 退货 退 退回 返品 返金 환불 반품 chargeback iadesi zwrot* zwroc* vratk* vracen* vraten* reklamace reklamacja reklamacje retur* refusion aterbetal* поверн* pengembalian dikembalikan pulangan คืนเงิน คืนสินค้า คืน वापसी रिफंड वापस مرتجع مرتجعات مسترجع استرداد ارجاع استرجاع visszaru visszaterites* επιστροφ* palautus palautet* palautuk* hyvitys זיכוי החזר החזרה`,
  cancel: `abgru anulacion cancelamento deleted removed geloscht supprime eliminado eliminada eliminato eliminata excluido usuniet* удален* silindi 作废 作廢 删除 削除 삭제 void voided cancel cancelled canceled cancellation storn* cancelad* annul* anulat* отмен* iptal anulow* 取消 关闭 キャンセル 취소 iptali geannuleerd zrusen* makuler* kanseller* avbrut* avbestil* скасов* анульов* batal dibatalkan pembatalan ยกเลิก रद्द निरस्त ملغي ملغاه الغاء sztorno sztornoz* torolt lemond* ακυρω* peruut* peruttu otkazan* preklican* atsaukt* tuhistat* atcelt* afturkall* анулиран* cancelacion cancelacao cancellazione ביטול מבוטל מבוטלת בוטל בוטלה anulad*`,
  cost: `nabavna expense expenses ausgabe ausgaben gastos depenses spese расходы 支出 cost costs cogs kosten einkaufspreis ek einstand* coste costo costos cout couts custo custos себестоимост* maliyet koszt 成本 进价 原価 仕入値 원가 maliyeti kostprijs koszty naklad* kostnad kostpris sjalvkostnad собіварт* ต้นทุน लागत تكلفه كلفه costul onkoltseg koltseg κοστος kustannus kustannukset savikaina pasizmaksa omahind nabavna kostnadarverd עלות wareneinsatz`,
  profit: `margen margem marginal guadagno ganancia tackningsbidrag dekningsbidrag dækningsbidrag profit margin marge gewinn rohertrag beneficio benefice lucro margine utile прибыль маржа kar zysk 利润 毛利 粗利 利益 이익 마진 kari winst marza marze zisk vinst fortjeneste прибуток прибутку laba keuntungan untung กำไร लाभ मुनाफा ربح ارباح هامش profitul marja adaos nyereseg arres κερδος κερδη kate voitto deckungsbeitrag`,
  customer: `who kaufer* nutzername benutzername 得意先 vevok vasarlok 购货单位 往来单位 pembeli zakaznik* kupujac* billto soldto sellto customers cust client clients cliente clientes kunde kunden* kund* comprador acheteur acquirente покупател* клиент* musteri alici klient klant buyer buyers shopper member guest besteller user users userid household 客户 买家 顾客 会员 用户 消费者 顧客 購入者 会員 注文者 客 고객 구매자 회원 주문자 klanten klantnummer koper nabywca nabywcy kontrahent* klienta odberatel kupujici kopare kober kjoper покупець покупця клієнт* замовник контрагент* pelanggan konsumen ลูกค้า ผู้ซื้อ ग्राहक खरीदार عميل عملاء زبون مشتري cumparator vevo vevoi vasarlo ugyfel πελατης πελατη πελατες asiakas asiakkaan ostaja kupac kupca kupci pirkejas pirkejo klientas klientai klients pircejs ostja vidskiptamadur партньор клиент kunag kunnr kliendi לקוח לקוחות`,
  person: `contato contatto bediener caissier caissiere serveur cajero camarero dependiente cassiere operatore operador atendente kasjer kasiyer кассир 收银员 主播 ekspedient pokladni correo epost sahkoposti メール البريد shipto deliverto first last firstname lastname email mail phone tel telefon telefono telephone telefone contact recipient receiver consignee buyername vorname nachname apellido prenom cognome sobrenome фамилия телефон почта 收件人 收货人 手机 电话 联系 姓名 氏名 電話 送付先 届け先 받는 수취인 전화 연락처 이메일 salesperson employee cashier personalnummer personalnr mitarbeiter* employe employes salarie salaries empleado* dipendent* matricola funcionario* сотрудник* табельн* 员工 工号 社員 従業員 직원 사원 verkaufer vendedor vendeur seller staff rep agent 业务员 销售员 店员 导购 担当 担当者 담당자 담당 soyad satici saticisi sorumlu verkoper medewerker sprzedawca pracownik imie nazwisko prodejce prodavac jmeno prijmeni saljare kassor saelger selger medarbejder продавець менеджер імя прізвище penjual kasir penerima ผู้ขาย พนักงาน พนักงานขาย ผู้รับ โทรศัพท์ विक्रेता फ़ोन بائع موظف هاتف جوال مندوب vanzator elado penztaros πωλητης ταμιας τηλεφωνο myyja puhelin prezime radnik* zaposlen* djelatnik* darbuotoj* tootaja служител*`,
  place: `address street city cities towns countries state zip postal postcode plz cep country county province region area territory location adresse strasse stadt ort land staat ciudad direccion pais provincia estado ville pays rue adresse cidade endereco citta indirizzo paese адрес город страна регион область il ilce ulke 地址 省 市 区 县 城市 国家 地区 街道 邮编 住所 都道府県 市区町村 国 地域 郵便 주소 지역 도시 국가 우편 site zone cluster point lat lon latitude longitude adres sehir bolge plaats gemeente miasto kraj wojewodztwo mesto adresa psc postnummer postnr місто країна адреса регіон kota provinsi alamat negara kecamatan kabupaten จังหวัด ที่อยู่ เมือง ประเทศ शहर राज्य पता जिला देश مدينه دوله محافظه منطقه بلد oras judet varos orszag πολη χωρα διευθυνση kaupunki osoite`,
  store: `plant referrer referer skladiste deposu terminal terminals device devices register kasse caisse cassa caja kassa касса pokladna レジ 포스 쇼핑몰 直播间 offline store stores shop filiale laden tienda magasin boutique loja negozio магазин* magaza sklep winkel branch outlet channel kanal canal canale канал plattform platform marketplace warehouse lager lagerort almacen entrepot armazem magazzino склад* depo magazyn depot 店铺 门店 店名 店 渠道 平台 仓库 店舗 チャネル 倉庫 매장 점포 채널 창고 shopname magazasi sube subesi filiaal vestiging kanaal magazijn magazynu oddzial prodejna prodejny pobocka obchod predajna butik afdeling філія крамниц* toko gudang cabang kedai cawangan สาขา ร้าน ร้านค้า คลัง ช่องทาง दुकान शाखा गोदाम स्टोर فرع متجر مستودع مخزن قناه معرض magazin magazinul depozit sucursala uzlet raktar csatorna telephely καταστημα αποθηκη καναλι myymala kauppa varasto kanava poslovnica prodavnica trgovina parduotuve veikals kauplus verslun werks обект חנות סניף מחסן`,
  status: `售后 وضعیت olek busena status state stati zustand estado statut etat situacao stato статус состояние durum statusu stan 状态 状況 状態 ステータス 상태 situacion durumlari stav stanu tilstand стан สถานะ स्थिति स्टेटस حاله stare starea allapot allapota statusz κατασταση tila durumu סטטוס מצב`,
  pay: `zahlbetrag 应付货款 实付 zaplaceno plata plată reglement betalsatt betalingsmetode betalningssatt financial pay paid payment payments zahlung* bezahlt bezahl* pago pagos pagado paiement paye payee pagamento pagato оплат* odeme platnosc betaling checkout 支付 付款 实付 已付 实收 支払 支払い 入金 決済 결제 입금 지불 odenen odemesi tahsilat betaal* betal betaald platnosc* zaplac* oplac* platba platby zaplat* uhrad* uhrazen* betalnings* betalt betald сплач* pembayaran dibayar bayar bayaran ชำระ ชำระเงิน จ่าย भुगतान دفع مدفوع سداد achitat fizetes* fizetett πληρωμ* maksu maksettu maksutapa platita תשלום שולם`,
  create: `submitted abgegeben eingereicht create created creation placed accepted angelegt erstellt creado creacion cree commande criado creato создан* принят* olusturma utworz* 创建 生成 提交 拍下 作成 생성 등록 접수 olusturulma aangemaakt geplaatst zlozenia wystawienia vytvoren* vystaven* skapad skapat oprettet opprettet створ* dibuat pembuatan สร้าง انشاء creare plasat emitere emiterii letrehoz* kiallitas δημιουργ* εκδοσης luotu luonti eingang`,
  update: `maj update updated modified modify edit edited geandert aktualisiert actualiz* modificado modifie modifi* atualiz* измен* обновлен* 更新 修改 変更 수정 변경 last letzte guncelle* bijgewerkt gewijzigd zaktualiz* modyfik* aktualiz* zmenen* uppdater* andrad opdater* oppdater* aendret endret онов* diperbarui pembaruan อัปเดต แก้ไข अद्यतन تحديث modificare modosit* ενημερω* paivitet* muokat*`,
  finish: `complete completed completion finish finished closed confirm confirmed abgeschlossen completado termine concluido completato заверш* 完成 成功 结束 确认 完了 완료 확정 received receive tamamlan* voltooid afgerond zakonczen* zrealizow* dokoncen* vyrizen* slutford викон* selesai สำเร็จ เสร็จสิ้น مكتمل اكتمال finaliz* teljesit* ολοκληρω* valmis`,
  due: `due estimated expected promised sla deadline limit required requested faellig fallig vencimiento echeance vencimento scadenza expire expiry expiration valid срок 预计 承诺 截止 预约 到期 期限 予定 期日 예정 만료 termin teslimat vade vadesi vervaldatum verwacht* splatnost* forfallo* forfald* forfall* термін terminu jatuh tempo estimasi กำหนด ครบกำหนด देय استحقاق متوقع scadenta scadent esedekes* hatarido ληξη erapaiva`,
  supplier: `取引先 shipper shippers supplier suppliers vendor vendors lieferant* kreditor proveedor* fournisseur* fornecedor* fornitore fornitori поставщик* tedarikci dostawca leverancier 供应商 供货商 厂家 厂商 仕入先 仕入れ先 공급업체 공급사 매입처 거래처 tedarikcisi leveranciers dostawcy dodavatel* leverantor* leverandor* постачальник* pemasok pembekal ผู้จำหน่าย ซัพพลายเออร์ आपूर्तिकर्ता مورد موردين furnizor* szallito beszallito προμηθευτης προμηθευτη toimittaja toimittajan доставчик dobavljac dobavitelj tiekejas piegadatajs tarnija birgir ספק ספקים`,
  purchasing: `供货 przyjet* pz eta fob container 納品日 lading procurement purchasing po grn inbound receiving wareneingang einkauf* compra compras achat achats acquisto acquisti закупк* приход поступлен* satinalma zakup* inkoop ek 采购 进货 入库 到货 收货 购进 仕入 仕入れ 発注 入庫 매입 입고 발주 구매발주 alim alislar inkoop* zakupu zakupy zaopatrzen* nakup* prijem prijemka inkop* indkob* innkjop* закупівл* надходжен* pembelian belian จัดซื้อ ใบสั่งซื้อ รับเข้า खरीद क्रय شراء مشتريات توريد achizit* aprovizion* receptie beszerz* αγορα αγορες αγορων osto ostot ostotilaus hankinta доставна nabava nabavka nabavna pirkimas רכש קניה asn`,
  forecast: `geplant* begroot begrote orcado orcada 計画 计画 予算 目標 見込 見込み 予定数 forecast forecasts fcst predicted prediction projected projection budget budgeted target targets goal plan plans planned planning prognose* soll sollwert ziel zielwert planwert planwerte pronostico prevision* previsto presupuest* objetivo objectif budgete previsao orcamento meta previsione obiettivo прогноз* план* бюджет* цель tahmin hedef butce prognoza begroting 预测 预估 预算 目标 计划 预计销量 予測 予想 目標 予算 見込 見込み 예측 예상 목표 계획 예산 scenario szenario escenario demandplan tahmini hedefi butcesi planlanan verwachting gepland* prognoz* planowan* budzet planovan* rozpocet odhad prognos* planerad* planlagt* perkiraan rencana anggaran ramalan sasaran คาดการณ์ พยากรณ์ เป้าหมาย งบประมาณ แผน ประมาณการ पूर्वानुमान लक्ष्य बजट अनुमान توقع توقعات متوقع هدف ميزانيه خطه مخطط planificat* buget elorejelzes tervezett koltsegvetes προβλεψη στοχος προυπολογισμ* ennuste* budjetti tavoite suunniteltu cele celu תחזית יעד תקציב quota quotas doel doelen backorder backorders backordered`,
  advert: `publicitaire* publicitari* publicidad* reklamow* reklamní conversions conv adset ad ads advert* advertising adgroup campaign campaigns keyword keywords cpc cpm cpa roas spend roi acos tacos werbe* werbung anzeige anzeigen kampagne* publicidad anuncio* campana* publicite annonce* campagne* publicidade campanha* pubblicita annuncio campagna inserzione реклам* кампани* reklam kampanya 广告 推广 投放 花费 消耗 投产 投产比 投入产出比 千次 关键词 pubblicit* 计划名称 推广计划 広告 キャンペーン 광고 캠페인 광고비 gasto depense spesa расход reklam* harcama advertentie* kampani* kampan* kampanj annons* iklan kampanye витрат* โฆษณา แคมเปญ विज्ञापन अभियान اعلان* حمله reclam* campani* hirdetes* διαφημισ* mainonta mainokset kampanja spent`,
  exposure: `impr 展示 展示次数 展示量 点击次数 展现次数 曝光次数 impressionen impressioni clic impression impressions click clicks ctr impresiones clics impressoes cliques показ* клик* gosterim tiklama klicks klick einblendungen 展现 展现量 曝光 曝光量 点击 点击量 点击率 表示回数 インプレッション クリック クリック数 クリック率 노출 노출수 클릭 클릭수 클릭률 gosterimler vertoningen weergaven klikken wyswietlen* klikniec* zobrazen* kliknut* proklik* visningar visninger клік* impresi klik klikk การแสดงผล คลิก इंप्रेशन क्लिक ظهور نقرات نقره afisari clicuri megjelenites kattintas* εμφανισεις κλικ naytot klikkaukset`,
  quote: `tarjous nabidka nabidky προσφορα προσφορας προσφορες quote quotes quotation quotations proposal angebot angebote angebots* devis cotizacion preventivo proposta предложение teklif offerte abandoned abandon* aborted draft entwurf brouillon borrador rascunho bozza черновик wishlist wunschliste 报价 报价单 弃购 草稿 心愿单 見積 見積書 下書き 견적 견적서 probability opportunity teklifi offertes wycena szkic porzucon* nabidka opusten* offert utkast overgiven kladde forladt чернетка покинут* penawaran draf ใบเสนอราคา ร่าง कोटेशन مسوده ciorna arajanlat ajanlat piszkozat προχειρο luonnos abbandonat* verlassen* verlaten porzuce* opuszczon* overgiv* forlatt* forlatne abandonat* elhagyott εγκαταλ* hylat* ditinggalkan брошен* terkedil* متروك* ทิ้ง छोड़े छोड़ी 放弃 遗弃 未结账 カゴ落ち かご落ち 장바구니이탈 포기 estimate estimates`,
  bank: `wyplata versement accredito uitbetaling repasse utbetalning перечислен* card bank balance kontostand payout auszahlung* iban karte konto tarjeta carte cartao carta карт* kart 银行 卡号 账户 余额 口座 カード 카드 계좌 karti kort karta บัตร ธนาคาร बैंक بنك بطاقه kartya kortti pankki settlement`,
  view: `aufgerufene aufgerufen angesehen* vus consultes vistos visualizad* visualizzat* wyswietlon* visade viste bekeken просмотрен* 閲覧された 조회된 sesiones sessioni sitzungen oturum* sesje sesji sessies セッション 세션 сеанс* view views viewed pv pageview pageviews visit visits besuche aufrufe seitenaufrufe visitas vistas vues visites visualizacoes visualizzazioni просмотр* goruntuleme 浏览 浏览量 访问 访问量 閲覧 閲覧数 조회 조회수 session sessions goruntulenme bezoeken odslony wizyty navstevy besok besog перегляд* відвідуван* dilihat kunjungan tayangan การเข้าชม เข้าชม ยอดวิว مشاهدات مشاهده زيارات vizualizari vizite megtekintes* latogatas* προβολες επισκεψεις katselut kaynnit ansicht ansichten ページビュー アクセス`,
  visitor: `visitor visitors uv besucher visitantes visiteurs visitatori посетител* ziyaretci 访客 访客数 訪問者 방문자 방문자수 ziyaretciler bezoekers bezoeker odwiedzajac* navstevnik* besokare besogende відвідувач* pengunjung ผู้เข้าชม ผู้เยี่ยมชม आगंतुक زائر زوار vizitator* latogato latogatok επισκεπτ* kavijat kavija アクセス人数 ユニークユーザー ユーザー数`,
  cart: `einkaufswagen cart carts basket warenkorb carrito panier carrinho carrello корзин* sepet 加购 购物车 カート 장바구니 sepete winkelwagen winkelmand koszyk* kosik* varukorg kundvagn kurv handlekurv indkobskurv кошик* keranjang ตะกร้า कार्ट سله عربه cosul kosar kosarba καλαθι ostoskori cestas cesta warenkorbe warenkoerbe warenkorben carrelli carrinhos carritos paniers sepetler sepetleri winkelwagens winkelmandjes koszyki koszykow kosiky kosiku varukorgar kundvagnar handlekurver kurve kurver кошики корзины カゴ かご カゴ落ち かご落ち 장바구니이탈 عربات cosuri kosarak καλαθια ostoskorit`,
  stock: `наличии наличие доступно доступный резерве резерв αποθεματος υπολοιπο υπολοιπα δεσμευμενα δεσμευμενο διαθεσιμο 可销 mevcut zaliha zalihe raspolozivo 引当 占用 锁定 预占 stan stany stock stocks inventory bestand lagerbestand existencias inventario estoque giacenza giacenze остат* запас* stoklar fulfillable sellable unsellable hand onhand available atp voorraad 库存 在库 结存 可用 在庫 在庫数 재고 재고량 stok stogu zapas* zasob* skladem lagersaldo beholdning lagerbeholdning залишк* persediaan คงเหลือ สต็อก สต๊อก สินค้าคงเหลือ स्टॉक भंडार مخزون رصيد stoc stocuri keszlet* αποθεμα αποθεματα varastosaldo soh vorhandene vorhanden verfugbare verfugbar disponibles disponible reserved reservierte reserviert reservada reservado מלאי`,
  movement: `списани* writeoff writeoffs spoilage wastage shrinkage scrapped merma mermas schwund ausschuss 损耗 报废 廃棄 폐기 movement movements transfer transfers adjustment adjust* bewegung* umlagerung zugang abgang movimiento* traspaso mouvement* transfert movimentacao movimento movimenti trasferimento движени* перемещен* hareket ruch 出入库 调拨 移库 盘点 盘盈 盘亏 报损 入出庫 移動 棚卸 이동 조정 hareketi sayim mutatie* przesuniec* przesuniecia pohyb* rorelse bevaegelse рух переміщ* mutasi perpindahan โอน เคลื่อนไหว حركه تحويل miscare miscari mozgas κινηση siirto העברה תנועה rettifica rettifiche carico scarico`,
  running: `cumulative cumulated cumul* cum running ytd mtd todate kumul* aufgelaufen acumul* progressiv* накоп* нараст* kumulatif narastajaco lifetime alltime 累计 累積 累計 누적 年累计 月累计 birikimli cumulatief ackumuler* akkumuler* накопич* akumulasi สะสม संचयी تراكمي cumulat* halmozott kumulalt σωρευτικ*`,
  points: `punten points punkte treuepunkte bonuspunkte puntos pontos punti баллы баллов puan 积分 ポイント 포인트 puani punkty poang poin бали แต้ม अंक نقاط puncte ποντοι pisteet`,
  validity: `有効期限 gultig gueltig valid validity valable valide vigente vigencia validade validita действует gecerli geldig 有效 生效 有効 適用 유효 gecerlilik geldigheid giltig* gyldig* wazny wazna дійсн* berlaku वैध صلاحيه valabil* ervenyes* ισχυει voimassa valido valida validos validas valides validi vigor vigore vigueur wirksam obowiazuje obowiazywania obowiazujac* platnost plati platne ucinnost galler gaelder berlakunya मान्य سريان εφαρμογης ισχυος`,
  share: `percent percentage pct ratio share quote anteil prozent porcentaje porciento pourcentage pourcent porcentagem percentual percentuale доля процент* oran yuzde 率 占比 比例 比率 割合 비율 율 % conversion orani aandeel procent* udzial podil andel відсот* частк* persen persentase tingkat เปอร์เซ็นต์ อัตรา ร้อยละ प्रतिशत نسبه مئويه pondere szazalek ποσοστο prosentti osuus`,
  persons: `人数 人 笔数 单量 订单数 客户数 买家数 件单价 客单价 客数 人数 건수 주문수`,
  average: `gpm rpm arpu aov asp average avg mean durchschnitt* schnitt promedio moyenne moyen media medio среднее средн* ortalama 平均 均 均价 평균 gemiddeld* sredni* prumer* genomsnitt* gennemsnit* gjennomsnitt* середн* เฉลี่ย औसत متوسط معدل mediu atlag* μεσος keskiarvo keskihinta`,
  rating: `描述相符 描述相符度 宝贝与描述相符 おすすめ度 満足度 総合評価 rating ratings stars star bewertung* sterne puntuacion valoracion note avaliacao valutazione voto оценк* рейтинг puan 评分 星级 評価 평점 별점 beoordeling ocena oceny hodnoceni betyg omdome bedommelse оцінк* penilaian peringkat คะแนน เรตติ้ง रेटिंग تقييم evaluare ertekeles βαθμολογια αξιολογηση arvosana arvio דירוג`,
  review: `opinia opinii opinie helpful 有用 点赞 参考になった review reviews comment comments feedback text rezension kommentar opinion resena comentario avis commentaire comentario recensione commento отзыв* комментар* yorum 评价 评论 レビュー 口コミ 리뷰 후기 yorumu yorumlar recensie recensies opinia opinie recenzja recenze recension anmeldelse відгук* ulasan รีวิว ความคิดเห็น समीक्षा مراجعه تعليق recenzie velemeny κριτικη arvostelu ביקורת`,
  event: `event action behavior behaviour aktion ereignis evento accion evenement azione действие событие 行为 事件 操作 行動 イベント 행동 이벤트 olay eylem gebeurtenis zdarzenie udalost handelse haendelse подія дія peristiwa เหตุการณ์ घटना حدث eveniment esemeny γεγονος tapahtuma`,
  currency: `ccy curr waers wahrg waehrg currency wahrung waehrung moneda divisa devise moeda valuta валюта валюты para waluta 币种 货币 通貨 통화 doviz mena สกุลเงิน मुद्रा عمله penznem deviza νομισμα valuutta`,
  promotion: `施策 販促 promotion promo promotions aktion* aktions* promocion oferta promocao promozione offerta акци* kampanya 促销 活动 大促 セール プロモーション 프로모션 행사 promosyon actie aanbieding promocj* akcja akcje akce akcia kampanj kampanjer erbjudande kampagne tilbud promosi โปรโมชั่น โปรโมชัน ऑफर عروض promotie promotii akcio προωθηση προσφορα tarjous kampanja kampania kampan kampanye campanha campanhas campana campanas campagna campagne`,
  holiday: `festividad festividades festes ferien vacances vacaciones fete ferie holiday holidays feiertag* festivo ferie feriado festivita праздник* tatil 节日 假日 节假日 国民の祝日 祝日 休日 공휴일 휴일 tatili tatiller bayram bayrami feestdag* vakantie swieto swieta swiat svatek svatky prazdniny sviatok sviatky helgdag* helligdag* свят* libur cuti วันหยุด अवकाश छुट्टी त्योहार عطله اجازه sarbatoare sarbatori unnepnap unnepnapok αργια αργιες pyhapaiva juhlapyha`,
  start: `beginn start starts begin beginning starting commencing von desde debut inicio inizio начало 开始 起始 起 開始 시작 baslangic baslama poczatek poczatkowa rozpoczecia zacatek zaciatok startdatum startdato початок mulai เริ่ม เริ่มต้น आरंभ प्रारंभ शुरू بدايه بدء inceput inceputul kezdet kezdes kezdete εναρξη εναρξης alku alkaa`,
  end: `selesai termino end ends ending until ende bis hasta fin fim fine конец 结束 截止 终 終了 종료 bitis bitimi einde einddatum koniec koncowa zakonczenia konec slut sluttdato slutdato кінець berakhir akhir สิ้นสุด समाप्ति अंत نهايه انتهاء sfarsit sfarsitul vege ληξης τελος loppu paattyy`,
  launch: `launch launches launching markteinfuhrung einfuhrung lanzamiento lancement lancamento lancio запуск* lansman golive 上新 上市 首发 上架 発売 発売予定 출시 cikis lancering introductie wprowadzenia wprowadzenie premiera uvedeni lansering lanser* peluncuran rilis เปิดตัว วางจำหน่าย लॉन्च اطلاق طرح lansare bevezetes κυκλοφορια lanseeraus julkaisu`,
  earliest: `earliest fruhest* earliest 最早 最速 최초 가능일 vroegst* najwczesniej* nejdriv* najskor* tidigast* tidligst* найраніш* เร็วที่สุด เร็วสุด ابكر legkorabb* νωριτερο aikaisin*`,
  latest: `latest spatest* 最晚 最迟 최종 uiterlijk* najpozniej* nejpozdej* najneskor* senast* senest* найпізніш* ช้าที่สุด ช้าสุด อย่างช้า legkesobb* αργοτερο viimeistaan`,
  must: `must musthave mandatory required pflicht obligatorio obligatoire obbligatorio обязат* zorunlu 必上 必须 必須 필수 mecburi verplicht* obowiazkow* povinn* obligatorisk* обовязков* wajib บังคับ จำเป็น अनिवार्य الزامي اجباري obligatoriu kotelezo υποχρεωτικ* pakollinen`,
  minimum: `minimum min moq mindest* minimo minima minimale минимальн* 最小 起订 最低 最小発注 최소 asgari minimaln* minsta мінімальн* ขั้นต่ำ न्यूनतम ادني minim minimalis ελαχιστ* vahimmais*`,
  lead: `lead leadtime lieferzeit plazo delai prazo tempi 交期 周期 备货期 リードタイム 리드타임 levertijd ledtid leveranstid leveringstid ระยะเวลา toimitusaika`,
  measure: `单位 计量单位 volume volumes vol liter liters litre litres ml kg gram grams gallon gallons lb lbs oz ounce ounces weight gewicht peso poids volumen 毫升 升 克 重量 体积 무게 중량 agirlik hacim waga objetosc hmotnost vaha objem vikt volym vaegt vekt вага обєм berat น้ำหนัก वजन भार وزن حجم greutate suly tomeg βαρος paino`,
  list: `listino розничн* mrp retail msrp srp rrp uvp list original compare listenpreis catalogo 吊牌价 原价 标准价 市场价 定价 定価 정가 before old regular adviesprijs katalogow* detaliczn* doporucen* sugerowan* eceran ราคาป้าย ohjehinta`,
  deal: `discounted reduced deal actual effective selling sell 实际 판매가 paid final gercek faktyczn* rzeczywist* skutecn* faktisk* фактичн* จริง 出价 할인가 割引価格 折后价`,
  brand: `brand marke marca marque бренд* marka merk 品牌 ブランド 브랜드 manufacturer maker hersteller markasi producent producenta znacka vyrobce varumarke maerke merke виробник merek jenama แบรนด์ ยี่ห้อ ผู้ผลิต ब्रांड ماركه gyarto μαρκα merkki tuotemerkki valmistaja`,
  reason: `cause defect defekt defecto difetto klacht schaden schadensart daño дефект wada wady 不良内容 问题描述 불량 anm anmerkning obs 비고 reason grund motivo raison motivo причин* 原因 理由 사유 note notes memo remark remarks message comment 备注 留言 備考 메모 neden nedeni sebep reden powod przyczyna uwagi duvod poznamka orsak anmarkning arsag bemaerkning приміт* alasan catatan keterangan เหตุผล หมายเหตุ कारण टिप्पणी سبب ملاحظات ملاحظه observatii megjegyzes indok αιτια παρατηρησεις syy huomautus bemerk* anmerk* notiz hinweis remarque remarques observacion observaciones observacao observacoes osservazioni opmerking* примечан*`,
  stop: `support report reports loading leading sending spelling falling precise previews mount modeled context submit posts represents consists constants permit commit discord of the a an in on at by for to and or from de la le les el los las du des der die das den dem von vom zur zum und fur pro do da dos das del della dello di il lo gli e et y по на в за с и от для 的 の 之 by and & bu ve s ile icin het een en op och av af til og і та у з dan ke dari yang และ ของ ที่ का की के में से और من في علي الي και του της των τα το za карточки карточка карточек карточке por`,
} as const;

export type HeadingMeaning = Exclude<keyof typeof lists, 'stop'>;

/** Letters that have no accent to lose, as they are written without one. */
const bare = new Map(
  'ß=ss ı=i ł=l ø=o đ=d æ=ae œ=oe ς=σ ى=ي ی=ي ک=ك ة=ه'.split(' ').map((pair) => pair.split('=') as [string, string]),
);

/** What stands between two words of one term. */
const gap = '[\\s_.,/-]+';

/** What several words mean together, and short words that are none within a compound; they are known without their accents, too. */
const terms =
  'sort order=line,endbetrag=pay amount,net a payer=pay amount,net à payer=pay amount,к оплате=pay amount,px rev=cost,prix revient=cost,net rev=revenue net,rev net=revenue net,gross rev=revenue gross,rev amt=revenue,tot rev=total revenue,rabat prc=discount share,rab prc=discount share,remise prc=discount share,dt od=start date,unitvol=sold units,unit vol=sold units,dollvol=revenue,dollar vol=revenue,dollar sales=revenue,avgpr=average price,sat adt=sold quantity,fsg exmoms=revenue net,fsg inklmoms=revenue gross,vejl udsalgspris=price list,trandate=document date,tran date=document date,tran dt=document date,opn stk=stock start,cls stk=stock end,stk bal=stock,str no=store id,str cd=store id,str nm=store name,del flg=cancel,del yn=cancel,anz vk=sold quantity,vkmenge=sold quantity,cantid=quantity,sl amt=sold amount,ext prc=total amount,extprc=total amount,ррц=price list,ррц цена=price list,ord cnt=persons,order cnt=persons,usr cnt=persons,user cnt=persons,o id=order id,o date=order date,num items=quantity,numitems=quantity,no items=quantity,dsc amt=discount amount,dscamt=discount amount,dc amt=discount amount,ord stat=order status,order stat=order status,stat cd=status,stat nm=status,stat dt=date,sc perc=discount share,perc sc=discount share,tx rem=discount share,tx remise=discount share,imp riga=line amount,imp netto=net amount,imp lordo=gross amount,imp tot=total amount,k oplate=pay amount,strnum=store id,str nbr=store id,uriage bi=sold date,koshin bi=update,uriage kingaku=revenue,expected cost=cost,itm dsc=product name,itmdsc=product name,row eff=update,part num=product id,part number=product id,part no=product id,part nr=product id,indirimli fiyat=price deal,i̇ndirimli fiyat=price deal,aktionspreis=price deal,aktionspreise=price deal,sonderpreis=price deal,angebotspreis=price deal,normalpreis=price list,ext price=total amount,extended price=total amount,ext amount=total amount,кол во=quantity,fra dato=start date,til dato=end date,från datum=start date,till datum=end date,how many=quantity,tồn cuối kỳ=stock end,tồn đầu kỳ=stock start,nhập trong kỳ=purchasing,xuất trong kỳ=ship,verkauft am=order date,vendu le=order date,vendido el=order date,vendido em=order date,venduto il=order date,verkocht op=order date,sprzedano dnia=order date,såld den=order date,for pay=bank amount,passée le=order date,stuksprijs=each price,radsumma=line total,radbelopp=line amount,verrechnungswert=cost,beställt=order quantity,levererat=ship quantity,beställd=order quantity,levererad=ship quantity,vk stk=sold quantity,vk stück=sold quantity,vk menge=sold quantity,card code=customer code,card name=customer name,billing name=customer name,shipping name=customer name,商品計=product total,振込額=bank amount,単品値引=discount each,prix remisé=price deal,sold at=price sold,セール価格=price deal,desc %=discount share,isk %=discount share,ale %=discount share,kedv %=discount share,έκπτ %=discount share,sc %=discount share,verkauft für=price sold,venduto per=price sold,vendido por=price sold,vendu pour=price sold,alv 0=without tax,koszt wysyłki=freight,koszt dostawy=freight,frais d expédition=freight,cena dopravy=freight,заказано руб=sold amount,заказано на сумму=sold amount,заказано ₽=sold amount,sipariş edilen birim=units ordered,i lager=stock,za kus=each,za ks=each,je stück=each,par pièce=each,por unidad=each,por unidade=each,par unité=each,per pezzo=each,al pezzo=each,за штуку=each,a darab=each,retail sales=sales,import sense iva=amount,import amb iva=amount,naziv artikla=product name,nabavna cijena=cost price,vrijednost zalihe=stock amount,min zaliha=minimum stock,vk menge=quantity sold,vk wert=revenue,vk umsatz=revenue,end preis=total price,endpreis=total price,цена закупки=cost price,cena zakupu=cost price,alış fiyatı=cost price,ціна закупівлі=cost price,custo unit=cost price,custo unitário=cost price,db=pieces,sl=quantity,bar code=barcode,bar codes=barcode,bar kod=barcode,unità vendute=units sold,заказано=units ordered,e post=email,实收=amount paid,应收=amount,esito=status,ziel vk=price,rek utpris=price,utpris=price,keterangan=description,hari libur=holiday,libur nasional=holiday,libur=holiday,с ндс=with tax,со ндс=with tax,z vat=with tax,cu tva=with tax,με φπα=with tax,з пдв=with tax,с ддс=with tax,gồm vat=with tax,m moms=with tax,w vat=with tax,w tax=with tax,gutschriftsnr=refund id,gutschriftsnummer=refund id,gutschrift nr=refund id,n° avoir=refund id,numéro d avoir=refund id,avoir n°=refund id,nr korekty=refund id,numer korekty=refund id,n° nota de crédito=refund id,nº nota de crédito=refund id,nota de crédito nº=refund id,nota de crédito=refund document,indirimli fiyat=net price,indirimli tutar=net amount,retailquantity=quantity,retail quantity=quantity,retail qty=quantity,frei verwendbar=stock quantity,cifra de afaceri=revenue,cifră de afaceri=revenue,sell in=shipped,sellin=shipped,sell out=sold,sellout=sold,tilbudsnr=quote id,tilbudsnummer=quote id,номер кп=quote id,№ кп=quote id,кп №=quote id,ca remisé=revenue net,ca net=revenue net,ca brut=revenue gross,ca total=revenue,ca réalisé=revenue,ca facturé=revenue,c.a.=revenue,pa total=cost total,total pa=cost total,pa ht=cost net,pv total=revenue,total pv=revenue,pv ht=price net,pv ttc=price gross,prix de vente=price,prix d achat=cost,quantité prévue=forecast quantity,qté prévue=forecast quantity,cantidad prevista=forecast quantity,quantidade prevista=forecast quantity,quantità prevista=forecast quantity,units left=stock,units remaining=stock,qty left=stock,quantity left=stock,pieces left=stock,к сть=quantity,к во=quantity,cve art=product code,cve clpv=customer code,cve doc=document id,račun br=invoice id,broj računa=invoice id,kopā=total,pvm suma=tax amount,su pvm=with tax,be pvm=without tax,ar pvn=with tax,s pdv=with tax,s dph=with tax,sa pdv=with tax,km ga=with tax,ca ttc=revenue gross,ca ht=revenue net,frais de port=freight,frais de livraison=freight,frais d expedition=freight,how many=quantity,how much=amount,ks=pieces,lp=line,bez=without,i alt=total,за од=each,stok kodu=sku,stok adı=product name,stok ismi=product name,satın alma=satinalma,temin süresi=lead,teslim süresi=lead,en erken=earliest,en geç=latest,en az=minimum,para birimi=currency,mata uang=currency,hari libur=libur,paling awal=earliest,paling lambat=latest,biaya pengiriman=ongkir,biaya kirim=ongkir,ongkos kirim=ongkir,harga beli=cost,harga pokok=cost,harga modal=cost,jumlah harga=total amount,jumlah bayar=pay amount,jumlah uang=amount,tanggal selesai=end date,rata rata=average,cena zakupu=cost,czas dostawy=lead,czas realizacji=lead,stan magazynowy=stock,stany magazynowe=stock,dodací lhůta=lead,dodacia lehota=lead,doba dodání=lead,nákupní cena=cost,nákupná cena=cost,термін поставки=lead,termen de livrare=lead,termen livrare=lead,cel mai devreme=earliest,cel mai târziu=latest,átfutási idő=lead,szállítási idő=lead,κύκλος εργασιών=revenue,ημ νία=date,χρόνος παράδοσης=lead,عرض سعر=quote,مدة التوريد=lead,सबसे जल्दी=earliest,' +
  'kelt=document date,количество звезд=rating,число звезд=rating,au plus tôt=earliest,au plus tard=latest,al più presto=earliest,al più tardi=latest,más temprano=earliest,más tardar=latest,mais cedo=earliest,mais tardar=latest,не ранее=earliest,не позднее=latest,ngày=date,thuế=tax,mã hàng=sku,mã hàng hóa=sku,mã sản phẩm=sku,mã sp=sku,mã vạch=barcode,mã hóa đơn=invoice id,số hóa đơn=invoice id,mã đơn hàng=order id,mã đơn=order id,hóa đơn=invoice,chứng từ=document,đơn hàng=order,thời gian=time,giỏ hàng=cart,mã khách hàng=customer id,khách hàng=customer,người mua=customer,tên hàng=product name,tên hàng hóa=product name,tên sản phẩm=product name,tên sp=product name,hàng hóa=product,sản phẩm=product,mặt hàng=product,nhóm hàng=category,danh mục=category,loại hàng=category,số lượng=quantity,đã bán=sold,đơn giá=unit price,giá bán=price sold,giá gốc=original price,giá niêm yết=original price,giá vốn=cost,giá nhập=cost,thành tiền=amount,số tiền=amount,tổng tiền hàng=document total,tổng tiền=total amount,tổng cộng=total,итого по складам=total stock,doanh thu=revenue,tiền hàng=amount,doanh số=revenue,giảm giá=discount,chiết khấu=discount,phí vận chuyển=ongkir,phí giao hàng=ongkir,hoàn tiền=refund,trả hàng=refund,trả lại=refund,đã hủy=cancel,lợi nhuận=profit,nhà cung cấp=supplier,nhập hàng=purchasing,mua hàng=purchasing,chi nhánh=store,cửa hàng=store,kênh bán=channel,trạng thái=status,tình trạng=status,thanh toán=pay,ngày tạo=date create,ngày đặt=date order,ngày bán=date sold,ngày bán hàng=date sold,ngày lễ=holiday,ngày nghỉ=holiday,ngày bắt đầu=start date,ngày kết thúc=end date,cập nhật=update,hoàn thành=finish,dự kiến=forecast,dự báo=forecast,kế hoạch=forecast,mục tiêu=target,ngân sách=budget,hiệu lực=validity,bỏ quên=abandoned,bỏ dở=abandoned,terk edilmiş=abandoned,terk edilen=abandoned,quảng cáo=ad,chiến dịch=campaign,lượt hiển thị=impressions,lượt nhấp=clicks,lượt xem=views,lượt truy cập=visits,khách truy cập=visitors,báo giá=quote,tồn kho=stock,chuyển kho=transfer,lũy kế=running,tỷ lệ=share,trung bình=average,đánh giá=rating,nhận xét=review,sự kiện=event,tiền tệ=currency,khuyến mại=promotion,khuyến mãi=promotion,bắt đầu=start,kết thúc=end,ra mắt=launch,sớm nhất=earliest,muộn nhất=latest,bắt buộc=must,tối thiểu=minimum,thời gian giao hàng=lead,thương hiệu=brand,nhãn hiệu=brand,trọng lượng=weight,khối lượng=weight,lý do=reason,ghi chú=note,nhân viên=salesperson,người bán=salesperson,thu ngân=cashier,địa chỉ=address,tỉnh thành=city,thành phố=city,điện thoại=phone,số điện thoại=phone';

/** Words that their accents alone tell from words of other languages: `år` is a year, `ár` a price. */
const accented =
  'år=year,ár=price,ára=price,áru=product,hét=week,év=year,giá=price,mã=code,tên=name,số=number,tổng=total,năm=year,tháng=month,tuần=week,hủy=cancel,huỷ=cancel,bán=sold,loại=type,của=of,và=of';

const asWritten = replacer(`${terms},${accented}`);
const withoutAccents = replacer(plain(terms));

/** Puts words in the place of others (`these words=those`), where they stand whole. */
function replacer(pairs: string): (text: string) => string {
  const known = new Map(pairs.split(',').map((each) => each.split('=') as [string, string]));
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length).map((each) => each.replaceAll(' ', gap));
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{M}])`, 'gu');
  const words = new RegExp(gap, 'gu');
  return (text) => text.replace(pattern, (found) => ` ${known.get(found.replace(words, ' '))} `);
}

const exact = new Map<string, HeadingMeaning[]>();
const stems: [stem: string, meaning: HeadingMeaning][] = [];
const stops = new Set(plain(lists.stop).split(' '));
let longestStem = 0;
for (const [meaning, list] of [...Object.entries(lists), ...Object.entries(shortWords)] as [
  HeadingMeaning | 'stop',
  string,
][]) {
  if (meaning === 'stop') continue;
  for (const word of plain(list).split(/\s+/)) {
    if (word.endsWith('*')) stems.push([word.slice(0, -1), meaning]);
    const text = word.replace('*', '');
    const known = exact.get(text);
    if (!known) exact.set(text, [meaning]);
    else if (!known.includes(meaning)) known.push(meaning);
    longestStem = Math.max(longestStem, text.length);
  }
}

/** A text in lower case without accents and vowel points, as words are compared. */
export function plain(text: string): string {
  return inSimplified(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[ßıłøđæœςىیکة]/g, (letter) => bare.get(letter) ?? letter)
    .replace(/(?<=[а-яіїєґ])['’ʼ](?=[а-яіїєґ])/g, '')
    .replace(/(?<=[א-ת])["'״׳](?=[א-ת])/g, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '')
    .normalize('NFC');
}

/** Between a heading and the one that stands above it. */
export const below = ' › ';

/** A heading without the one above it. */
export function ownName(name: string): string {
  return name.split(below).at(-1) ?? name;
}

/** A word of a heading with what it means; nothing for an unknown word. */
export interface HeadingWord {
  readonly text: string;
  readonly means: readonly HeadingMeaning[];
}

const known = new Map<string, readonly HeadingWord[]>();

/**
 * The words of a heading in their order, split at blanks, punctuation, case and digits, compounds (`Auftragsnummer`,
 * `saledollars`) and texts without blanks at the words that are known. Words that only join others are left out.
 */
export function headingWords(raw: string): readonly HeadingWord[] {
  let words = known.get(raw);
  if (!words) {
    // `Sales 19%`: of a rate of tax, and no share.
    words = split(fromInitials(raw).replace(/\d{1,2}(?:[.,]\d)?\s?%(?<=\p{L}.*)/u, '')).flatMap(wordsIn);
    if (known.size > 5000) known.clear();
    known.set(raw, words);
  }
  return words;
}

/** `Subtotal after discount`, `优惠后价格`, `сумма со скидкой`: what was paid; `before`, `without`: what it would have been. */
const discountWord =
  '(discounts?|disc|rabatt|remise|descuento|desconto|sconto|diskon|скидк\\p{L}+|raba[ct]\\p{L}*|slev\\p{L}*|zľav\\p{L}*|indirim\\p{L}*|kedvezm\\p{L}*|popust\\p{L}*)';
const paidWord =
  'after|net of|with|nach|mit|apr[eè]s|avec|despu[eé]s de|tras|con|ap[oó]s|com|dopo|setelah|po|после|со?(?: учетом)?';
const unpaidWord = 'before|without|vor|ohne|avant|sans|antes de|antes do|sin|sem|prima dello|senza|sebelum|до|без';
const apart = '[\\s_-]*';
const afterDiscount = new RegExp(
  `(?<!\\p{L})(?:(?:${paidWord})${apart}${discountWord}|(?:after|nach|apr[eè]s|tras|dopo|ap[oó]s)[\\s_-]+(?:promo|coupon|gutschein|cup[oó]n|markdown)\\p{L}*)|(优惠|折扣?|让利|割引き?|値引き?|할인\\s?)[后後후]`,
  'giu',
);
const beforeDiscount = new RegExp(
  `(?<!\\p{L})(?:${unpaidWord})${apart}${discountWord}|(优惠|折扣?|让利|割引き?|値引き?|할인\\s?)[前전]`,
  'giu',
);

/** `last 30 days`, `近30天`: a sum over days that are told again on the next one. */
const overDays =
  /(?<![a-z])(?:last|past|prev(?:ious)?|trailing|rolling|letzten?|derniers?|[uú]ltimos?|ultimi)[\s_-]*\d+[\s_-]*(?:d(?:ays?)?|w(?:eeks?)?|tage?n?|jours|d[ií]as|giorni)(?![a-z])|[近过前最]去?近?\s?\d+\s?[天日周]|\d+\s?日(?:间|間)|\d+\s?天(?=[销售成累])|(?<![a-z\d])[ltr]\s?(?:7|14|28|30|60|90|180|365)\s?d?(?![a-z\d])|(?<![a-z\d])[lr]\s?\d{1,2}\s?[mw](?![a-z\d])|(?<![a-z\d])(?:7|14|28|30|60|90|180|365)[\s_-]*(?:d|days?|tage?|jours|d[ií]as|giorni|dni|дн(?:ей|я)?|gün|dagen|dag[ae]r|ngày|hari)(?![\p{L}\d])/giu;

/** Whether a heading says that what was taken off is off. */
export const saysReduced = (heading: string): boolean => heading.search(afterDiscount) >= 0;

/** What pivot tables and queries write in front of the heading of a column that they added up. */
const sumOf =
  /^(?:sum of|summe(?: von|\s+[-–])|somme de|suma de|soma de|somma di|som van|suma z|сумма по полю|求和项\s*[:：]|合計\s*\/|합계\s*[:：])\s*(?=\S)(?!.*(?:price|preis|prix|pre[cç]i?o|prezzo|cen[ay]|цен|单价|価格|単価|단가|가격|orders?$|bestellungen$|commandes?$|pedidos?$|ordini$|заказ\p{L}*$|订单$|注文$|주문$))/iu;

/** What codes mean, in brackets: `(0：通常、1：打消)`; '' for a heading without. One bracket at a time: a pattern for all of it takes for ever where none closes. */
export function codeListIn(heading: string): string {
  const brackets = heading.match(/[(（][^()（）]{3,200}[)）]/g) ?? [];
  return brackets.find((each) => (each.match(/[A-Za-z\d]\s*[:：=]/g) ?? []).length > 1) ?? '';
}

/** A heading in one width, without what its codes mean and the word for a sum in front; a sum of prices is no price, and one of orders no number. */
export function bareHeading(raw: string): string {
  const plain = raw.normalize('NFKC');
  const codes = codeListIn(plain);
  return (codes === '' || plain.startsWith(codes) ? plain : plain.replace(codes, '')).replace(sumOf, '');
}

function split(raw: string): string[] {
  const apart = inSimplified(bareHeading(raw))
    .replace(/(?<!\p{L})(?:U|M[wW])St(?!\p{Ll})/gu, 'mwst')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, '$1 ')
    .replace(
      /^(?:#|n\.?\s?[ºo°]\.?)\s*d[aei]\s+(?=(?:venta|venda|vendita|vente|pedido|orden|ordem|ordine|commande)(?!\p{L}))/iu,
      'nr ',
    )
    .replace(/([%$€£¥№])/gu, ' $1 ')
    .replace(
      /(?<![\p{L}\d])art(?=[\s_.-]*(?:no|nr|num|nummer|id|cod|code|bez|bezeichnung|descr?|des$|name|nm)(?!\p{L}))/giu,
      'artikel',
    )
    .replace(
      /(?<=(?<!\p{L})(?:no|nr|num|id|cod|code|ref|bez|des|descr?|name|nm|nom|lib|tipo|fam)[\s_.-]*)art(?!\p{L})/giu,
      'artikel',
    )
    .replace(/(?<=\p{L}[\s_.-]+)bez$/iu, 'bezeichnung')
    .replace(/(?<!\p{L})q\.?\s?t[àaée]\.?(?!\p{L})/giu, 'qta')
    .replace(/^p\.?\s?u\.?$/i, 'prix unitaire')
    .replace(/^(?:qty|quantity|units)?[\s_-]*on[\s_-]order(?:[\s_-]*(?:qty|quantity|units))?$/i, 'purchasing quantity')
    .replace(/\b(sold|created|placed|paid|order|shipped)(?:ed)?[\s_-]*(on|at)\b/gi, '$1 date')
    .replace(/\bat[\s_-]+(the[\s_-]+)?time[\s_-]+of[\s_-]+(sale|order|purchase)\b/gi, ' ')
    .replace(/\bsold[\s_-]*for\b/gi, 'price sold')
    .replace(overDays, ' cumulative ')
    .replace(/_1d$/i, ' ')
    .replace(/^\s*dt[\s_]do\s*$/i, 'end date')
    .replace(/(?<!(?:price|cost)(?:[\s_]in)?)[\s_]cents?$/i, ' money amount')
    .replace(/\b(sales|sls|sold|pos)[\s_-]+u(?=\s*$)/gi, '$1 units')
    .replace(/\b[Tt]his[\s_-]*[Yy](ea)?r\b(?![\s_-]*to)|\bTY\b/g, ' ')
    .replace(
      /\b(?:full|regular|reduced)[\s_-]*price[\s_-]+(?=(?:units|qty|quantity|sales|revenue)\b)|\b(?:markdown|clearance|promo(?:tional)?)[\s_-]+(?=(?:units|qty|quantity|sales|revenue)\b)/gi,
      '',
    )
    .replace(/\bstk[\s_-]*(?=qty|quantity|units|val|uds|qt[eé])/gi, 'stock ')
    .replace(/(?<=\bqt[eé]|\bcant|\buds)\.?[\s_-]*stk(?!\p{L})/giu, ' stock')
    .replace(
      /\b(?:qty|quantity|units|pieces|pcs)[\s_-]*(?:received|rcvd)\b|\b(?:received|rcvd)[\s_-]*(?:qty|quantity|units|pieces|pcs)\b/gi,
      'purchasing quantity',
    )
    .replace(
      /^(?:number|num|nb|no\.?|#)[\s_-]+(?:of[\s_-]+)?(?:units[\s_-]+|items[\s_-]+|pieces[\s_-]+)?sold$/i,
      'quantity sold',
    )
    .replace(/\b(before|without|excl\w*)\.?[\s_-]+(returns|refunds)\b/gi, ' ')
    .replace(afterDiscount, ' net ')
    .replace(beforeDiscount, ' original ')
    .replace(/(?<=(?:net|original) )[计計]$/u, 'amount')
    .replace(/\bgoods[\s_-]*receipts?\b/gi, 'wareneingang')
    .replace(/\b(credit|debit)[\s_-]*(note|memo)s?\b/gi, 'refund')
    .replace(/\bpurchase[\s_-]*price\b/gi, 'einkaufspreis')
    .replace(/\b(?:inc\.?|[cs]\/)\s*(?=(?:vat|iva|gst|tax)\b)/gi, 'incl ')
    .replace(/\bust\b/gi, 'mwst')
    .replace(/chiffre\s+d\W?affaires?|^c\.?a\.?(?=\s*[([]?\s*(?:[km]?\s?€|[km]?eur|en |n(?![a-z])))/gi, 'umsatz')
    .replace(/\b(bill|sold|sell|ship|deliver)[\s_-]*to\b/gi, '$1to')
    .replace(/^\s*(od|del|dal|van|från|fra|від|dari|từ)\s*$/i, 'start')
    .replace(/^\s*(al|tot(?: en met)?|t\/m|til|до|do|sampai|hingga|đến)\s*$/i, 'end');
  return withoutAccents(plain(asWritten(apart.toLowerCase())))
    .split(/[^\p{L}\p{M}\p{N}%$€£¥№]+/u)
    .filter((word) => word !== '' && !stops.has(word));
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const article = /^(?:[وب]?ال|لل)(?=..)/;

function wordsIn(token: string): HeadingWord[] {
  const own = exact.get(token);
  if (own) return [{ text: token, means: own }];
  if (article.test(token)) return wordsIn(token.replace(article, ''));
  if (unspaced.test(token)) return longestWords(token);
  const stem = stems.filter(([text]) => token.startsWith(text)).map(([, meaning]) => meaning);
  if (stem.length > 0 && !/\d/.test(token)) {
    const compound = compoundOf(token);
    return compound && compound.length > 1 ? compound : [{ text: token, means: [...new Set(stem)] }];
  }
  const compound = compoundOf(token);
  if (compound) return compound;
  const russian = /^[a-z]{5,}$/.test(token) ? meaningsIn(inCyrillic(token)) : [];
  return [russian.length > 0 ? { text: token, means: russian } : slipOf(token)];
}

/** `planted` is no план. */
const leastStem = 5;

/** What a word means, whole or by what it begins with. */
function meaningsIn(word: string): readonly HeadingMeaning[] {
  const begins = stems.filter(([text]) => text.length >= leastStem && word.startsWith(text));
  return exact.get(word) ?? begins.map(([, meaning]) => meaning);
}

/** A text without blanks as the longest known words from its beginning on; what is between them as unknown words. */
function longestWords(token: string): HeadingWord[] {
  // best[i]: unknown characters and words of the best split of the first i characters.
  const best: { cost: number; from: number; means: readonly HeadingMeaning[] }[] = [{ cost: 0, from: 0, means: [] }];
  for (let end = 1; end <= token.length; end++) {
    best[end] = { cost: best[end - 1].cost + 10, from: end - 1, means: [] };
    for (let from = Math.max(0, end - longestStem); from < end; from++) {
      const means = exact.get(token.slice(from, end));
      if (means && best[from].cost + 1 < best[end].cost) best[end] = { cost: best[from].cost + 1, from, means };
    }
  }
  const words: HeadingWord[] = [];
  for (let end = token.length; end > 0; end = best[end].from) {
    const text = token.slice(best[end].from, end);
    if (stops.has(text)) continue;
    const next = words[0];
    if (best[end].means.length === 0 && next?.means.length === 0) words[0] = { text: text + next.text, means: [] };
    else words.unshift({ text, means: best[end].means });
  }
  return words;
}

const short = new Set(Object.values(shortWords).flatMap((words) => words.split(' ')));
/** `UNTSLD`: a short word goes together with such alone (`merchant` is no `merch` and `ant`). */
const longestShort = 4;

/** The known words that a compound consists of; null for one that has others. */
function compoundOf(token: string): HeadingWord[] | null {
  const parts = partsOf(token, 0);
  const isMixed = parts?.some(({ text }) => short.has(text)) && parts.some(({ text }) => text.length > longestShort);
  return isMixed ? null : parts;
}

/** Those words, the joints of German between them. */
function partsOf(token: string, depth: number): HeadingWord[] | null {
  if (depth > 3 || token.length < 5) return null;
  for (let end = token.length - 2; end >= 3; end--) {
    const means = exact.get(token.slice(0, end));
    if (!means) continue;
    for (const joint of ['', 's', 'es', 'n', 'en', 'e']) {
      if (!token.startsWith(joint, end)) continue;
      const rest = token.slice(end + joint.length);
      const own = rest.length >= 2 ? exact.get(rest) : undefined;
      const tail = own ? [{ text: rest, means: own }] : partsOf(rest, depth + 1);
      if (tail) return [{ text: token.slice(0, end), means }, ...tail];
    }
  }
  return null;
}

/** Whether a text is one of the words as it stands. */
export function isWord(text: string): boolean {
  return exact.has(plain(text));
}

/**
 * A word of six letters or more with one letter missing or too many, or two swapped. One that differs in a letter is mostly
 * another word: `planted` is not `planned`.
 */
function slipOf(token: string): HeadingWord {
  if (token.length < 5 || /\d/.test(token)) return { text: token, means: [] };
  for (const [word, means] of exact)
    if (word.length >= 6 && Math.abs(word.length - token.length) <= 1 && isOneEditApart(token, word))
      return { text: token, means };
  return { text: token, means: [] };
}

/** Whether a word has one letter more or less than another, two swapped, or (where `mayDiffer`) another letter or none at all. */
export function isOneEditApart(a: string, b: string, mayDiffer = false): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [left, right] = [endA - start, endB - start];
  if (left + right === 1 || (mayDiffer && left <= 1 && right <= 1)) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
