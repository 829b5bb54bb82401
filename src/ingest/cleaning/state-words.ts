import { plain } from '#ingest/understanding/heading-words.ts';

/** The first that is found speaks. `*` stands for any ending, `_` for what is between two words, `^` for the beginning. */
const lists = {
  /** What was never bought or paid: it says so under a heading of states and kinds of documents, elsewhere it may mean anything. */
  unsold: `ikke_betalt ikke_betalte inte_betald* zahlung_offen non_payee non_paye erreur_de_paiement errore_di_pagamento in_afwachting_van_betaling blad_platnosci error_de_pago erro_de_pagamento 決済エラー 支払待ち pagamento_pendente pago_pendiente lost saved parked deleted removed 입금전 決済処理中 購入処理中 queued skipped error errored draft* quote quotes quotation* estimate proposal proforma* pro_forma* abandoned not_recovered test test_order failed failure declined rejected reversed chargeback* expired awaiting_payment pending_payment payment_pending waiting_for_payment payment_required not_paid angebot* entwurf kostenvoranschlag unbezahlt* nicht_bezahlt zahlung_ausstehend warten_auf_zahlung wartet_auf_zahlung zahlung_fehlgeschlagen fehlgeschlagen abgelehnt* abgebrochen testbestellung* testauftrag devis brouillon impaye* en_attente_de_paiement en_attente_de_debit echoue* echec abandonne* refused refuse refusee rejete* cotizacion* presupuest* pressupost* borrador impagad* pendiente_de_pago no_pagado fallid* fallad* rechazad* abandonad* orcamento* rascunho aguardando_pagamento nao_pago recusad* falhou rejeitad* preventivo bozza non_pagato in_attesa_di_pagamento fallito rifiutat* abbandonat* respint* offerte concept onbetaald wacht_op_betaling niet_betaald mislukt geweigerd afgewezen szkic nieoplacon* oczekuje_na_platnosc oczekiwanie_na_platnosc odrzucon* porzucon* nieudan* nabidka koncept nezaplacen* neuhrazen* nezaplaten* ceka_na_platbu caka_na_platbu zamitnut* zamietnut* odmitnut* odmietnut* opusten* neuspesn* offert utkast obetald* ej_betald vantar_pa_betalning misslyckad* nekad* avvisad* kladde ubetalt* afventer_betaling venter_pa_betaling mislykk* afvist* avvist* пропозиц* чернетка черновик неоплачен* не_оплачен* очікує_оплат* очікується_оплат* ожидает_оплат* ожидается_оплат* ожидание_оплат* відхилен* отклонен* отказ* відмова покинут* брошен* тестов* невдал* неудач* teklif* taslak odenmedi odeme_bekl* reddedil* basarisiz terk_edil* penawaran draf belum_dibayar belum_bayar menunggu_pembayaran ditolak gagal kedaluwarsa bao_gia phieu_tam chua_thanh_toan cho_thanh_toan that_bai tu_choi ใบเสนอราคา ฉบับร่าง ยังไม่ชำระ ยังไม่ได้ชำระ รอชำระ รอการชำระ ล้มเหลว ไม่สำเร็จ ปฏิเสธ कोटेशन ड्राफ्ट मसौदा भुगतान_लंबित असफल विफल अस्वीकृत عرض_سعر مسوده غير_مدفوع* بانتظار_الدفع في_انتظار_الدفع مرفوض* فشل فاشل* متروك* ciorna neplatit* neachitat* asteptare_plata asteptarea_platii respins* esuat* abandonat* refuzat* arajanlat* piszkozat fizetesre_var kifizetetlen fizetetlen elutasit* sikertelen meghiusult elhagyott προχειρο απληρωτ* αναμονη_πληρωμησ απορριφθ* αποτυχ* εγκαταλ* luonnos maksamat* odottaa_maksua hylat* epaonnistu* 鉴别不通过 鉴定不通过 审核不通过 验证不通过 未通过 报价 草稿 弃购 测试 失败 待支付 等待买家付款 已拒绝 見積 見積書 下書 未入金 未払 入金待 支払待 支払い待 テスト 却下 견적 임시저장 미결제 미입금 입금대기 결제대기 테스트 실패 거절 거부`,
  /** It happened in part only, or not at all. */
  stands: `无售后 售后取消 售后关闭 售后撤销 部分 一部 일부 부분 partial* partiel* parcial* parzial* teil* kismi kismen gedeeltelijk* czesciow* castecn* ciastocn* delvis* частич* частков* sebagian mot_phan บางส่วน आंशिक جزئي* reszleges* μερικ* osittai* ^niet_ ^geen_ ^nie_ ^ne_ ^ikke_ ^inte_ ^ej_ ^nem_ ^nu_ ^ei_ ^δεν_ ^μη_ ^не_ ^без_ ^tidak_ ^bukan_ ^belum_ ^khong_ ^chua_ ^غير_ ^لم_ ^ไม่ ^ยังไม่ iptal_edilmedi iade_edilmedi iptal_degil iade_degil रद्द_नहीं वापस_नहीं nestorn* nezrus* nevrac* nevrat*`,
  /** An order that was called off, goods or money that went back. */
  undone: `reintegrad* ^erstattung$ terugbetal* geri_odeme マイナス伝票 払い戻し 払戻 rucknahme 售后处理中 makuler* لغو* ביטול* geloscht* 決済失敗 支払失敗 contracargo contracargos caducado chargeback chargebacks 仅退款 not_attending undelivered restocked удален* בוטל* מבוטל* הוחזר* זיכוי rma 全额退款 已撤销 factura_rectificativa faktura_korygujaca opravny_danovy_doklad rectificativa* otkazan* preklican* atsaukt* tuhistat* atcelt* afturkall* анулиран* върнат* 退菜 退单 退餐 退票 退房 аннулир* rto cir could_not_be_delivered undeliverable unzustellbar* nicht_zustellbar nicht_zugestellt_werden non_livrable no_se_pudo_entregar onbestelbaar niedoreczaln* nedorucitel* teslim_edilemedi iptal* iade* devolvid* widerruf* erstattet ruckgabe* rueckgabe* zuruckge* zurueckge* rechnungskorrektur creditfactuur creditnota teruggest* terugbetaa* zwrot* zwroc* wycofan* vracen* vratk* vraten* dobropis* reklamovan* returner* retur returnerad* makuler* kreditnota* kreditfaktura* kreditert aterbetal* aterkop* refunder* tilbagebetal* tilbakebetal* avbestil* скасов* анульов* відмін* поверн* сторно* dikembalikan pengembalian* retur* dipulangkan bayaran_balik tra_hang hoan_tien hoan_hang hoan_tra chuyen_hoan da_huy คืนสินค้า คืนเงิน ตีกลับ ส่งคืน รับคืน ใบลดหนี้ रद्द* निरस्त* वापस* रिफंड* लौटाया ملغي* ملغاه الغاء الغي مرتجع* مسترجع* مسترد* استرداد استرجاع ارجاع اشعار_دائن returnat* restituit* torolt* torolve lemond* sztorn* visszakuld* visszaru* visszater* visszavett visszafizet* jovairas* ακυρω* επιστροφ* επιστραφ* πιστωτικο_τιμολογιο πιστωτικο_σημειωμα peruut* peruttu palautet* palautus* hyvitys* hyvitet* mitatoi* 退单 撤单 冲销 打消 售后成功 售后完成 拒收 取り消し`,
  /** It goes on, or is done: known, so that nobody is asked about it. */
  sold: `overdue vyrizuj* nevyrizen* expedovan* odeslan* odoslan* dorucen* vybavuj* na_ceste zabalen* zlozon* zakonczon* feldolgoz* kiszallit* atadva uj fizetve in_procesare in_curs_de_procesare expediat* livrat* confirmat* noua u_obradi poslan* isporucen* zavrsen* placen* platen* изпратен* завършен* доставен* επεξεργασια απεσταλη kargoya_veril* paketleniyor kasittely* uusi da_giao cho_xac_nhan cho_lay_hang fullfort entregue комплект* отгруж* awaiting_pick handed_over 已出货 备货中 סופית הושלם שולם sent sent_and_autopaid need_to_be_sent to_ship to_be_shipped awaiting_collection awaiting_pickup awaiting_dispatch new open opened archiv* arquivad* processing active approved accepted confirmed ready transit on_hold hold picked packed packing picking printed invoiced posted on_account onaccount success* sale sold done ok received unfulfilled preparing awaiting_shipment awaiting_fulfillment scheduled neu offen bearbeitung zustellung geliefert zugestellt erledigt aktiv bestatigt fakturiert gebucht nouve* en_cours en_preparation prepare* valide* accepte* facture* traite* nuev* en_camino en_proceso procesando preparando aprobad* confirmad* facturad* abiert* activ* despachad* novo nova aberto aberta em_andamento em_processamento em_separacao a_caminho aprovad* faturad* preparando nuovo nuova in_lavorazione in_preparazione in_corso aperto confermat* nieuw* in_behandeling verwerkt bevestigd geleverd nowe nowy nowa w_realizacji w_trakcie przyjet* potwierdzon* gotow* spakowan* nove prijat* potvrzen* pripraven* vybaven* ny nya behandl* bekraft* klar lever* нов* в_работе обработ* сборк* собран* принят* подтвержд* підтвердж* готов* в_пути проведен* активн* открыт* відкрит* kargoda dostarczon* doreczon* تم_التنفيذ تم_الشحن تم_التوصيل yeni hazirlan* onayland* isleniyor beklemede baru diproses dikemas moi dang_giao dang_xu_ly da_xac_nhan جديد قيد مؤكد ใหม่ กำลัง 待收货 待发货 备货 签收 运输 派送 配货 已确认 已审核 已开票 未发货 进行中 处理中 在途 揽收 未対応 対応中 対応済 処理済 処理中 受付 新規 準備 確認 신규 준비 확정 확인 접수`,
} as const;

