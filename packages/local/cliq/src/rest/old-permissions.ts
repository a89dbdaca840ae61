import type { ResolvedOptions } from "../cliq-model-options.ts";

/** A handler's change with the permissions it has, where the API only adds (`permissionChanges`); else as it is. */
export function withOldPermissions<Permission, Fields extends { permissions?: readonly Permission[] }>(
  options: ResolvedOptions,
  old: readonly Permission[],
  fields: Fields,
): Fields {
  if (options.permissionChanges === "replace" || fields.permissions === undefined) return fields;
  return { ...fields, permissions: [...new Set([...old, ...fields.permissions])] };
}
