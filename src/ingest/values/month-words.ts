const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/**
 * Months and their short forms, without accents and dots, in English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish,
 * Norwegian, Finnish, Polish, Czech, Slovene, Hungarian, Romanian, Bulgarian, Russian, Ukrainian, Lithuanian, Latvian, Estonian,
 * Greek, Turkish, Indonesian, Thai, Hindi and Arabic.
 */
const names = [
  `jan january januar janner januari janvier enero ene janeiro gennaio gen stycznia styczen sty leden ledna led ianuarie ian январь января янв
   січень січня січ ιανουαριος ιανουαριου ιαν ocak oca มกราคม มค जनवरी يناير
   janv sausis sausio janvaris jaan jaanuar tammi tammikuu януари gener`,
  `feb february februar februari fevrier fev fevr febr febrero fevereiro febbraio luty lutego lut unor unora uno februarie февраль февраля фев февр
   лютий лютого лют φεβρουαριος φεβρουαριου φεβ subat sub กุมภาพันธ์ กพ फरवरी फ़रवरी فبراير
   vasaris vasario februaris veebr veebruar helmi helmikuu февруари febrer`,
  `mar march marz mrz mars marzo marco maart mrt marts marzec marca brezen brezna bre marcius martie март марта мар березень березня бер
   μαρτιος μαρτιου μαρ mart maret มีนาคม มีค मार्च مارس
   kovas kovo maalis maaliskuu marec marta març`,
  `apr april avril avr abril abr aprile kwiecien kwietnia kwi duben dubna dub aprilis aprilie апрель апреля апр квітень квітня кві
   απριλιος απριλιου απρ nisan nis เมษายน เมย अप्रैल أبريل ابريل إبريل
   balandis balandzio aprill huhti huhtikuu квіт април`,
  `may mai mayo maio mag maggio mei maj maja kveten kvetna kve majus май мая травень травня тра μαιος μαιου μαι mayıs พฤษภาคม พค मई مايو
   geguze geguzes maijs touko toukokuu трав maig`,
  `jun june juni juin junio junho giugno giu czerwiec czerwca cze cerven cervna cvn junius iunie iun июнь июня июн червень червня чер
   ιουνιος ιουνιου ιουν haziran haz มิถุนายน มิย जून يونيو
   birzelis birzelio junij junijs juuni kesa kesakuu черв юни juny`,
  `jul july juli juillet juil julio julho luglio lug lipiec lipca lip cervenec cervence cvc julius iulie iul июль июля июл липень липня лип
   ιουλιος ιουλιου ιουλ temmuz tem กรกฎาคม กค जुलाई يوليو
   liepa liepos julij julijs julai juuli heina heinakuu юли juliol`,
  `aug august augusti aout agosto ago augustus sierpien sierpnia sie srpen srpna srp augusztus август августа авг серпень серпня сер
   αυγουστος αυγουστου αυγ agustos agu agustus agt สิงหาคม สค अगस्त أغسطس اغسطس
   rugpjutis rugpjucio elo elokuu серп avg avgust augusts agost ogos`,
  `sep sept september septembre septiembre setembro set settembre wrzesien wrzesnia wrz zari zar szeptember szept septembrie
   сентябрь сентября сен сент вересень вересня вер σεπτεμβριος σεπτεμβριου σεπ eylul eyl กันยายน กย सितंबर सितम्बर سبتمبر
   rugsejis rugsejo septembris septembar syys syyskuu септември setembre`,
  `oct october oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz rijen rijna rij octombrie
   октябрь октября окт жовтень жовтня жов οκτωβριος οκτωβριου οκτ ekim eki ตุลาคม ตค अक्टूबर अक्तूबर أكتوبر اكتوبر
   spalis spalio oktobris oktoober loka lokakuu жовт октомври oktobar`,
  `nov november novembre noviembre novembro listopad listopada listopadu lis noiembrie noi ноябрь ноября ноя нояб листопад листопада лис
   νοεμβριος νοεμβριου νοε kasım kas พฤศจิกายน พย नवंबर नवम्बर نوفمبر
   lapkritis lapkricio marras marraskuu лист ноември novembris novembar`,
  `dec december dezember dez decembre diciembre dic dezembro dicembre desember des grudzien grudnia gru prosinec prosince pro decembrie
   декабрь декабря дек грудень грудня гру δεκεμβριος δεκεμβριου δεκ aralık ara ธันวาคม ธค दिसंबर दिसम्बर ديسمبر
   gruodis gruodzio decembris decembar dets detsember joulu joulukuu груд декември desembre disember`,
];
const numbers = new Map(
  names.flatMap((words, month) => words.split(/\s+/).map((word) => [plain(word), month] as const)),
);

/** 1 to 12 for a month's name or its short form in one of these languages, 0 for any other word. */
export function monthNumber(word: string): number {
  return (numbers.get(plain(word)) ?? -1) + 1;
}

/** The English short form of such a name; '' for another word. */
export function englishMonth(word: string): string {
  return english[monthNumber(word) - 1] ?? '';
}

/** Without capitals, dots and accents. */
function plain(word: string): string {
  const bare = word.toLowerCase().replaceAll('.', '').normalize('NFD');
  return bare.replace(/(?<!и)[\u0300-\u036f]/gu, '').normalize('NFC');
}

const spelled =
  /^(?:(\d{1,2})(?:º|\.|er)?[\s/-]*(?:de\s+)?)?(\p{L}[\p{L}\p{M}.]{1,12}),?[\s/-]*(?:de\s+|del\s+)?(\d{4})(?:\s?г\.?)?,?(\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?|\s[A-Z]{3,4})?)?$/u;

/** `janv.-24`, `jan/24`, `янв.24`: as spreadsheets write months. `Jan/05` may be a day, and `SET-24` is a code. */
const shortYear = /^(?!\p{Lu}+-)(\p{L}[\p{L}\p{M}]{1,12})(?:\.?\s?[-/'’]\s?|\.)((?:1[5-9]|2\d|3[0-5]))$/u;
/** `15-janv-24`, `3. Mrz. 24` */
const dayOfShortYear = /^(\d{1,2})\.?[\s/-]+(\p{L}[\p{L}\p{M}]{1,12})\.?[\s/-]+(\d{2})$/u;

/** A date whose month has a name in another language (`5 de marzo de 2024`, `März 2024`, `2024년 7월`) as it is written in English. */
export function inEnglish(text: string): string {
  if (/\d\s*[년월]/.test(text))
    return text
      .replace(/(?<=\d)\s*년\s*/, '年')
      .replace(/(?<=\d)\s*월\s*/, '月')
      .replace(/(?<=\d)\s*일/, '日');
  const short = shortYear.exec(text);
  if (short && monthNumber(short[1]) > 0) return `${englishMonth(short[1])}-${short[2]}`;
  const [, day, name = '', year] = dayOfShortYear.exec(text) ?? [];
  if (monthNumber(name) > 0) return `${day} ${englishMonth(name)} ${year}`;
  const found = spelled.exec(text);
  const month = found ? englishMonth(found[2]) : '';
  return found && month !== '' ? `${found[1] ? `${found[1]} ` : ''}${month} ${found[3]}${found[4] ?? ''}` : text;
}
