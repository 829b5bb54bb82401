import '#ui/theme/tokens.css';
import '#ui/theme/base.css';
import { startPage } from '#app/start-page.tsx';
import { allowEmptyHtml } from '#ui/empty-html.ts';
import { provideStandIns } from '#ui/stand-ins.ts';

allowEmptyHtml();
provideStandIns();
const root = document.getElementById('root') as HTMLElement;
startPage(root).catch((error: unknown) => {
  // No words of the page are there to say it in: those of the error are better than nothing.
  root.textContent = String(error);
});
