import { VanillaMachine } from '@zag-js/vanilla';
import { createNormalizer } from '@zag-js/types';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

type Machine = ConstructorParameters<typeof VanillaMachine>[0];

/**
 * A state machine of Zag, drawn by Preact. Zag's own adapter brings preact/compat along, which changes how events work for every
 * component on the page once it is loaded; this is all that is needed of it.
 */
export function useMachine<S>(machine: unknown, props: object): S {
  const latest = useRef(props);
  latest.current = props;
  const [, draw] = useReducer<number, void>(n => n + 1, 0);
  // A function as properties: the machine always reads those of the last drawing.
  const [running] = useState(() => new VanillaMachine(machine as Machine, () => latest.current));
  useLayoutEffect(() => {
    const stop = running.subscribe(() => draw());
    running.start();
    return () => {
      stop();
      running.stop();
    };
  }, []);
  return running.service as S;
}

const Names: Record<string, string> = { onFocus: 'onFocusIn', onBlur: 'onFocusOut', onDoubleClick: 'onDblClick', onChange: 'onInput' };

/** Zag's properties by the names that Preact knows. */
export const normalizeProps = createNormalizer(props => {
  const named: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(props)) named[Names[key] ?? key] = value;
  return named;
});
