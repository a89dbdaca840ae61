import type { FunctionDeclaration } from "@cliq-actions/core";
import { NotConfigured } from "../not-configured.ts";

/** One form or button of an action: as it is declared, and as Cliq calls it in this stage. */
export interface NamedFunction {
  readonly key: string;
  readonly declared: FunctionDeclaration;
  readonly registeredName: string;
}

/** The forms and buttons of an action. Throws {@link NotConfigured} where the stage did not say what they are called in it. */
export function namedFunctions(
  declared: Readonly<Record<string, FunctionDeclaration>> = {},
  { FUNCTION_NAMES: names = "{}" }: NodeJS.ProcessEnv = process.env,
): readonly NamedFunction[] {
  const registered = JSON.parse(names) as Readonly<Record<string, string | undefined>>;
  return Object.entries(declared).map(([key, one]) => {
    const registeredName = registered[key];
    if (registeredName === undefined)
      throw new NotConfigured(`FUNCTION_NAMES has no name for the function "${key}": deploy the stage again.`);
    return { key, declared: one, registeredName };
  });
}
