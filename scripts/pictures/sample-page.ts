import { chromium, type Page } from '@playwright/test';
import { Journey } from '../../e2e/journey.ts';
import config from '../../playwright.config.ts';
import { serve } from '../serve.mjs';

export interface SamplePage {
  readonly page: Page;
  /** Loads the sample and waits until everything that it gives is there. */
  readonly loadSample: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The built page in a browser of its own, for scripts that look at it. */
export async function openSamplePage(viewport: {
  readonly width: number;
  readonly height: number;
}): Promise<SamplePage> {
  const { server, address } = await serve(0);
  const browser = await chromium.launch(config.use?.launchOptions);
  const page = await browser.newPage({ baseURL: address, viewport, colorScheme: 'light' });
  return {
    page,
    loadSample: async () => {
      const journey = new Journey(page, 'en');
      await journey.open();
      await journey.button(journey.words.data.trySample).click();
      for (const step of ['plan', 'trends', 'demand'] as const) await journey.waitFor(step, 'done', 300_000);
      // The networks, too: they come last and change the forecasts once more.
      await journey.goTo('overview');
      await page
        .getByRole('heading', { name: journey.words.overview.work.title })
        .waitFor({ state: 'hidden', timeout: 400_000 });
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
