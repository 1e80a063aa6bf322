import { useEffect, useRef, useState } from 'preact/hooks';
import { useQuery } from './query';

/** The text of a search field: the address follows when typing pauses, and the field the address. */
export function useSearchText(name: string): [text: string, setText: (text: string) => void] {
  const query = useQuery();
  const told = query.get(name) ?? '';
  const [text, setText] = useState(told);
  const sent = useRef(told);
  useEffect(() => {
    if (told !== sent.current) setText((sent.current = told));
  }, [told]);
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === sent.current) return;
    const timer = setTimeout(() => query.set({ [name]: (sent.current = trimmed) }), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
