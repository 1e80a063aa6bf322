/** What a canvas can draw with of a colour of the style sheet, as `var(--line)`, in the theme at hand. */
export function canvasColor(element: HTMLElement, color: string): string {
  const probe = document.createElement('i');
  probe.style.color = color;
  probe.hidden = true;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
