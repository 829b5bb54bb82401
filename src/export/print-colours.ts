/** The light theme's colours as the PDF prints them; a test compares them with src/ui/tokens.css. */
export const printColours = {
  ink: '#1c1b19',
  ink2: '#4f4b45',
  ink3: '#6e6a62',
  line: '#e2ded5',
  lineStrong: '#b9b4a9',
  sunken: '#f3f1eb',
  launch: '#c2361b',
  launchSoft: '#f7e3dd',
  forecast: '#1f6391',
  naive: '#8d8980',
  event: '#efe9da',
  eventInk: '#6b5d33',
  warning: '#8a5b00',
} as const;

/** Bands are the forecast's colour at these opacities, one over the other. */
export const bandOpacity = { lo95: 0.1, lo80: 0.13, lo50: 0.2 } as const;

/** Font family of the document; the printing worker has its files under this name. */
export const printFont = 'Plan';
