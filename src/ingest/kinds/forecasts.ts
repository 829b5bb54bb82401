import { answerColumns } from '#engine/panel/forecast-answers.ts';
import type { AnswerRow } from '#ingest/assembly/answer-table.ts';
import { cellOf } from '#ingest/cleaning/row-sink.ts';
import { defineFileKind } from '#ingest/kinds/define-file-kind.ts';

/** Forecasts that the engine made elsewhere; see `answerColumns`. */
export const forecasts = defineFileKind('forecasts', {
  roles: { 'forecast-origin': 20, product: 0.1 },
  needs: [['forecast-origin']],
  fileName: /forecast|answers/i,
  isOther: ({ taken }) => !taken.has('forecast-origin'),
  rowsOf: ({ layout: { names, file }, collection, tally }) => {
    const places = answerColumns.map((name) => [name, names.indexOf(name)] as const);
    return {
      take: (cells, line) => {
        const row = Object.fromEntries(
          places.map(([name, at]) => [name, cellOf(cells, at < 0 ? undefined : at)]),
        ) as AnswerRow;
        tally.products.add(row.id);
        collection.answers.take(row, file, line);
        return '';
      },
    };
  },
});
