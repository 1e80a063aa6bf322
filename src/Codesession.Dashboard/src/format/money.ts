/** What stands where an amount is unknown; never $0. */
export const Unknown = '—';

const formats = [0, 2, 3, 4].map(
  digits => new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const exact = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 10 });
const short = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', notation: 'compact', maximumSignificantDigits: 3 });

/** Dollars as they are read: cents from $1 up, three decimals from a cent up, four below. */
export function money(dollars: number | null | undefined): string {
  if (dollars === null || dollars === undefined) return Unknown;
  const size = Math.abs(dollars);
  if (size === 0 || size >= 0.9995) return formats[1]!.format(dollars);
  if (size >= 0.00995) return formats[2]!.format(dollars);
  if (size >= 0.00005) return formats[3]!.format(dollars);
  return dollars < 0 ? '> -$0.0001' : '< $0.0001';
}

/** Dollars with all the decimals that are known. */
export function exactMoney(dollars: number | null | undefined): string {
  return dollars === null || dollars === undefined ? 'no price known' : exact.format(dollars);
}

/** Dollars for an axis: $0.5, $120, $1.2K. */
export function shortMoney(dollars: number): string {
  if (dollars === 0) return '$0';
  return Math.abs(dollars) >= 1 ? short.format(dollars) : `$${Number(dollars.toPrecision(2))}`;
}
