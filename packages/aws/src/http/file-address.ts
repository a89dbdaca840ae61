/**
 * The address of a file that an event names, if it is one of the stage's own data centre: https, a host of Zoho's domain
 * there, no port, nobody's name and password. INFERRED: which host serves files is nowhere documented, and the domain of
 * Cliq's own host is the narrowest that holds them all. `cliqOrigin` is the stage's Cliq; one on this machine serves its
 * own files.
 */
export function toFileAddress(address: string, cliqOrigin: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "") return undefined;
  // The origin of "blob:https://…" is the one that it holds.
  if (url.href.startsWith(`${cliqOrigin}/`)) return url.href;
  const domain = /^https:\/\/cliq(\.[a-z.]+)$/.exec(cliqOrigin)?.[1];
  const isZohos = domain !== undefined && `.${url.hostname}`.endsWith(domain);
  return url.protocol === "https:" && url.port === "" && isZohos ? url.href : undefined;
}
