import type { Locator } from '@playwright/test';
import { expect, test } from './app.ts';
import { accessibilityFaults } from './axe.ts';
import { Journey, type Spoken } from './journey.ts';
import { openSample } from './sample-project.ts';
import { oddCandidates, simulatedLaunches } from './simulated-launches.ts';
import { csvFile } from './simulated-sales.ts';

/** A person who counts: presses, and screens looked at on the way (one for each place, one for each height scrolled). */
class Person {
  presses = 0;
  reads = 1;
  readonly journey: Journey;

  constructor(journey: Journey) {
    this.journey = journey;
  }

  async press(target: Locator): Promise<void> {
    await target.waitFor({ timeout: 60_000 });
    const { page } = this.journey;
    const box = await target.boundingBox();
    const height = page.viewportSize()?.height ?? 800;
    if (box && (box.y < 0 || box.y > height)) this.reads += Math.ceil(Math.abs(box.y) / height);
    this.presses += 1;
    await target.click();
  }

  async key(key: string): Promise<void> {
    this.presses += 1;
    await this.journey.page.keyboard.press(key);
  }
}

for (const language of ['en', 'zh'] as const satisfies readonly Spoken[])
  test(`a manager's tasks, with their presses counted, in ${language} @long`, async ({ page }) => {
    test.setTimeout(400_000);
    const journey = new Journey(page, language);
    const { overview, plan, report, monitor } = journey.words;
    await journey.open();
    await openSample(journey);
    const counts: Record<string, string> = {};
    const done = (task: string, { presses, reads }: Person, most: number): void => {
      counts[task] = `${presses} presses, ${reads} reads`;
      expect(presses, task).toBeLessThanOrEqual(most);
    };

    await test.step('sample to the first decision made, on the home page', async () => {
      await journey.goTo('overview', true);
      const person = new Person(journey);
      // The press on the sample, which was made before.
      person.presses = 1;
      await person.press(
        page.locator('main').getByRole('button', { name: overview.decisions.acceptLaunch.split('{{')[0] }),
      );
      done('sample to first decision', person, 2);
      expect(await accessibilityFaults(page)).toEqual([]);
    });

    await test.step('move, lock, limit to two a week, take it back: beside the calendar', async () => {
      await journey.goTo('plan', true);
      const person = new Person(journey);
      const slider = page.getByRole('slider').first();
      const week = await slider.getAttribute('aria-valuenow');
      person.presses += 1;
      await slider.focus();
      await person.key('ArrowRight');
      // A move locks the launch where it was put.
      await person.key('Enter');
      await expect(slider).not.toHaveAttribute('aria-valuenow', week ?? '');
      await person.press(page.locator('main').getByRole('button', { name: plan.rules.title, exact: true }));
      const drawer = page.locator('[data-side-panel]');
      const limit = drawer.getByRole('textbox', { name: plan.declared['limit-week'].most });
      person.presses += 1;
      await limit.fill('2');
      await person.key('Tab');
      await expect(limit).toHaveValue('2');
      expect(await accessibilityFaults(page)).toEqual([]);
      await person.key('Control+z');
      await expect(limit).toHaveValue('');
      await person.key('Control+z');
      await expect(slider).toHaveAttribute('aria-valuenow', week ?? '');
      done('move, lock, limit, undo', person, 8);
    });

    await test.step('launch by launch: accept, skip, walk by the arrows, close', async () => {
      const person = new Person(journey);
      await person.press(page.locator('main').getByRole('button', { name: plan.card.decide }));
      const card = page.locator('[data-side-panel]');
      const title = card.getByRole('heading', { level: 2 });
      await expect(card).toContainText(plan.order.title);
      const first = await title.textContent();
      expect(await accessibilityFaults(page)).toEqual([]);
      await person.press(card.getByRole('button', { name: plan.card.accept, exact: true }));
      await expect(title).not.toHaveText(first ?? '');
      const second = await title.textContent();
      await card.getByRole('button', { name: journey.words.common.next }).click();
      await expect(title).not.toHaveText(second ?? '');
      await card.getByRole('button', { name: journey.words.common.previous }).click();
      await expect(title).toHaveText(second ?? '');
      await page.keyboard.press('Escape');
      await expect(card).toBeHidden();
      await page.reload();
      // This one, the one accepted on the home page: both are decided after a reload too.
      const decided = plan.card.progress_other.replace('{{done}}', '(?<!\\d)2').replace('{{count}}', '\\d+');
      await expect(page.locator('main')).toContainText(new RegExp(decided), { timeout: 60_000 });
    });

    await test.step('the PDF', async () => {
      await journey.goTo('overview', true);
      const person = new Person(journey);
      await person.press(page.locator('main').getByRole('button', { name: overview.toReport, exact: true }));
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 120_000 }),
        person.press(journey.button(report.step.document.export)),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.pdf$/);
      done('plan PDF', person, 2);
    });

    await test.step('the weekly report with its actions', async () => {
      await journey.goTo('monitor', true);
      const person = new Person(journey);
      await person.press(page.getByRole('button', { name: monitor.commit.action, exact: true }));
      await person.press(page.getByRole('button', { name: monitor.actuals.sample, exact: true }));
      await expect(page.getByRole('heading', { name: monitor.weekly.title })).toBeVisible({ timeout: 120_000 });
      done('monitor to actions', person, 2);
      await page
        .getByRole('table', { name: monitor.board.title })
        .getByRole('rowheader')
        .getByRole('button')
        .first()
        .click();
      await expect(page.locator('[data-side-panel]')).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
    });
    console.log(language, JSON.stringify(counts));
  });

for (const language of ['en', 'zh'] as const satisfies readonly Spoken[])
  test(`own files with one unknown heading, to a plan, with the presses counted, in ${language} @long`, async ({
    page,
  }) => {
    test.setTimeout(400_000);
    const journey = new Journey(page, language);
    const { data, overview } = journey.words;
    await journey.open();
    const person = new Person(journey);
    const [sales] = simulatedLaunches({ weeks: 130, firstLaunch: 20 }, 5);
    const [, ...rows] = sales.buffer.toString().trim().split('\n');
    const unknown = csvFile('export.csv', ['saleDate,artikel,bezeichnung,gruppe,zorp,stueckpreis', ...rows]);
    const [input, main] = [page.locator('input[type="file"]').first(), page.locator('main')];
    person.presses += 1;
    await input.setInputFiles([unknown, oddCandidates()]);
    const answer = data.question.unitsIn.replace('{{column}}', 'zorp');
    await person.press(main.getByRole('button', { name: answer, exact: true }));
    await journey.waitFor('data');
    await journey.waitFor('plan', 'done', 240_000);
    await person.press(journey.place('overview'));
    await expect(main.getByRole('button', { name: overview.toReport, exact: true })).toBeVisible();
    expect(person.presses).toBeLessThanOrEqual(3);
    console.log(language, `own files to a plan: ${person.presses} presses, ${person.reads} reads`);
  });
