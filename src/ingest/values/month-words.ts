const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Months and their short forms in German, French, Spanish, Portuguese, Italian, Russian, Dutch and Polish, without accents. */
const names = [
  'jan january januar janner janvier enero ene janeiro gennaio gen январь января янв januari styczen stycznia sty',
  'feb february februar fevrier fev fevr febrero fevereiro febbraio февраль февраля фев февр februari luty lutego lut',
  'mar march marz mrz mars marzo marco март марта мар maart mrt marzec marca',
  'apr april avril avr abril abr aprile апрель апреля апр kwiecien kwietnia kwi',
  'may mai mayo maio mag maggio май мая mei maj maja',
  'jun june juni juin junio junho giugno giu июнь июня июн czerwiec czerwca cze',
  'jul july juli juillet juil julio julho luglio lug июль июля июл lipiec lipca lip',
  'aug august aout agosto ago август августа авг augustus sierpien sierpnia sie',
  'sep sept september septembre septiembre setembro set settembre сентябрь сентября сен сент wrzesien wrzesnia wrz',
  'oct october oktober okt octobre octubre outubro out ottobre ott октябрь октября окт pazdziernik pazdziernika paz',
  'nov november novembre noviembre novembro ноябрь ноября ноя нояб listopad listopada lis',
  'dec december dezember dez decembre diciembre dic dezembro dicembre декабрь декабря дек grudzien grudnia gru',
];
const numbers = new Map(names.flatMap((words, month) => words.split(' ').map((word) => [word, month] as const)));

/** The English short form of a month's name in one of these languages; '' for another word. */
export function englishMonth(word: string): string {
  const plain = word
    .toLowerCase()
    .replace(/\.$/, '')
    .normalize('NFD')
    .replace(/(?<!и)[\u0300-\u036f]/gu, '')
    .normalize('NFC');
  const month = numbers.get(plain);
  return month === undefined ? '' : english[month];
}

const spelled =
  /^(?:(\d{1,2})(?:º|\.|er)?[\s-]*(?:de\s+)?)?(\p{L}{3,11})\.?,?[\s-]*(?:de\s+|del\s+)?(\d{4})(?:\s?г\.?)?,?(\s+\d{1,2}:\d{2}(?::\d{2})?)?$/u;

/** A date whose month has a name in another language (`5 de marzo de 2024`, `März 2024`, `2024년 7월`) as it is written in English. */
export function inEnglish(text: string): string {
  if (/\d\s*[년월]/.test(text))
    return text
      .replace(/(?<=\d)\s*년\s*/, '年')
      .replace(/(?<=\d)\s*월\s*/, '月')
      .replace(/(?<=\d)\s*일/, '日');
  const found = spelled.exec(text);
  const month = found ? englishMonth(found[2]) : '';
  return found && month !== '' ? `${found[1] ? `${found[1]} ` : ''}${month} ${found[3]}${found[4] ?? ''}` : text;
}
