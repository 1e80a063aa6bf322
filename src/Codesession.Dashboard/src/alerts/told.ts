import type { Level } from './level';

const Key = 'codesession-alerts-told';
const Kept = 200;

/**
 * Takes down that this level of a budget is told of now; false: it was before, by this tab or another. The caller holds the
 * lock, so that of all tabs one alone gets true.
 */
export function claim(period: string, level: Level): boolean {
  const told = read();
  const before = told.find(([key]) => key === period)?.[1];
  if (before === level || before === 'exceeded') return false;
  const left = told.filter(([key]) => key !== period);
  write([...left, [period, level] as [string, Level]].slice(-Kept));
  return true;
}

function read(): [string, Level][] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(Key) ?? '[]');
    return Array.isArray(value) ? (value as [string, Level][]) : [];
  } catch {
    return memory;
  }
}

// Where the browser keeps nothing, the tab remembers.
let memory: [string, Level][] = [];

function write(told: [string, Level][]): void {
  memory = told;
  try {
    localStorage.setItem(Key, JSON.stringify(told));
  } catch {
    // Told once in this tab then, by what it remembers.
  }
}
