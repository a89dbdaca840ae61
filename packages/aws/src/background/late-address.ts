/**
 * How long after the click `response_url` is used, in milliseconds. Neither how long Cliq takes an answer there nor how
 * often is documented (UNKNOWN, docs/cliq.md): what Cliq refuses goes to the chat, and so does what is older than this.
 */
export const responseUrlFreshMs = 10 * 60_000;

/**
 * The address in `response_url`, if it is one of the stage's own Cliq: its very origin, nobody's name and password.
 * An event may say anything, and this is where an answer with people's words would go.
 */
export function toLateAddress(responseUrl: string | undefined, cliqOrigin: string): string | undefined {
  const url = responseUrl === undefined ? null : URL.parse(responseUrl);
  // The origin of "blob:https://…" is the one that it holds.
  return url?.href.startsWith(`${cliqOrigin}/`) === true ? url.href : undefined;
}
