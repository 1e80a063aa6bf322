/** A text of any length as a title or label, which some browsers and readers take seconds for. */
export function brief(text: string, longest = 300): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
