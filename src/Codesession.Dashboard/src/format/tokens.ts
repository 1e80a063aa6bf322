const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const shares = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** A count in full: 1,234,567. */
export function count(value: number): string {
  return whole.format(value);
}

/** Tokens as they are read: 950, 12.3K, 4.56M. */
export function tokens(value: number): string {
  return Math.abs(value) < 1000 ? whole.format(value) : short.format(value);
}

/** A part of a whole as a percentage; "—" where the whole is nothing. */
export function share(part: number, of: number): string {
  if (of === 0) return '—';
  const value = part / of;
  return value > 0 && value < 0.001 ? '< 0.1%' : shares.format(value);
}

/** "1 call", "2 calls". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}
