import type { FunctionHandlerType, FunctionPermission, FunctionType } from "./handler-types.ts";

/** One handler of a function. */
export interface FunctionHandler {
  readonly type: FunctionHandlerType;
  /** Of a webhook function. */
  readonly permissions: readonly FunctionPermission[];
  /** Of a Deluge function. */
  readonly script: string;
}

/** A function as Cliq holds it; its scope is always `personal`. Values are replaced, never changed in place. */
export interface RegisteredFunction {
  /** 17 digits, above 2^53. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly functionType: FunctionType;
  readonly executionType: "deluge" | "webhook";
  readonly executionUrl?: string;
  /** The main one first, then in order of creation; at most one of a type. */
  readonly handlers: readonly FunctionHandler[];
  readonly creator: { readonly id: string; readonly name: string; /** In lower case. */ readonly email: string };
  readonly status: "enabled" | "disabled";
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** The organisation's change count when this function or a handler of it last changed. */
  readonly revision: number;
}
