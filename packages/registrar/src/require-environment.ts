import { Misconfigured } from "./misconfigured.ts";

/** The value of an environment variable the function cannot do without. */
export function requireEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Misconfigured(`The function's environment lacks ${name}; deploy the stack again.`);
  return value;
}
