let path = location.pathname;

/** After a page was gone to: from its top, with the focus on its heading, so that a screen reader begins there. */
export function arrived(): void {
  if (location.pathname === path && document.activeElement !== document.body) return;
  const first = document.querySelector<HTMLElement>('main h1');
  if (location.pathname === path || first === null) return;
  path = location.pathname;
  scrollTo(0, 0);
  first.focus({ preventScroll: true });
}
