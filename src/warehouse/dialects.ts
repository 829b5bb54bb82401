import {
  backQuoted,
  currencyMarks,
  type Dialect,
  doubleQuoted,
  forms,
  literal,
  movedClock,
  numberMarks,
  standard,
} from './dialect.ts';

const duckdb: Dialect = {
  ...standard,
  label: 'DuckDB',
  proof: 'run',
  quote: doubleQuoted,
  logarithm: (value) => `LN(CAST(${value} AS DOUBLE))`,
  divide: (a, b) => `${a} // ${b}`,
  strip: (value) => `REGEXP_REPLACE(${value}, ${literal(numberMarks)}, '', 'g')`,
  is: (value, form) => `REGEXP_MATCHES(${value}, ${literal(forms[form])})`,
  localTime: (value, type, zone) => {
    if (type === 'date') return `CAST(${value} AS DATE)`;
    if (type === 'local') return `CAST(${value} AS TIMESTAMP)`;
    const instant = type === 'utc' ? `(CAST(${value} AS TIMESTAMP) AT TIME ZONE 'UTC')` : value;
    return `(${instant} AT TIME ZONE ${literal(zone)})`;
  },
  dayNumber: (clock) => `CAST(CAST(${clock} AS DATE) - DATE '1970-01-01' AS BIGINT)`,
  isoDay: (day) => `CAST(DATE '1970-01-01' + CAST(${day} AS INTEGER) AS VARCHAR)`,
};

const postgresql: Dialect = {
  ...duckdb,
  label: 'PostgreSQL',
  digits: (value) => `CAST(${value} AS BIGINT)`,
  micro: (value) => `CAST(ROUND(CAST(${value} AS NUMERIC) * 1000000) AS BIGINT)`,
  logarithm: (value) => `LN(CAST(${value} AS DOUBLE PRECISION))`,
  divide: standard.divide,
  position: (value, character) => `STRPOS(${value}, ${literal(character)})`,
  is: (value, form) => `${value} ~ ${literal(forms[form])}`,
  byBytes: (value) => `${value} COLLATE "C"`,
  isoDay: (day) => `TO_CHAR(DATE '1970-01-01' + CAST(${day} AS INTEGER), 'YYYY-MM-DD')`,
};

const clickhouse: Dialect = {
  ...standard,
  label: 'ClickHouse',
  proof: 'run',
  quote: doubleQuoted,
  text: (value) => `toString(${value})`,
  integer: (value) => `toInt64(${value})`,
  digits: (value) => `toInt64OrNull(${value})`,
  micro: (value) => `toInt64(round(${value} * 1000000))`,
  logarithm: (value) => `log(toFloat64(${value}))`,
  divide: (a, b) => `intDiv(${a}, ${b})`,
  strip: (value) => `replaceRegexpAll(${value}, ${literal(numberMarks)}, '')`,
  position: (value, character) => `position(${value}, ${literal(character)})`,
  is: (value, form) => `match(${value}, ${literal(forms[form])})`,
  localTime: (value, type, zone) =>
    type === 'date'
      ? `toString(toDate32(${value}))`
      : `formatDateTime(${value}, '%Y-%m-%d %H:%i:%S'${type === 'local' ? '' : `, ${literal(zone)}`})`,
  dayNumber: (clock) => `toInt64(dateDiff('day', toDate32('1970-01-01'), toDate32OrNull(substring(${clock}, 1, 10))))`,
  isoDay: (day) => `toString(addDays(toDate32('1970-01-01'), ${day}))`,
};

