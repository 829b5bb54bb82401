import type { EpochDay } from '#engine/calendar/epoch-day.ts';

/** An entry of a calendar over whole days. */
export interface CalendarEntry {
  /** The same in every file: a later one updates the entry. */
  readonly uid: string;
  readonly title: string;
  readonly text: string;
  /** Days, both inclusive. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly isCancelled: boolean;
}

export interface CalendarFile {
  readonly name: string;
  /** Milliseconds of the clock: when the file was made. */
  readonly madeAt: number;
  /** Higher than that of every earlier file of these entries. */
  readonly revision: number;
  readonly entries: readonly CalendarEntry[];
}

/**
 * An iCalendar file (RFC 5545): whole days without a time zone, names that stay, a sequence by which calendars know the later
 * version. Lines end in CR LF and are folded at 75 octets.
 */
export function writeCalendarFile({ name, madeAt, revision, entries }: CalendarFile): string {
  const stamp = new Date(madeAt).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Debut//Launch plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...entries.flatMap((entry) => [
      'BEGIN:VEVENT',
      `UID:${escapeText(entry.uid)}`,
      `DTSTAMP:${stamp}`,
      `LAST-MODIFIED:${stamp}`,
      `SEQUENCE:${revision}`,
      `DTSTART;VALUE=DATE:${dateOf(entry.from)}`,
      // The end of a span of days is the day after it.
      `DTEND;VALUE=DATE:${dateOf(entry.to + 1)}`,
      `SUMMARY:${escapeText(entry.title)}`,
      ...(entry.text ? [`DESCRIPTION:${escapeText(entry.text)}`] : []),
      `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function dateOf(day: EpochDay): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Text as a value (3.3.11); control characters, which no line may hold, become spaces. */
function escapeText(text: string): string {
  return (
    text
      .replaceAll('\\', '\\\\')
      .replaceAll(';', '\\;')
      .replaceAll(',', '\\,')
      .replace(/\r\n?|\n/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
  );
}

/** At most 75 octets a line, the rest after a space on the next; a character is never cut (3.1). */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const length = octetsOf(character.codePointAt(0) as number);
    if (octets + length > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return folded;
}

/** In UTF-8. */
function octetsOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
