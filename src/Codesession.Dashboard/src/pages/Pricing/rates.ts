const formats = [2, 4].map(most => new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: most }));

/** A price per million tokens as it is listed: $3.00, $0.0375; "—" where it is not known. */
export function rate(dollars: number | null | undefined): string {
  if (dollars === null || dollars === undefined) return '—';
  return formats[dollars > 0 && dollars < 1 ? 1 : 0]!.format(dollars);
}
