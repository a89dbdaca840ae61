/** A response as the core sees it: plain values, because WHATWG classes cost a cold Node process some 40 ms. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
