/** The icons, drawn on a field of 16 with a pen of 1.5: the inside of an `svg`. */
export const ICONS = {
  tick: '<path d="M3 8.5l3.4 3.4L13 4.6"/>',
  forth: '<path d="M6 3.5L10.5 8 6 12.5"/>',
  back: '<path d="M10 3.5L5.5 8l4.5 4.5"/>',
  ring: '<circle cx="8" cy="8" r="5"/>',
  type: '<path d="M2 4l4 4-4 4M8 12h6"/>',
  half: '<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>',
  sun: '<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1"/>',
  moon: '<path d="M12.8 9.8A5.5 5.5 0 0 1 6.2 3.2a5.5 5.5 0 1 0 6.6 6.6z"/>',
  page: '<path d="M2.5 3h11v10h-11zM2.5 5.8h11"/><circle cx="8" cy="9.4" r="1.4" fill="currentColor"/>',
  joined: '<path d="M1 8h3M12 8h3M4 5v6h3V5zM12 5v6H9V5zM7 8h2"/>',
  parted: '<path d="M1 8h2M13 8h2M3 5v6h2.5V5zM13 5v6h-2.5V5zM8 3v1.5M8 11.5V13"/>',
  halted: '<circle cx="8" cy="8" r="5.5"/><path d="M6 6h4v4H6z" fill="currentColor"/>',
  clock: '<circle cx="8" cy="8" r="5.5"/><path d="M8 4.8V8l2.2 1.6"/>',
  book: '<path d="M8 4.3C6.5 3.2 4.5 3 2.5 3v9.5c2 0 4 .2 5.5 1.3 1.5-1.1 3.5-1.3 5.5-1.3V3c-2 0-4 .2-5.5 1.3zM8 4.3v9.5"/>',
  lanes: '<path d="M2.5 2v12M13.5 2v12M2.5 5.5h9M11 3.7l2 1.8-2 1.8M13.5 10.5h-9M5 8.7l-2 1.8 2 1.8"/>',
  board: '<path d="M2 3.5h12v9H2zM4.5 5.8h5M4.5 8h2v2.5h-2zM11 7.5h3M11 10h3"/>',
  pen: '<path d="M3 13l.8-3.2L10.6 3l2.4 2.4-6.8 6.8zM9.2 4.4l2.4 2.4"/>',
  folder: '<path d="M2 4h4.5l1.5 2h6v7H2z"/>',
  plus: '<path d="M8 3.5v9M3.5 8h9"/>',
  cross: '<path d="M4 4l8 8M12 4l-8 8"/>',
  play: '<path d="M5 3.5l7 4.5-7 4.5z"/>',
} as const;

export type IconName = keyof typeof ICONS;

/** ▲ publishes, ◆ passes on, ▼ subscribes: the inside of an `svg` on a field of 10. */
export const HOST_MARKS = {
  'rpi-pub': '<path d="M5 .8L9.6 9H.4z"/>',
  'rpi-broker': '<path d="M5 0l5 5-5 5-5-5z"/>',
  'rpi-sub': '<path d="M5 9.2L9.6 1H.4z"/>',
} as const;
