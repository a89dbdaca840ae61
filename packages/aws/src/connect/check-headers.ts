import { InvalidRequest } from "./invalid-request.ts";

const tokens = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** What a header may hold: printable Latin-1 and tabs. */
export const printable = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What HTTP itself, or the connection, decides. */
const reserved = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers by lower-case name; throws {@link InvalidRequest} naming the header, never its value. */
export function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (!tokens.test(name)) throw new InvalidRequest("A header's name holds characters that HTTP does not allow");
    if (reserved.has(key)) throw new InvalidRequest(`The header ${key} is the connection's own`);
    if (Object.hasOwn(checked, key)) throw new InvalidRequest(`The header ${key} is given twice`);
    if (typeof value !== "string" || !printable.test(value)) {
      throw new InvalidRequest(`The header ${key} holds characters that HTTP does not allow, such as a line break`);
    }
    checked[key] = value;
  }
  return checked;
}
