import './Icon.css';

// Strokes on a grid of 16.
const Paths = {
  overview: 'M2.5 8.5h4v5h-4zM9.5 2.5h4v4h-4zM2.5 2.5h4v3h-4zM9.5 9.5h4v4h-4z',
  sessions: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  models: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.1 13.5 5M8 8.1v6.1',
  insights: 'M2 12.5 6 8l3 2.5L14 4M10.5 4H14v3.5',
  projects: 'M1.8 12.5v-9h4l1.6 2h6.8v7z',
  agents: 'M3 6.5h10v6.5H3zM8 6.5V3.5M6 9.3v1M10 9.3v1M8 3.5a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8M1.3 9v2M14.7 9v2',
  budgets: 'M8 2a4.2 4.2 0 0 1 4.2 4.2c0 3 .8 4.3 1.6 5.3H2.2c.8-1 1.6-2.3 1.6-5.3A4.2 4.2 0 0 1 8 2M6.4 13.6a1.7 1.7 0 0 0 3.2 0',
  pricing: 'M2 2.5h5.5l6.3 6.3-5 5L2.5 7.5zM5.3 5.3h.01',
  help: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M6.2 6.2a1.9 1.9 0 1 1 2.6 1.9c-.5.3-.8.6-.8 1.2M8 11.5h.01',
  changelog: 'M3.5 1.8h6l3 3v9.4h-9zM6 7h4M6 10h4',
  fresh: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.6 1.8v3.4h-3.4',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.7 10.7 14 14',
  menu: 'M2 4.5h12M2 8h12M2 11.5h12',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  warning: 'M8 2.2 14.6 13.5H1.4zM8 6.5v3M8 11.6h.01',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  right: 'M6 3.5 10.5 8 6 12.5',
  left: 'M10 3.5 5.5 8 10 12.5',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M3.2 12.8l.9-.9M11.9 4.1l.9-.9',
  moon: 'M13.8 9.6A6 6 0 0 1 6.4 2.2a6 6 0 1 0 7.4 7.4',
  system: 'M1.8 3h12.4v8H1.8zM5.5 13.7h5M8 11v2.7',
  chart: 'M2.5 13.5v-5M6.2 13.5v-9M9.8 13.5v-6M13.5 13.5v-11',
  table: 'M2 3h12v10H2zM2 6.4h12M2 9.7h12M6.5 6.4V13',
  keyboard: 'M1.5 4h13v8h-13zM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.5h6',
} as const;

export type IconName = keyof typeof Paths;

/** A small picture beside words; it says nothing to a screen reader. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={Paths[name]} />
    </svg>
  );
}
