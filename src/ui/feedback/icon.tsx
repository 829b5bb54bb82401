import styles from './icon.module.css';

/** Drawn on a 16 px square with a 1.5 px line, in the colour of the text around it. */
const paths = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  menu: 'M3 5h10M3 8h10M3 11h10',
  more: 'M4 8h.01M8 8h.01M12 8h.01',
  info: 'M8 7.2v4M8 4.8h.01M14 8A6 6 0 112 8a6 6 0 0112 0z',
  warning: 'M8 2.5l6 10.5H2L8 2.5zM8 6.5v3M8 11.3h.01',
  error: 'M8 4.8v4M8 11.2h.01M14 8A6 6 0 112 8a6 6 0 0112 0z',
  upload: 'M8 11V3M4.8 6L8 2.8 11.2 6M3 13h10',
  download: 'M8 3v8M4.8 8L8 11.2 11.2 8M3 13.5h10',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 3.5v9',
  chart: 'M2.5 13.5h11M3 11l3.5-4 2.5 2L13 4',
  search: 'M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.4 10.4L13.5 13.5',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 015 0v2.3',
  unlock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 014.8-1',
  hand: 'M5.5 8V3.8a1 1 0 012 0V7m0-.5V2.9a1 1 0 012 0V7m0-2.7a1 1 0 012 0V10c0 2.2-1.4 3.7-3.6 3.7-2 0-2.9-.8-3.8-2.3L2.7 9a1 1 0 011.6-1.1L5.5 9',
  play: 'M5 3.2l7.5 4.8L5 12.8z',
  stop: 'M4 4h8v8H4z',
  refresh: 'M13 8a5 5 0 11-1.6-3.7M13.3 2v3h-3',
  undo: 'M3 6.5h6.5a3.5 3.5 0 010 7H7M5.8 3.5L3 6.5l2.8 3',
  redo: 'M13 6.5H6.5a3.5 3.5 0 000 7H9M10.2 3.5l2.8 3-2.8 3',
  pin: 'M5.5 2.5h5M6.5 2.5v4L4.5 9h7l-2-2.5v-4M8 9v4.5',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5',
  folder: 'M2.5 4.5v8h11v-7h-6L6 3.5H2.5z',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  moon: 'M13 9.6A5.5 5.5 0 016.4 3 5.5 5.5 0 1013 9.6z',
  sun: 'M8 11a3 3 0 100-6 3 3 0 000 6zM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1',
  external: 'M9 3h4v4M13 3L7.5 8.5M11 9.5v3.5H3V5h3.5',
  settings:
    'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 6.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM6 12.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3z',
  'step-overview': 'M2.5 2.5h4.5v5H2.5zM9 2.5h4.5v3H9zM9 8h4.5v5.5H9zM2.5 10h4.5v3.5H2.5z',
  'step-data':
    'M3 4c0-1 2.2-1.7 5-1.7S13 3 13 4s-2.2 1.7-5 1.7S3 5 3 4zM3 4v8c0 1 2.2 1.7 5 1.7s5-.7 5-1.7V4M3 8c0 1 2.2 1.7 5 1.7S13 9 13 8',
  'step-demand': 'M2.5 12l3-4 2.5 2 2.5-4M10.5 6l3-2.5M10.5 6l3 1.5',
  'step-trends': 'M2 8c1.5-5 3-5 4.5 0s3 5 4.5 0 2.2-4 3-4',
  'step-plan': 'M2.5 3.5v9.5M5 5h4M7 8h4M9.5 11h4',
  'step-report': 'M4 2.5h8v11H4zM6 5.5h4M6 8h4M6 10.5h2.5',
  'step-monitor': 'M13.5 8A5.5 5.5 0 118 2.5M8 5.5V8l2 1.5M10.5 2.5h3v3M13.5 2.5L10.5 5.5',
} as const;

export type IconName = keyof typeof paths;

export interface IconProps {
  readonly name: IconName;
  /** Pixels, 16 by default. */
  readonly size?: number;
}

/** Always beside a word or inside something that has a name: hidden from screen readers. */
export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
