/** One request of an action to a system outside AWS, as a plain value. */
export interface FakeRequest {
  method: string;
  /** Percent-encoded as it came, without the query. */
  path: string;
  /** Decoded; the last value of a repeated name. */
  query: Record<string, string | undefined>;
  /** By lower-case name. */
  headers: Record<string, string | undefined>;
  /** The body as UTF-8 text. */
  text: string;
  /** The body as it came. */
  bytes: Uint8Array;
  /** Parses the body; `Body` is the shape the fake expects, which nothing checks. Throws `SyntaxError` when it is not JSON. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the author of a fake names the shape here instead of casting
  json<Body = unknown>(): Body;
}

/** Makes the plain value of a request whose body has been read. */
export function toFakeRequest(
  { method = "GET", url = "/", headers }: { method?: string; url?: string; headers: NodeJS.Dict<string | string[]> },
  body: Buffer,
): FakeRequest {
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const text = body.toString("utf8");
  return {
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    ),
    text,
    bytes: new Uint8Array(body),
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as declared above
    json: <Body>() => JSON.parse(text) as Body,
  };
}
