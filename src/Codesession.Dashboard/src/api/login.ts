import { request, signedOut } from './client';

/**
 * Trades the token or one-time code of the link (`#token=…`, `#code=…`) for the cookie, and takes it out of the address at
 * once, so that it is neither in the history nor in a copied link. True where the link had one.
 */
export async function logIn(): Promise<boolean> {
  const link = /^#(token|code)=(.+)$/.exec(location.hash);
  if (link === null) return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  const secret = decodeURIComponent(link[2]!);
  try {
    if (link[1] === 'token') await request('POST', '/api/v1/login', undefined, undefined, secret);
    else await request('POST', '/api/v1/login', { code: secret });
    signedOut.value = false;
  } catch {
    // A link that was used before: the cookie of that time may still be good. The first answer will tell.
    signedOut.value = false;
  }
  return true;
}
