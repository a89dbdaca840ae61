/** The address with its last path segment, the credential, replaced by dots; unchanged when it carries none. */
export function maskUrl(url: string): string {
  return url.replace(/(\/actions\/[^/?#]+\/)[^/?#]+/u, "$1••••••••");
}
