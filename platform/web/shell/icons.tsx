const PATHS = {
  wall: 'M3 3.5h14v11H3zM10 14.5V17M6.5 17h7M6 11.5l2.5-3 2.5 2 3-4',
  ledger: 'M3.5 3.5h13v13h-13zM3.5 7.5h13M3.5 11h13M8 7.5v9',
  stages:
    'M2.5 10h3M8.5 10h3M14.5 10h3M7 8.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM13 8.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM7 8.5V4M13 8.5V4M7 4h6',
  libraries: 'M3.5 4.5h5v12h-5zM8.5 4.5h4v12h-4zM12.8 6l3.3-.9 2 11.2-3.2.7zM5 7.5h2M5 10h2',
  fill: 'M4 16.5h12M5 13.5l.7-3L13 3.2l2.3 2.3L8 12.8z',
  ranking: 'M3 16.5h14M4.5 16.5v-5h3v5M8.5 16.5v-12h3v12M12.5 16.5v-8h3v8',
  bulletin: 'M5 2.5h10v15H5zM7 5.5h6M7 9h6M7 11.5h6M7 14h3.5',
  record: 'M8.2 11.8 11.8 8.2M7 9 4.6 11.4a2.8 2.8 0 0 0 4 4L11 13M13 11l2.4-2.4a2.8 2.8 0 0 0-4-4L9 7',
  people:
    'M10 3.5v4M10 7.5H4.5v3M10 7.5h5.5v3M8.3 2.5h3.4v3H8.3zM2.8 10.5h3.4v3H2.8zM13.8 10.5h3.4v3h-3.4zM8.3 13.5h3.4v3H8.3zM10 7.5v6',
  settings: 'M10 3a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 10 3zM4 16.5l3-5.5 3 5.5zM12 11.5h4.5V16H12z',
  desk: 'M3.5 11.5 5.5 4h9l2 7.5v4.5h-13zM3.5 11.5h4l1 2h3l1-2h4',
  mine: 'M10 3.2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.8c.4-3.4 2.8-5 6-5s5.6 1.6 6 5',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4',
} as const

export type IconName = keyof typeof PATHS

/** Line drawings of 20 units; decoration beside a word, never alone without a label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
