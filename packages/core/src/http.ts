/** A request as the core sees it: plain values, because WHATWG classes cost a cold Node process some 40 ms. */
export interface HttpRequest {
  readonly method: string;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they came over the wire. */
  readonly body: Uint8Array;
}

/** A response as the core sees it. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
