import { useLocation } from 'preact-iso/router';

/** The filters of a page, which live in its address. Setting one to undefined or '' takes it out. */
export interface Query {
  get(name: string): string | undefined;
  /** Changes some; the history gets an entry only where `push` is told. */
  set(changes: Record<string, string | number | undefined>, push?: boolean): void;
}

/** The search parameters of the address. */
export function useQuery(): Query {
  const { query, path, route } = useLocation();
  return {
    get: name => query[name] || undefined,
    set(changes, push = false) {
      // From the address itself, as two changes may follow each other before a drawing.
      const params = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes))
        if (value === undefined || value === '') params.delete(name);
        else params.set(name, String(value));
      const text = params.toString();
      route(path + (text === '' ? '' : `?${text}`), !push);
    },
  };
}
