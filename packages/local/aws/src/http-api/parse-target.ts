/** A request target taken apart. */
export interface RequestTarget {
  /** Percent-decoded segments between the slashes; `/` has one, empty. */
  segments: string[];
  /** Decoded, as an HTTP API hands it on (REST APIs and function URLs do not decode). */
  rawPath: string;
  /** As received. */
  rawQueryString: string;
}

/** Takes an origin-form target apart; undefined when it is another form (a proxy's absolute one) or its escapes are broken. */
export function parseTarget(target: string): RequestTarget | undefined {
  if (!target.startsWith("/")) return undefined;
  const queryAt = target.indexOf("?");
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  try {
    const segments = path.slice(1).split("/").map(decodeURIComponent);
    return {
      segments,
      rawPath: `/${segments.join("/")}`,
      rawQueryString: queryAt < 0 ? "" : target.slice(queryAt + 1),
    };
  } catch {
    return undefined;
  }
}