/** A wish to send back or to call off that was refused. */
const refused =
  /(refund|return|retour|cancellation|storn|ruckgabe|erstattung|devoluc|reembolso|rimborso|reso|annull|iade|iptal|zwrot|vratk|reklamac|возврат|поверненн|retur)\p{L}*( \p{L}+){0,2} (reject|declin|denied|refus|rechaz|recus|rifiut|respint|abgelehnt|redd|odrzuc|zamit|zamiet|отклон|відхил|ditolak|avvis|afvist|afgewezen)/u;

const unspaced = /[\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What stands around a word is looked at once for all of them: 600 ranges of letters for each word cost more than the import of 10 MB. */
function patternOf(list: string): RegExp {
  const anywhere: string[] = [];
  const whole: string[] = [];
  const stems: string[] = [];
  for (const word of list.split(' ')) {
    const kind = unspaced.test(word) || word.startsWith('^') ? anywhere : word.endsWith('*') ? stems : whole;
    kind.push(word.replace('*', '').replaceAll('_', '[\\s_-]+'));
  }
  const spaced = `(?<![\\p{L}\\p{M}])(?:ال)?(?:(?:${whole.join('|')})(?![\\p{L}\\p{M}])|${stems.join('|')})`;
  return new RegExp([spaced, ...anywhere].join('|'), 'u');
}

const patterns = Object.entries(lists).map(
  ([says, list]) => [says as keyof typeof lists, patternOf(plain(list))] as const,
);

/** Goods that nobody came for, or that could not be handed over. */
export const notTaken =
  /^(?:no|non|not|nicht|niet|nie|ne|ej|inte|ikke|не|μη|δεν)[\s_-]*(?:entregad|consegnat|ritirat|abgeholt|opgehaald|odebran|uthamtad|hentet|afhentet|забра|παραλη|выкуплен|востребован|collected|picked up)|^teslim alinma|^nevyzvednut|zahlungsausfall/;

/** What the words of a state or a kind of document say; null for one of a sale, and for one of the commonest words. */
export function stateIn(text: string): keyof typeof lists | null {
  const words = plain(text);
  if (notTaken.test(words)) return 'undone';
  return refused.test(words) ? 'stands' : (patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? null);
}
