import type { FunctionHandlerType } from "./handler-types.ts";

const documented: Partial<Record<FunctionHandlerType, Readonly<Record<string, string>>>> = {
  button_handler: {
    access: "MAP",
    environment: "MAP",
    chat: "MAP",
    user: "MAP",
    message: "MAP",
    target: "MAP",
    arguments: "MAP",
    event: "STRING",
    location: "MAP",
  },
};

/** The variables a Deluge handler's script is given; UNKNOWN for all but buttons, and then an empty list. */
export function handlerParameters(type: FunctionHandlerType): { param_name: string; param_type: string }[] {
  return Object.entries(documented[type] ?? {}).map(([param_name, param_type]) => ({ param_name, param_type }));
}
