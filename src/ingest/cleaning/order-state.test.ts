import { describe, expect, it } from 'vitest';
import { judgeUnder, testMark } from './order-state.ts';

/** States of one language: those of orders that came to nothing, and those of sales. */
const states: Readonly<Record<string, readonly [gone: string, sold: string]>> = {
  English: [
    'Cancelled;Refunded;Returned;Voided;Draft;Quote;Abandoned;Not Recovered;Test;Payment failed;Awaiting payment;Pending payment;Declined;Credit note',
    'Paid;Shipped;Delivered;Completed;Partially Refunded;Not cancelled;Return rejected;Pending;Processing;Order;Invoice;Tested',
  ],
  German: [
    'Storniert;[8] Storniert;Retoure;Gutschrift;Angebot;Stornorechnung;Erstattet;Zurückgegeben;Entwurf;Unbezahlt;Zahlung fehlgeschlagen;Kostenvoranschlag',
    'Auftrag;Rechnung;Versendet;Abgeschlossen;Bezahlt;Teilretoure;Teilweise erstattet;Nicht storniert;Retoure abgelehnt;[7] Warenausgang gebucht',
  ],
  French: ['Annulée;Remboursé;Avoir;Devis;Brouillon;Impayée;En attente de paiement', 'Livrée;Expédiée;Payée;Terminée'],
  Spanish: [
    'Cancelado;Devuelto;Reembolsado;Borrador;Rechazado;Pendiente de pago',
    'Entregado;Enviado;Pagado;Completado',
  ],
  Portuguese: ['Cancelado;Devolvido;Estornado;Aguardando pagamento;Recusado', 'Entregue;Enviado;Pago;Faturado'],
  Italian: ['Annullato;Rimborsato;Reso;Nota di credito;Preventivo;Bozza', 'Consegnato;Spedito;Pagato;Fattura'],
  Russian: [
    'Отменён;Возврат;Черновик;Не оплачен;Ожидает оплаты;Отказ',
    'Доставлен;Отправлен;Оплачен;Завершён;Не отменён',
  ],
  Ukrainian: [
    'Скасовано;Повернено;Повернення;Не оплачено;Чернетка;Відмова',
    'Виконано;Доставлено;Оплачено;Не скасовано',
  ],
  Turkish: [
    'İptal Edildi;İPTAL;İade;İade Edildi;Ödenmedi;Ödeme Bekleniyor;Taslak;Teklif;Reddedildi;Başarısız',
    'Teslim Edildi;Kargoda;Tamamlandı;Ödendi;İptal edilmedi;Kısmi iade;İade talebi reddedildi',
  ],
  Dutch: [
    'Geannuleerd;Retour;Geretourneerd;Terugbetaald;Offerte;Onbetaald;Creditfactuur;Mislukt',
    'Verzonden;Bezorgd;Voltooid;Betaald;Niet geannuleerd;Gedeeltelijk terugbetaald',
  ],
  Polish: [
    'Anulowane;Zwrócone;Zwrot;Nieopłacone;Odrzucone;Szkic',
    'Wysłane;Dostarczone;Zakończone;Opłacone;Nie anulowane',
  ],
  Czech: [
    'Stornováno;Zrušeno;Vráceno;Dobropis;Nezaplaceno;Čeká na platbu',
    'Vyřízeno;Odesláno;Doručeno;Zaplaceno;Nezrušeno',
  ],
  Slovak: ['Zrušené;Vrátené;Nezaplatené;Odmietnuté', 'Vybavené;Odoslané;Zaplatené'],
  Swedish: [
    'Avbruten;Returnerad;Makulerad;Återbetald;Utkast;Obetald;Kreditfaktura',
    'Levererad;Skickad;Betald;Slutförd;Ej makulerad',
  ],
  Danish: [
    'Annulleret;Returneret;Refunderet;Kreditnota;Kladde;Ubetalt',
    'Leveret;Afsendt;Betalt;Gennemført;Delvist refunderet',
  ],
  Norwegian: ['Kansellert;Returnert;Tilbakebetalt;Ubetalt', 'Levert;Sendt;Betalt;Fullført;Ikke kansellert'],
  Finnish: [
    'Peruttu;Palautettu;Hyvitetty;Maksamatta;Luonnos',
    'Toimitettu;Maksettu;Valmis;Ei peruttu;Osittain palautettu',
  ],
  Indonesian: [
    'Dibatalkan oleh Pembeli;Batal;Dikembalikan;Pengembalian dana;Belum Dibayar;Menunggu Pembayaran;Ditolak;Gagal',
    'Pesanan Selesai;Pesanan Dikirim;Dibayar;Tiba di Tujuan;Tidak dibatalkan',
  ],
  Vietnamese: [
    'Đã hủy;Đã huỷ;Trả hàng;Hoàn tiền;Chờ thanh toán;Chưa thanh toán;Báo giá;Phiếu tạm',
    'Hoàn thành;Đã giao;Đang giao hàng;Đã thanh toán;Chưa hủy',
  ],
  Thai: ['ยกเลิก;ยกเลิกแล้ว;คืนสินค้า;คืนเงินแล้ว;รอชำระเงิน;ใบเสนอราคา;ล้มเหลว', 'สำเร็จ;จัดส่งแล้ว;ชำระเงินแล้ว;ไม่ได้ยกเลิก'],
  Hindi: ['रद्द;रद्द किया गया;वापस;वापसी;ड्राफ्ट', 'डिलीवर किया गया;पूर्ण;भुगतान किया गया;रद्द नहीं'],
  Arabic: [
    'ملغي;ملغى;تم الإلغاء;مرتجع;مسترجع;تم الاسترجاع;غير مدفوع;بانتظار الدفع;مرفوض;عرض سعر',
    'تم التوصيل;مكتمل;تم الشحن;مدفوع;غير ملغي',
  ],
  Romanian: ['Anulată;Returnată;Neplătită;Respinsă;Ciornă', 'Livrată;Finalizată;Plătită;Expediată'],
  Hungarian: [
    'Törölve;Törölt;Sztornó;Visszaküldött;Visszatérítve;Kifizetetlen;Elutasítva',
    'Teljesítve;Kiszállítva;Fizetve;Nem törölt',
  ],
  Greek: ['Ακυρώθηκε;ΑΚΥΡΩΜΕΝΗ;Επιστροφή;Επιστράφηκε;Απλήρωτη', 'Ολοκληρώθηκε;Απεστάλη;Πληρωμένη;Δεν ακυρώθηκε'],
  Chinese: ['已取消;交易关闭;退款成功;待付款;报价单;草稿;拒收;支付失败', '交易成功;已发货;已完成;未取消;部分退款'],
  Japanese: ['キャンセル;取り消し;返品;返金済み;未入金;見積;下書き', '発送済み;完了;支払い済み;一部返金'],
  Korean: ['취소완료;반품완료;환불;미결제;입금대기;견적', '배송완료;구매확정;결제완료;부분환불'],
};

