import { Misconfigured } from "./refusals.ts";

/**
 * The value of an environment variable that a function cannot do without. Throws {@link Misconfigured}: call it in the
 * factory of `serveMessageAction`, so that the request is answered with 503 instead of the function not starting.
 */
export function requireEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Misconfigured(
      `Environment variable ${name} is not set: the stack in infra/ sets it for every function that reads it.`,
    );
  }
  return value;
}
