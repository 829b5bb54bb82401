import { expect, it } from 'vitest';
import { calendarPicture } from '#export/calendar-picture.ts';
import { createExamplePlan } from '#export/testing/example-plan.ts';

it('the picture of the calendar is one drawing, with every launch in it and names as text alone', () => {
  const plan = createExamplePlan(4);
  const names = ['</text><script>x()</script>', '"><image href="http://outside.invalid"/>', 'A & B', '\u202egnp\u0000'];
  const launches = plan.launches.map((launch, i) => ({ ...launch, name: names[i], nameAlternative: '' }));
  const svg = calendarPicture({ ...plan, launches }, 'en');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1120" height="\d+/);
  const tags = svg.replace(/>[^<]*</g, '><');
  expect(tags).not.toMatch(/<(script|image|foreignObject|style|a)\b|href=|\son\w+=/);
  expect(svg).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(svg).toContain('A &amp; B');
  expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
  // Every tag that opens closes: a browser refuses a drawing that is not well-formed.
  const open: string[] = [];
  for (const [, end, name, own] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!own) open.push(name);
  }
  expect(open).toEqual([]);
});