const mysql: Dialect = {
  ...standard,
  label: 'MySQL, MariaDB',
  proof: 'run',
  quote: backQuoted,
  text: (value) => `CAST(${value} AS CHAR)`,
  integer: (value) => `CAST(${value} AS SIGNED)`,
  digits: (value) => `CAST(${value} AS SIGNED)`,
  micro: (value) => `CAST(ROUND(${value} * 1000000) AS SIGNED)`,
  divide: (a, b) => `${a} DIV ${b}`,
  is: (value, form) => `${value} REGEXP ${literal(forms[form])}`,
  exact: (value) => `CONVERT(${value} USING utf8mb4) COLLATE utf8mb4_bin`,
  localTime: (value, type, zone) =>
    type === 'date' || type === 'local'
      ? value
      : movedClock(value, zone, (minutes) => `DATE_ADD(${value}, INTERVAL ${minutes} MINUTE)`),
  dayNumber: (clock) => `DATEDIFF(${clock}, '1970-01-01')`,
  isoDay: (day) => `DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL ${day} DAY), '%Y-%m-%d')`,
  session: "The session's zone has to be UTC where the column is a TIMESTAMP: SET time_zone = '+00:00'.",
};

/** GLOB patterns of an unsigned number without a currency, thousands in groups of three or none. */
function sqliteNumber(value: string): string {
  const rest = `LTRIM(${value}, ${literal(` -${currencyMarks.join('')}`)})`;
  const prefix = `SUBSTR(${value}, 1, LENGTH(${value}) - LENGTH(${rest}))`;
  const prefixes = [
    '',
    '-',
    ' ',
    '- ',
    ...currencyMarks.flatMap((mark) => [mark, `${mark} `, `-${mark}`, `-${mark} `, `${mark}-`, `${mark} -`]),
  ];
  const whole = `SUBSTR(${rest}, 1, INSTR(${rest} || '.', '.') - 1)`;
  const fraction = `SUBSTR(${rest}, INSTR(${rest} || '.', '.') + 1)`;
  const digit = '[0-9]';
  const grouped = [1, 2, 3, 4].flatMap((groups) =>
    [1, 2, 3].map((head) => `${digit.repeat(head)}${`,${digit.repeat(3)}`.repeat(groups)}`),
  );
  return [
    `${prefix} IN (${prefixes.map(literal).join(', ')})`,
    `${rest} GLOB '*[0-9]*'`,
    `${fraction} NOT GLOB '*[^0-9]*'`,
    `(${whole} NOT GLOB '*[^0-9]*' OR ${grouped.map((glob) => `${whole} GLOB '${glob}'`).join(' OR ')})`,
  ].join(' AND ');
}

const sqlite: Dialect = {
  ...standard,
  label: 'SQLite',
  proof: 'run',
  quote: doubleQuoted,
  text: (value) => `CAST(${value} AS TEXT)`,
  integer: (value) => `CAST(${value} AS INTEGER)`,
  digits: (value) => `CAST(${value} AS INTEGER)`,
  micro: (value) => `CAST(ROUND(${value} * 1000000) AS INTEGER)`,
  concat: (a, b) => `(${a} || ${b})`,
  strip: (value) =>
    [',', ' ', '-', ...currencyMarks].reduce((text, mark) => `REPLACE(${text}, ${literal(mark)}, '')`, value),
  is: (value, form) =>
    form === 'number'
      ? `(${sqliteNumber(value)})`
      : `(${value} GLOB '[Cc][0-9]*' AND SUBSTR(${value}, 2) NOT GLOB '*[^0-9]*')`,
  localTime: (value, type, zone) =>
    type === 'date' || type === 'local'
      ? `datetime(${value})`
      : movedClock(`datetime(${value})`, zone, (minutes) => `datetime(${value}, '${minutes} minutes')`),
  dayNumber: (clock) => `CAST(strftime('%s', date(${clock})) AS INTEGER) / 86400`,
  isoDay: (day) => `date(${day} * 86400, 'unixepoch')`,
};

