import { ServiceError } from "../../service-error.ts";

/** Refuses a parameter name that Parameter Store would: its characters, length, depth and reserved prefixes. */
export function checkName(name: string): void {
  const refuse = (message: string): never => {
    throw new ServiceError("ValidationException", message);
  };
  if (name.length === 0 || name.length > 2048 || !/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    refuse(
      "Invalid parameter name. Please use correct syntax for referencing a version/label <name>:<version/label>, and only letters, digits and .-_/ in a name.",
    );
  }
  if (name.includes("/") && !name.startsWith("/")) refuse("Parameter name must be a fully qualified name.");
  if (name.endsWith("/") || name.includes("//"))
    refuse("Parameter name must not end with a slash or hold an empty part.");
  if (/^\/?(aws|ssm)/i.test(name)) {
    refuse(
      'Parameter name: can\'t be prefixed with "ssm" or "aws" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.split("/").length - 1 > 15)
    throw new ServiceError("HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels.");
}
