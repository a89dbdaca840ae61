import type { FoundFunction } from "../../lambda/functions.ts";
import type { ServiceCall } from "../service-call.ts";

/** One operation of the Lambda API on a function: checks permission through the call, returns the output document, or nothing for 204. */
export type LambdaOperation = (found: FoundFunction, call: ServiceCall, arn: string) => object | undefined;
