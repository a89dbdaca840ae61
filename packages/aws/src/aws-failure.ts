/** How a call to AWS failed, besides by which name. */
export interface AwsFailureDetails {
  /** The HTTP status, if there was an answer. */
  readonly status?: number;
  /** What AWS's support asks for. */
  readonly requestId?: string | undefined;
  /** Node's code, if there was none, such as `ECONNRESET`. */
  readonly code?: string;
  /** What the service sent with its word, such as the `Item` of a failed condition. */
  readonly output?: Readonly<Record<string, unknown>>;
}

/**
 * AWS did not do what it was asked. `name` is the service's own word for why, such as `ConditionalCheckFailedException`;
 * `TimeoutError` where it did not answer or broke the connection, `AbortError` where the call was given up, Node's code where
 * no connection can be had as things are (`ENOTFOUND`). The message is the service's and may quote what it was sent.
 */
export class AwsFailure extends Error implements AwsFailureDetails {
  readonly status?: number;
  readonly requestId?: string | undefined;
  readonly code?: string;
  readonly output: Readonly<Record<string, unknown>> = {};

  constructor(name: string, message: string, details: AwsFailureDetails = {}) {
    super(message);
    this.name = name;
    Object.assign(this, details);
  }
}