describe('states of orders', () => {
  const judge = judgeUnder('Status');

  it.each(Object.entries(states))('that came to nothing are told from sales in %s', (_, [gone, sold]) => {
    expect(gone.split(';').filter((state) => !judge(state))).toEqual([]);
    expect(sold.split(';').filter(judge)).toEqual([]);
  });

  it('say that something was quoted or tried out only where the heading speaks of a state or a document', () => {
    for (const heading of ['Auftragstyp', 'Belegart', 'Order type', 'Evrak Türü', 'Payment status', 'نوع المستند'])
      expect(judgeUnder(heading)('Angebot')).toBe(true);
    for (const heading of ['Preistyp', 'Aktion', 'Group', 'Produkttyp', ''])
      expect(judgeUnder(heading)('Angebot')).toBe(false);
    expect(judgeUnder('Group')('test')).toBe(false);
  });

  it('are marks in a column that asks for one thing alone', () => {
    for (const mark of ['Tak', 'evet', 'Kyllä', 'نعم', 'ใช่', 'x']) expect(judgeUnder('Cancelled?')(mark)).toBe(true);
    for (const mark of ['Nie', 'Hayır', 'Ei', 'لا', 'ไม่', '']) expect(judgeUnder('Cancelled?')(mark)).toBe(false);
  });
});

it('tells a mark of test orders from words that only have its letters', () => {
  for (const name of ['isTestOrder', 'is_test', 'testOrder', 'Test', 'Is Test?', 'TEST_FLAG', 'istest', '测试订单'])
    expect(name).toMatch(testMark);
  for (const name of ['Latest Ship Date', 'latest', 'Contest', 'Tested', 'testament', 'CONTEST'])
    expect(name).not.toMatch(testMark);
});
