import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { writeCalendarFile } from '#export/calendar-file.ts';
import { isoDay } from '#export/launch-fields.ts';
import { planCalendar } from '#export/plan-calendar.ts';
import type { PlanDocument } from '#export/plan-document.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';

const options = { language: 'en' as const, calendarId: 'c1', leadTimeWeeks: { SN2603: 3 }, earlier: [] };

function fileOf(plan: PlanDocument, revision = 1, more: Partial<Parameters<typeof planCalendar>[1]> = {}): string {
  const entries = planCalendar(plan, { ...options, ...more });
  return writeCalendarFile({ name: 'Plan; of, all', madeAt: Date.UTC(2026, 0, 5, 7, 8, 9), revision, entries });
}

/** Events as a reader of iCalendar understands them, by their names. */
function eventsOf(text: string): Map<string, InstanceType<typeof ICAL.Event>> {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  return new Map(events.map((event) => [event.uid, event]));
}

describe('the calendar file', () => {
  it('gives a reader the plan’s days, over whole days without a time zone', () => {
    const plan = createExamplePlan(14);
    const events = eventsOf(fileOf(plan));
    for (const launch of plan.launches) {
      const event = events.get(`launch-${launch.id}-c1@debut.invalid`);
      expect(event?.startDate.isDate).toBe(true);
      expect(event?.startDate.toString()).toBe(isoDay(launch.week));
      expect(event?.endDate.toString()).toBe(isoDay(launch.week + 1));
      expect(event?.summary).toContain(launch.nameAlternative);
      const review = events.get(`review-${launch.id}-c1@debut.invalid`);
      expect(review?.startDate.toString()).toBe(isoDay(launch.week + 28));
    }
    const order = events.get('order-SN2603-c1@debut.invalid');
    expect(order?.startDate.toString()).toBe(isoDay(plan.launches[0].week - 21));
    expect(events.size).toBe(2 * 14 + 1);
  });

  it('keeps names, raises the sequence, and calls off what is gone', () => {
    const plan = createExamplePlan(3);
    const before = planCalendar(plan, options);
    const [first, ...others] = plan.launches;
    const later = { ...plan, launches: [{ ...first, week: first.week + 14 }, ...others.slice(1)] };
    const events = eventsOf(fileOf(later, 2, { earlier: before }));
    expect([...events.keys()].sort()).toEqual(before.map(({ uid }) => uid).sort());
    const moved = events.get(`launch-${first.id}-c1@debut.invalid`);
    expect(moved?.startDate.toString()).toBe(isoDay(first.week + 14));
    expect(moved?.sequence).toBe(2);
    const gone = events.get(`launch-${others[0].id}-c1@debut.invalid`);
    expect(gone?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(moved?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  });

  it('folds lines at 75 octets without cutting a character, and escapes what means something', () => {
    const plan = createExamplePlan(1);
    const name = 'Cup; of, \\ tea\nEND:VEVENT\r\nBEGIN:VALARM 保温杯'.padEnd(118, '杯');
    const text = fileOf({ ...plan, launches: [{ ...plan.launches[0], name, nameAlternative: '' }] });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\ufffd');
    expect(text.match(/^BEGIN:/gm)).toHaveLength(1 + 3);
    const [event] = eventsOf(text).values();
    expect(event.summary).toContain('Cup; of, \\ tea END:VEVENT BEGIN:VALARM 保温杯');
  });

  it('names entries of any id, each its own', () => {
    const plan = createExamplePlan(4);
    const ids = ['a/b', 'a b', `${'长'.repeat(10_000)}`, '\u202e__proto__'];
    const launches = plan.launches.map((launch, i) => ({ ...launch, id: ids[i] }));
    const uids = planCalendar({ ...plan, launches }, options).map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(8);
    for (const uid of uids) expect(uid).toMatch(/^[\w.@-]{1,120}$/);
  });
});
