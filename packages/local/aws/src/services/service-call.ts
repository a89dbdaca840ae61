import type { Principal } from "../iam/principal.ts";
import type { Statement } from "../iam/statement.ts";
import type { ServiceError } from "../service-error.ts";

/** An authenticated call of an AWS API. */
export interface ServiceCall {
  principal: Principal;
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
  requestId: string;
  /** Throws `AccessDenied` unless the caller's policies (and the resource's own, when given) allow it. */
  authorize(
    action: string,
    resource: string,
    options?: { resourcePolicy?: Statement[]; context?: Record<string, string> },
  ): void;
}

/** The answer of a service. */
export interface ServiceAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** One AWS service as the front door sees it. */
export interface Service {
  /** The names of what it serves, as AWS calls them. */
  operations: readonly string[];
  handle(call: ServiceCall): Promise<ServiceAnswer> | ServiceAnswer;
  /** Writes an error in the service's own format. */
  toError(error: ServiceError, call: Pick<ServiceCall, "requestId" | "method">): ServiceAnswer;
}
