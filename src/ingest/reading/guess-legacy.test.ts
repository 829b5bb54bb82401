import { describe, expect, it } from 'vitest';
import { guessLegacy } from './guess-legacy.ts';

/** Languages, each with its encoding, the headings of an export, and words of which products are named. */
const languages: readonly (readonly [of: string, encoding: string, header: string, words: string])[] = [
  [
    'German',
    'windows-1252',
    'Bestellnummer;Datum;Artikel;Stückzahl;Währung',
    'Schüssel groß Kännchen Brötchen für Möbel Öl weiß',
  ],
  [
    'French',
    'windows-1252',
    'Numéro;Date;Libellé;Quantité;Montant payé',
    'Théière grès cuillère à café bol bleu clair évier naïf forêt',
  ],
  [
    'Spanish',
    'windows-1252',
    'Número;Fecha;Artículo;Cantidad;Precio',
    'Tazón pequeño jarrón niño azúcar café bañera cojín',
  ],
  [
    'Portuguese',
    'windows-1252',
    'Número;Data;Descrição;Quantidade;Preço',
    'Açúcar pão coração caixa avião chá três café órgão',
  ],
  ['Danish', 'windows-1252', 'Ordrenr.;Dato;Varenr.;Mængde;Beløb', 'Krus blå skål grøn ske børn tæppe lille bøf'],
  [
    'Icelandic',
    'windows-1252',
    'Númer;Dagsetning;Vörunúmer;Magn;Verð',
    'Bolli blár skál græn þvottur síða teppi lítið fyrir börn það',
  ],
  [
    'Polish',
    'windows-1250',
    'Nr zamówienia;Data;SKU;Ilość;Wartość brutto',
    'Kubek błękitny świeca łyżka ręcznik duży żółty',
  ],
  ['Czech', 'windows-1250', 'Číslo;Datum;Název;Množství;Částka', 'Hrnek modrý svíčka lžíce ručník velký žlutý děti'],
  [
    'Hungarian',
    'windows-1250',
    'Rendelés;Dátum;Cikkszám;Mennyiség;Összeg',
    'Bögre kék gyertya törölköző nagy sárga gyerek füzet űr',
  ],
  [
    'Romanian',
    'windows-1250',
    'Număr;Data;Denumire produs;Cantitate;Preţ',
    'Cană albastră lumânare linguriţă prosop mare şorţ',
  ],
  [
    'Turkish',
    'windows-1254',
    'Sipariş No;Tarih;Ürün Adı;Adet;Tutar',
    'Kokulu mum mavi mutfak önlüğü büyük salata kâsesi ahşap kaşık sarı',
  ],
  [
    'Lithuanian',
    'windows-1257',
    'Užsakymas;Data;Prekė;Kiekis;Kaina',
    'Puodelis mėlynas žvakė šaukštas rankšluostis didelis žalias vaikų lėkštė',
  ],
  [
    'Russian',
    'windows-1251',
    'Дата;Артикул;Наименование;Количество;Сумма',
    'Кружка синяя свеча ложка полотенце большое жёлтое детская тарелка',
  ],
  [
    'Ukrainian',
    'windows-1251',
    'Дата;Артикул;Назва;Кількість;Сума',
    'Кухоль синій свічка ложка рушник великий жовтий дитяча тарілка',
  ],
  [
    'Bulgarian',
    'windows-1251',
    'Дата;Номер;Наименование;Количество;Цена',
    'Чаша синя свещ лъжица кърпа голяма жълта детска чиния',
  ],
  [
    'Greek',
    'windows-1253',
    'Ημερομηνία;Κωδικός;Περιγραφή;Ποσότητα;Αξία',
    'Κούπα μπλε κερί κουτάλι πετσέτα μεγάλη κίτρινη παιδικό πιάτο',
  ],
  ['Hebrew', 'windows-1255', 'תאריך;מקט;תיאור;כמות;סכום', 'ספל כחול נר כף מגבת גדולה צהובה צלחת ילדים שולחן'],
  [
    'Arabic',
    'windows-1256',
    'التاريخ;رمز المنتج;اسم المنتج;الكمية;المبلغ',
    'كوب أزرق شمعة ملعقة منشفة كبيرة صفراء صحن للأطفال طاولة',
  ],
  ['Thai', 'windows-874', 'วันที่;รหัสสินค้า;ชื่อสินค้า;จำนวน;ราคา', 'แก้วสีฟ้า เทียนหอม ช้อน ผ้าขนหนู ใหญ่ จานเด็ก โต๊ะ ผ้าห่ม'],
  ['Chinese', 'gb18030', '日期;商品编码;商品名称;数量;金额', '蓝色马克杯 蜡烛 勺子 毛巾 大号 黄色 儿童盘子 桌子'],
  [
    'Japanese',
    'shift_jis',
    '日付;商品コード;商品名;数量;金額',
    '青いマグカップ キャンドル スプーン タオル 大 黄色 子供の皿',
  ],
  ['Korean', 'euc-kr', '날짜;상품코드;상품명;수량;금액', '파란 머그컵 양초 숟가락 수건 큰 노란 어린이 접시 식탁'],
  ['Taiwanese', 'big5', '日期;商品編號;商品名稱;數量;金額', '藍色馬克杯 蠟燭 湯匙 毛巾 大號 黃色 兒童盤子 桌子'],
];

