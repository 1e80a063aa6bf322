import { signal } from '@preact/signals';
import type { AnswerOf, GetPath, ParamsOf, Schemas } from './types';

const Root = '/api/v1';

/** Whether the server refused us: the page then says how to get the link. */
export const signedOut = signal(false);

/** A request that failed: the API's own code, or `unreachable` where nothing answered. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The address of a GET; parameters that are undefined, null or empty are left out, the others are in the order of the alphabet. */
export function urlOf<P extends GetPath>(path: P, params: ParamsOf<P>): string {
  const left = new Map(Object.entries(params as Record<string, unknown>));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left.get(name);
    left.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of [...left].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return Root + filled + (text === '' ? '' : `?${text}`);
}

/** Asks once, past the cache of answers: for what a person asked for by a button. */
export async function get<P extends GetPath>(path: P, params: ParamsOf<P>, signal?: AbortSignal): Promise<AnswerOf<P>> {
  return (await request('GET', urlOf(path, params), undefined, signal)) as AnswerOf<P>;
}

/** Changes something; the answer's body, undefined where there is none. */
export async function send<T = unknown>(method: 'POST' | 'PUT' | 'DELETE', path: `/${string}`, body?: unknown): Promise<T> {
  return (await request(method, Root + path, body)) as T;
}

/** One request with the cookie. */
export async function request(method: string, url: string, body?: unknown, signal?: AbortSignal, token?: string): Promise<unknown> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
  let response: Response;
  try {
    response = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('unreachable', 'The dashboard does not answer. Start it with cs dashboard.', 0);
  }
  if (response.status === 204 || response.status === 202) return undefined;
  if (response.ok) return await response.json();
  const error = await errorOf(response);
  if (response.status === 401) signedOut.value = true;
  throw error;
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as Schemas['Error'];
    return new ApiError(error.code, error.message, response.status);
  } catch {
    return new ApiError('internal', `The dashboard answered ${response.status} ${response.statusText}.`, response.status);
  }
}
