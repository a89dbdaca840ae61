import { ServiceError } from "./service-error.ts";

const maxNameChars = 1011;
const maxLevels = 15;

/** Why Parameter Store would refuse a name: its characters, length, depth and reserved prefixes; undefined for one that it takes. */
export function findInName(name: string): ServiceError | undefined {
  const invalid = (message: string): ServiceError => new ServiceError("ValidationException", message);
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name))
    return invalid(
      "Invalid parameter name. Please use correct syntax for referencing a version/label <name>:<version/label>, and only letters, digits and .-_/ in a name.",
    );
  if (name.length > maxNameChars) return invalid(`A parameter name has at most ${maxNameChars} characters.`);
  if (name.includes("/") && !name.startsWith("/")) return invalid("Parameter name must be a fully qualified name.");
  if (name.endsWith("/") || name.includes("//"))
    return invalid("Parameter name must not end with a slash or hold an empty part.");
  if (/^\/?(aws|ssm)/i.test(name))
    return invalid(
      'Parameter name: can\'t be prefixed with "ssm" or "aws" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  return name.split("/").length - 1 > maxLevels
    ? new ServiceError("HierarchyLevelLimitExceededException", `A hierarchy can have a maximum of ${maxLevels} levels.`)
    : undefined;
}

/** Refuses a parameter name that Parameter Store would. */
export function checkName(name: string): void {
  const wrong = findInName(name);
  if (wrong) throw wrong;
}

/** Whether a value names another parameter, which Parameter Store does not take. */
export const nestsParameter = (value: string): boolean => /\{\{[^}]*\}\}/.test(value);