/** Bytes of one or two a character, found by decoding them all. */
const tables = new Map<string, Map<string, readonly number[]>>();
function inEncoding(text: string, encoding: string): Uint8Array {
  let table = tables.get(encoding);
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder(encoding);
    for (let lead = 128; lead < 256; lead++) {
      const single = decoder.decode(Uint8Array.of(lead));
      if (single !== '\ufffd') table.set(single, [lead]);
      if (encoding.startsWith('windows')) continue;
      for (let trail = 64; trail < 255; trail++) {
        const pair = decoder.decode(Uint8Array.of(lead, trail));
        if ([...pair].length === 1 && pair !== '\ufffd' && !table.has(pair)) table.set(pair, [lead, trail]);
      }
    }
    tables.set(encoding, table);
  }
  const known = table;
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const bytes = letter < '\x80' ? [letter.charCodeAt(0)] : known.get(letter);
      if (!bytes) throw new Error(`${letter} is not in ${encoding}`);
      return bytes;
    }),
  );
}

/** Rows with names of one to three of the words, in an order that is the same each time. */
function rowsOf(words: string, count: number): string {
  const all = words.split(' ');
  const name = (at: number): string =>
    Array.from({ length: 1 + (at % 3) }, (_, k) => all[(at + k * 3) % all.length]).join(' ');
  return Array.from(
    { length: count },
    (_, at) => `${1000 + at};2024-05-${10 + (at % 20)};A${at % 7};${name(at)};${at % 9}`,
  ).join('\n');
}

/** What a text is read as where that is another encoding: read in it and in its own it has other letters. */
function mistaken(text: string, encoding: string): string | null {
  const bytes = inEncoding(text, encoding);
  const guess = guessLegacy(bytes);
  if (guess === null) return null;
  return new TextDecoder(guess).decode(bytes) === text ? null : guess;
}

const told = (text: string, encoding: string): boolean => {
  const bytes = inEncoding(text, encoding);
  const guess = guessLegacy(bytes);
  return guess !== null && new TextDecoder(guess).decode(bytes) === text;
};

describe('encodings of one or two bytes a character', () => {
  it.each(languages)('are told by words and letters: %s in %s', (_, encoding, header, words) => {
    expect(told(`${header}\n${rowsOf(words, 200)}`, encoding)).toBe(true);
    expect(told(`${header}\n${rowsOf(words, 3)}`, encoding)).toBe(true);
    expect(told(header, encoding)).toBe(true);
    // Under headings that are numbers of columns.
    expect(told(`c1;c2;c3;c4;c5\n${rowsOf(words, 200)}`, encoding)).toBe(true);
  });

  it('are asked about where few syllables of Korean may be Chinese', () => {
    const few = inEncoding('c1;c2\n1;파란 머그컵\n2;양초 숟가락', 'euc-kr');
    expect(guessLegacy(few)).toBeNull();
  });

  it('are seldom mistaken by one to four words alone: a table of what is read as what', () => {
    const confusions: Record<string, number> = {};
    let texts = 0;
    for (const [of, encoding, , words] of languages) {
      const all = words.split(' ');
      for (let at = 0; at < all.length; at++)
        for (let count = 1; count <= 4; count++) {
          const names = Array.from({ length: count }, (_, k) => `${all[(at + k) % all.length]};1`);
          const other = mistaken(`a;b\n${names.join('\n')}`, encoding);
          texts += 1;
          if (other) confusions[`${of} as ${other}`] = (confusions[`${of} as ${other}`] ?? 0) + 1;
        }
    }
    // They were 184 before the code pages of Turkey, Greece, Israel, the Arab world, Thailand and the Baltic were known.
    expect(texts).toBe(816);
    expect(confusions).toEqual({
      'Arabic as windows-1251': 2,
      'Czech as windows-1252': 7,
      'Greek as windows-1251': 2,
      'Hebrew as windows-1251': 4,
      'Hungarian as windows-1252': 3,
      'Korean as windows-1251': 2,
      'Lithuanian as windows-1252': 3,
      'Polish as big5': 2,
      'Polish as windows-1251': 2,
      'Polish as windows-1252': 3,
      'Romanian as windows-1252': 5,
      'Russian as windows-1255': 2,
      'Taiwanese as windows-1251': 1,
      'Thai as windows-1251': 2,
      'Turkish as windows-1250': 2,
      'Turkish as windows-1252': 4,
      'Ukrainian as windows-1253': 1,
    });
  });

  it('of the West is told by accents that begin words, which no letter of another alphabet does', () => {
    const text = `Data;Cod. articolo;Descrizione;Q.tà;Importo\n${'01/03/2024;A2;Macinapepe écru;1;9,31\n'.repeat(30)}`;
    expect(guessLegacy(inEncoding(text, 'windows-1252'))).toBe('windows-1252');
  });
});
