import type { ButtonHTMLAttributes, Ref } from 'preact';
import { Icon, type IconName } from './Icon';
import './Button.css';

interface Props extends Omit<ButtonHTMLAttributes, 'class' | 'icon'> {
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  icon?: IconName;
  /** Only the icon is seen; the label is read. */
  bare?: boolean;
  label?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button, with an icon where one helps. */
export function Button({ kind = 'plain', icon, bare = false, label, buttonRef, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      ref={buttonRef}
      class={`button button-${kind}${bare ? ' button-bare' : ''}`}
      aria-label={bare ? label : rest['aria-label']}
      title={bare ? label : rest.title}
    >
      {icon !== undefined && <Icon name={icon} />}
      {!bare && (children ?? label)}
    </button>
  );
}
