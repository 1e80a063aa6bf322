/** Whether this browser can show notifications here: only over https or on this machine. */
export const canNotify = 'Notification' in window && isSecureContext;

/** Asks the user for leave; true: given. */
export async function askLeave(): Promise<boolean> {
  return canNotify && (await Notification.requestPermission()) === 'granted';
}

/** Shows a notification where the user has given leave; one with the same tag takes its place. */
export function notify(title: string, body: string, tag: string, clicked: () => void): void {
  if (!canNotify || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      clicked();
      shown.close();
    };
  } catch {
    // Browsers of phones know notifications of service workers only.
  }
}
