/** The plan with its figures, and the forecasts that it rests on, once nothing of them is under way; null until then. */
export async function storedFigures(): Promise<unknown> {
  const read = (key: string): Promise<unknown> =>
    new Promise((resolve) => {
      const open = indexedDB.open('debut');
      open.onsuccess = () => {
        const request = open.result.transaction('slices').objectStore('slices').get(key);
        request.onsuccess = () => {
          open.result.close();
          resolve(request.result?.value ?? null);
        };
      };
    });
  const [plan, demand, due] = (await Promise.all([read('plan'), read('demand'), read('due')])) as [
    { current: { weeks: readonly number[]; reading: { figures: object } } | null; job: { result: never } } | null,
    {
      result?: {
        series: readonly { id: string; forecast: { forecasts: readonly { forecast: { mean: object } }[] } | null }[];
      };
    } | null,
    readonly string[] | null,
  ];
  const isOver = due?.every((id) => !['demand', 'candidates', 'plan'].includes(id));
  if (!plan?.current || !demand?.result || !isOver) return null;
  const { weeks, reading } = plan.current;
  const means = demand.result.series.map(({ id, forecast }) => [id, forecast?.forecasts[0].forecast.mean ?? null]);
  // Every bit of every number: JSON writes a double so that it comes back the same.
  return JSON.parse(JSON.stringify({ weeks, figures: reading.figures, means }));
}
