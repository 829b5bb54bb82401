/**
 * Days of the Chinese calendar that the sample needs, written out: the page carries no lunar calendar. `sample.test.ts` compares them with
 * lunar-typescript, and the days off with the State Council's notices.
 */

/** First day of the first and seventh day of the seventh lunar month, by year. */
export const lunarDays: Readonly<Record<number, { readonly springFestival: string; readonly sevenSevens: string }>> = {
  2022: { springFestival: '2022-02-01', sevenSevens: '2022-08-04' },
  2023: { springFestival: '2023-01-22', sevenSevens: '2023-08-22' },
  2024: { springFestival: '2024-02-10', sevenSevens: '2024-08-10' },
  2025: { springFestival: '2025-01-29', sevenSevens: '2025-08-29' },
  2026: { springFestival: '2026-02-17', sevenSevens: '2026-08-19' },
  2027: { springFestival: '2027-02-06', sevenSevens: '2027-08-08' },
};

/** Days off within the year, both ends inclusive. */
export const daysOff: Readonly<Record<number, readonly (readonly [name: string, from: string, to: string])[]>> = {
  2023: [
    ['元旦', '2023-01-01', '2023-01-02'],
    ['春节', '2023-01-21', '2023-01-27'],
    ['清明节', '2023-04-05', '2023-04-05'],
    ['劳动节', '2023-04-29', '2023-05-03'],
    ['端午节', '2023-06-22', '2023-06-24'],
    ['中秋节', '2023-09-29', '2023-09-29'],
    ['国庆节', '2023-09-30', '2023-10-06'],
    ['元旦', '2023-12-30', '2023-12-31'],
  ],
  2024: [
    ['元旦', '2024-01-01', '2024-01-01'],
    ['春节', '2024-02-10', '2024-02-17'],
    ['清明节', '2024-04-04', '2024-04-06'],
    ['劳动节', '2024-05-01', '2024-05-05'],
    ['端午节', '2024-06-08', '2024-06-10'],
    ['中秋节', '2024-09-15', '2024-09-17'],
    ['国庆节', '2024-10-01', '2024-10-07'],
  ],
  2025: [
    ['元旦', '2025-01-01', '2025-01-01'],
    ['春节', '2025-01-28', '2025-02-04'],
    ['清明节', '2025-04-04', '2025-04-06'],
    ['劳动节', '2025-05-01', '2025-05-05'],
    ['端午节', '2025-05-31', '2025-06-02'],
    ['国庆节、中秋节', '2025-10-01', '2025-10-08'],
  ],
  2026: [
    ['元旦', '2026-01-01', '2026-01-03'],
    ['春节', '2026-02-15', '2026-02-23'],
    ['清明节', '2026-04-04', '2026-04-06'],
    ['劳动节', '2026-05-01', '2026-05-05'],
    ['端午节', '2026-06-19', '2026-06-21'],
    ['中秋节', '2026-09-25', '2026-09-27'],
    ['国庆节', '2026-10-01', '2026-10-07'],
  ],
};
