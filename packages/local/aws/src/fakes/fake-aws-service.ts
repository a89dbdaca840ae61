/** One AWS operation: what the caller's role has to allow for it, and its answer. */
export interface FakeAwsOperation {
  /** IAM actions on resources (`*` unless given) that are judged before `answer` is called, from the input where they depend on it. */
  requires:
    | readonly RequiredPermission[]
    | ((input: Record<string, unknown>, call: FakeAwsCall) => readonly RequiredPermission[]);
  /** Gives the output document. Throw `ServiceError` for an error of the service; anything else becomes its InternalFailure. */
  answer(input: Record<string, unknown>, call: FakeAwsCall): object | Promise<object>;
}

/** A permission as IAM knows it, such as `{ action: "sqs:SendMessage", resource: "arn:aws:sqs:…" }`. */
interface RequiredPermission {
  action: string;
  resource?: string;
}

/** What a call is besides its input. */
export interface FakeAwsCall {
  region: string;
  accountId: string;
  /** ARN of the calling role's session. */
  principalArn: string;
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
}

/**
 * Stands in for an AWS service whose protocol is JSON: by operation name (`SendMessage`) where the SDK names it in `X-Amz-Target`,
 * by `METHOD /path/{label}` for a REST API, whose labels become part of the input. Signature and role are judged as for the built-in services.
 * Services that speak XML or the query protocol cannot be brought this way.
 */
export interface FakeAwsService {
  /** One line for people, shown at the start: what answers, such as the engine in use. */
  label?: string;
  operations: Record<string, FakeAwsOperation>;
}