const spark: Dialect = {
  ...standard,
  label: 'Spark SQL',
  proof: 'grammar',
  quote: backQuoted,
  text: (value) => `CAST(${value} AS STRING)`,
  digits: (value) => `CAST(${value} AS BIGINT)`,
  divide: (a, b) => `${a} div ${b}`,
  is: (value, form) => `${value} RLIKE ${literal(forms[form])}`,
  localTime: (value, type, zone) => {
    if (type === 'date') return `CAST(${value} AS DATE)`;
    return type === 'local' ? value : `from_utc_timestamp(${value}, ${literal(zone)})`;
  },
  dayNumber: (clock) => `CAST(datediff(${clock}, CAST('1970-01-01' AS DATE)) AS BIGINT)`,
  isoDay: (day) => `CAST(date_add(CAST('1970-01-01' AS DATE), CAST(${day} AS INT)) AS STRING)`,
  session: "The session's zone has to be UTC where the column is an instant: SET spark.sql.session.timeZone = UTC.",
};

const hive: Dialect = { ...spark, label: 'Hive', session: 'The time has to be stored in UTC.' };

const maxcompute: Dialect = {
  ...spark,
  label: 'MaxCompute',
  proof: 'written',
  // Its division gives a double: what is divided is made a multiple first, so the quotient is whole.
  divide: (a, b) => `CAST(ROUND((${a} - (${a}) % ${b}) / ${b}) AS BIGINT)`,
  dayNumber: (clock) => `DATEDIFF(CAST(${clock} AS DATE), CAST('1970-01-01' AS DATE), 'dd')`,
  isoDay: (day) => `CAST(DATEADD(CAST('1970-01-01' AS DATE), ${day}, 'dd') AS STRING)`,
  session: 'SET odps.sql.type.system.odps2 = true; the time has to be stored in UTC.',
};

const bigquery: Dialect = {
  ...standard,
  label: 'BigQuery',
  proof: 'written',
  quote: backQuoted,
  text: (value) => `CAST(${value} AS STRING)`,
  integer: (value) => `CAST(${value} AS INT64)`,
  digits: (value) => `SAFE_CAST(${value} AS INT64)`,
  micro: (value) => `CAST(ROUND(${value} * 1000000) AS INT64)`,
  divide: (a, b) => `DIV(${a}, ${b})`,
  modulo: (a, b) => `MOD(${a}, ${b})`,
  is: (value, form) => `REGEXP_CONTAINS(${value}, ${literal(forms[form])})`,
  localTime: (value, type, zone) => {
    if (type === 'date' || type === 'local') return `CAST(${value} AS DATETIME)`;
    return `DATETIME(${type === 'utc' ? `TIMESTAMP(${value}, 'UTC')` : value}, ${literal(zone)})`;
  },
  dayNumber: (clock) => `DATE_DIFF(DATE(${clock}), DATE '1970-01-01', DAY)`,
  isoDay: (day) => `FORMAT_DATE('%F', DATE_ADD(DATE '1970-01-01', INTERVAL ${day} DAY))`,
};

const trino: Dialect = {
  ...standard,
  label: 'Trino',
  proof: 'grammar',
  quote: doubleQuoted,
  position: (value, character) => `STRPOS(${value}, ${literal(character)})`,
  is: (value, form) => `REGEXP_LIKE(${value}, ${literal(forms[form])})`,
  localTime: (value, type, zone) => {
    if (type === 'date') return `CAST(${value} AS DATE)`;
    if (type === 'local') return value;
    const instant = type === 'utc' ? `with_timezone(CAST(${value} AS TIMESTAMP(6)), 'UTC')` : value;
    return `CAST(${instant} AT TIME ZONE ${literal(zone)} AS TIMESTAMP(6))`;
  },
  dayNumber: (clock) => `date_diff('day', DATE '1970-01-01', CAST(${clock} AS DATE))`,
  isoDay: (day) => `CAST(date_add('day', ${day}, DATE '1970-01-01') AS VARCHAR)`,
};

/** Every dialect, in the order in which they are offered. */
export const dialects = {
  duckdb,
  postgresql,
  clickhouse,
  mysql,
  sqlite,
  spark,
  hive,
  maxcompute,
  bigquery,
  trino,
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectId = keyof typeof dialects;
