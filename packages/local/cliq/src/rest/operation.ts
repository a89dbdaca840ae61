import type { OperationName } from "../operation-name.ts";
import type { CliqState } from "../cliq-state.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { PlainResponse } from "../plain-http.ts";
import type { RefusalCode } from "./refusal-table.ts";

/** One endpoint of the REST API with what the document says of it. */
export interface Operation {
  name: OperationName;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v3`; `{braces}` name a parameter. */
  path: string;
  /** The parameters it knows behind the path. */
  query?: readonly string[];
  /** Without the `ZohoCliq.` in front; compared without regard to case. */
  scope: string;
  /** Calls per user and minute before the lock. */
  perMinute: number;
  /** How long that lock lasts, in milliseconds; five minutes when absent. */
  lockMs?: number;
  /** The refusal an injected fault of kind `refuse` answers with. */
  typicalRefusal: RefusalCode;
  run(call: OperationCall): PlainResponse;
}

/** A call that was let through: who makes it, on what, with what, when. */
export interface OperationCall {
  state: CliqState;
  person: FakePerson;
  parameters: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: string;
  now: number;
}
