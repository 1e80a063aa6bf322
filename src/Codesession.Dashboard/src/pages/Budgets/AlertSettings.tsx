import { askLeave, canNotify, notify } from '../../alerts/notify';
import { notifications, sound } from '../../alerts/settings';
import { play } from '../../alerts/sound';
import { Button } from '../../components/Button';
import { Switch } from '../../components/Switch';
import { toast } from '../../components/Toast';

/** The switches of this browser: what it does when a budget passes its warning or its limit. */
export function AlertSettings() {
  const allow = async (on: boolean) => {
    if (!on) notifications.value = false;
    else if (await askLeave()) notifications.value = true;
    else toast('The browser does not allow notifications of this page. Its site settings can change that.', 'warn');
  };
  const test = () => {
    toast('This is how an alert looks', 'warn');
    if (sound.value) void play('warning');
    if (notifications.value) notify('Codesession', 'This is how an alert looks', 'codesession-test', () => {});
  };
  return (
    <div class="alert-settings">
      <Switch
        on={sound.value}
        label="Sound"
        note="A short tone"
        onChange={on => {
          sound.value = on;
          if (on) void play('warning');
        }}
      />
      <Switch
        on={notifications.value && canNotify}
        disabled={!canNotify}
        label="Notification"
        note={canNotify ? 'Of the system, also while another window is in front' : 'Browsers allow it only at localhost or over https'}
        onChange={on => void allow(on)}
      />
      <div><Button onClick={test}>Test</Button></div>
    </div>
  );
}
