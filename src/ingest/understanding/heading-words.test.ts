import { describe, expect, it } from 'vitest';
import { headingWords } from '#ingest/understanding/heading-words.ts';

/** The first meaning of each word that has one. */
const meaningsIn = (heading: string): string =>
  headingWords(heading)
    .flatMap(({ means }) => means.slice(0, 1))
    .join(' ');

/** Headings of one language, each followed by what its words mean. */
const spoken: Readonly<Record<string, string>> = {
  Turkish:
    'Sipariş Numarası=order id;SİPARİŞ TARİHİ=order date;Satıcı Stok Kodu=person code;Ürün Adı=product name;Birim Satış Fiyatı=each sold price;Toplam Satış Tutarı=total sold amount;Paket Durumu=status;İndirim Oranı=discount share;Para Birimi=currency;Başlangıç Tarihi=start date;Bitiş Tarihi=end date;Stok Adedi=stock quantity',
  Dutch:
    'Bestelnummer=order id;Besteldatum=order date;Omschrijving=name;Aantal=quantity;Stukprijs=price;Totaalbedrag=total;Verzendkosten=freight;Korting=discount;Voorraad=stock;Levertijd=lead;Inkoopprijs=purchasing price',
  Polish:
    'Nr dokumentu=id document;Data sprzedaży=date sold;Indeks=code;Ilość=quantity;Cena zakupu netto=cost net;Wartość brutto=amount gross;Obowiązkowy=must;Dostawca=supplier;Stan magazynowy=stock;Czas dostawy=lead',
  Czech:
    'Číslo účtenky=id document;Kód=code;Název=name;Počet kusů=quantity quantity;Celkem bez DPH=total excluding tax;Objednávka č.=order;Skladem=stock;Dodavatel=supplier',
  Swedish:
    'Kvittonr=document id;Benämning=name;Antal=quantity;À-pris=price;Summa exkl moms=amount excluding tax;År=year;Leverantör=supplier;Lagersaldo=stock',
  Danish: 'Varenr.=code;Beløb=amount;Salgsdato=sold date;Rabat=discount;Mængde=quantity;Omsætning=revenue',
  Ukrainian:
    "Кількість=quantity;Ціна за од.=price each;Сума=amount;Номер замовлення=id order;Дата продажу=date sold;Обов'язковий=must;Знижка=discount;Постачальник=supplier",
  Indonesian:
    'Nomor Pesanan=id order;Nama Produk=name product;Jumlah Produk Dibeli=quantity product sold;Harga Jual (Rp)=price sold;Total Penjualan=total sold;Biaya Pengiriman=freight;Produk Dilihat=product view;Pengunjung Produk=visitor product;Ditambahkan ke Keranjang=cart;Hari Libur=holiday',
  Vietnamese:
    'Mã hóa đơn=document id;Mã hàng=code;Tên hàng=product name;Số lượng=quantity;Đơn giá=quantity price;Giá bán=price sold;Thành tiền=amount;Tổng tiền hàng=document total;Trạng thái=status;So luong=quantity;MaHang=code;ThanhTien=amount;Ngày bán=date sold;Tồn kho=stock;Khách hàng=customer',
  Thai: 'วันที่=date;เลขที่ใบเสร็จ=id document;รหัสสินค้า=code;ชื่อสินค้า=name;จำนวน=quantity;จำนวนเงิน=amount;ราคาต่อหน่วย=price each;ส่วนลด=discount;ยอดสุทธิ=amount net;วันหยุด=holiday;คงเหลือ=stock;ผู้ซื้อ=customer;คำสั่งซื้อ=order',
  Hindi:
    'दिनांक=date;बिल नं.=document id;वस्तु का नाम=product name;मात्रा=quantity;दर (₹)=price;राशि=amount;छूट=discount;कुल बिक्री=total sold;ग्राहक=customer',
  Arabic:
    'رقم الطلب=id order;تاريخ الطلب=date order;حالة الطلب=status order;رمز المنتج=code product;اسم المنتج=name product;الكمية=quantity;سعر الوحدة=price each;الإجمالي=total;العملة=currency;المخزون=stock;الخصم=discount;الْكَمِّيَّة=quantity',
  Romanian:
    'Nr. comandă=id order;Denumire produs=name product;Cantitate=quantity;Preț unitar=price each;Valoare fără TVA=amount excluding tax;Stoc=stock;Termen de livrare=lead',
  Hungarian:
    'Cikkszám=code;Megnevezés=name;Mennyiség=quantity;Egységár=price;Ár=price;Nettó érték=net amount;Megrendelés száma=order id;Készlet=stock;Vevő=customer',
  Greek:
    'ΗΜΕΡΟΜΗΝΙΑ=date;Κωδικός είδους=code product;Περιγραφή=name;Ποσότητα=quantity;Τιμή μονάδας=price each;Αξία=amount;Έκπτωση=discount;Πελάτης=customer',
  Finnish:
    'Päivämäärä=date;Tuotenumero=product id;Määrä=quantity;Yksikköhinta=price;Yhteensä=total;Alennus=discount;Asiakas=customer;Toimitusaika=lead',
};

describe('words of headings', () => {
  it.each(Object.entries(spoken))('are known in %s', (_, pairs) => {
    const wanted = pairs.split(';').map((pair) => pair.split('=') as [string, string]);
    expect(wanted.map(([heading]) => [heading, meaningsIn(heading)])).toEqual(wanted);
  });

  it('mean nothing that they mean in another language only', () => {
    // `advance` is no profit, `block` no receipt, `lever` no delivery: one letter from words of other languages.
    const others = ['advance', 'block', 'lever', 'piano', 'stage', 'mains', 'platt', 'bolt', 'rad', 'till', 'colour'];
    expect(others.filter((word) => meaningsIn(word) !== '')).toEqual([]);
    expect(meaningsIn('stocks')).toBe('stock');
  });

  it('are found at once where a bracket with many codes does not close', () => {
    const open = `Type (${'a:b '.repeat(5000)}`;
    for (const heading of [open, `${open})`, `Type (a: ${' '.repeat(5000)} b: c)`])
      expect(meaningsIn(heading)).toContain('category');
    expect(meaningsIn('Type (1=Sale, 2=Return)')).toBe('category');
  });
});

it('a word that only begins like a short Russian one in Latin letters is not that', () => {
  expect(meaningsIn('planted')).toBe('');
  expect(meaningsIn('vozvraty')).toBe('refund');
});

it.each(['support', 'Report date', 'loading', 'mount', 'context', 'submit'])(
  '%s says nothing of suppliers, places or amounts',
  (heading) => {
    expect(meaningsIn(heading).replace('date', '')).toBe('');
  },
);
