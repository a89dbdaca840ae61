import type { FakeRequest } from "./fake-request.ts";
import type { FakeResponse } from "./fake-response.ts";

/** Stands in for one system outside AWS; made anew, and so with fresh state, each time it is started. */
export interface FakeSystem {
  /** The secret it accepts, which the local stack keeps where the connection's real one would be. */
  secret?: string;
  /** Answers one request as the real system would, a wrong secret included. What it throws becomes a 500 and is reported to the developer. */
  answer(request: FakeRequest): FakeResponse | Promise<FakeResponse>;
}
