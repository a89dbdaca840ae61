const patterns: readonly (readonly [RegExp, string])[] = [
  // The credential of an execution URL.
  [/(\/actions\/[^/\s"'<>]{1,100}\/)[\w-]{8,}/g, "$1…"],
  [/\b(Zoho-oauthtoken|Bearer)\s+[^\s"'<>,;]+/gi, "$1 …"],
  // Zoho's tokens, grant codes and client ids all begin with "1000.".
  [/\b1000\.[\w.-]{8,}/g, "1000.…"],
  [/((?:access_token|refresh_token|client_secret|zapikey)["']?\s*[=:]\s*["']?)[^\s"'&<>,}]{6,}/gi, "$1…"],
  // A grant code in a form or a query; in JSON, "code" is Cliq's word for what went wrong.
  [/\b(code=)[^\s"'&<>]{6,}/gi, "$1…"],
];

/** The text without Zoho tokens, credentials of execution URLs and the given secrets, for errors, reasons and logs. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 6);
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutKnown);
}
