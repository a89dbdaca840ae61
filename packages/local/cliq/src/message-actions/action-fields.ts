import type { FieldsOf } from "../rest/read-fields.ts";
import { permissions } from "./registered-action.ts";

/** What an update may carry (`v3-msgaction-edit`); `execution_type` is not among them, so it is an extra key. */
export const updateRules = {
  name: { kind: "text", max: 30 },
  hint: { kind: "text", max: 128 },
  scope: { kind: "choice", of: ["organization", "team", "personal"] },
  team_ids: { kind: "integers", max: 4 },
  multi_selectable: { kind: "flag" },
  image: { kind: "base64" },
  message_types: { kind: "choices", of: ["text", "link", "attachment"], min: 1, max: 3 },
  execution_url: { kind: "text", max: 225 },
} as const;

/** What a create may carry (`v3-msgaction-create`). */
export const createRules = {
  ...updateRules,
  execution_type: { kind: "choice", of: ["deluge", "webhook"] },
} as const;

/** What an update of the execution handler may carry (`v3-exehandler-edit`); the script is at most 250 KB. */
export const handlerRules = {
  permissions: { kind: "choices", of: permissions, min: 0, max: 5 },
  script: { kind: "script", maxBytes: 250 * 1024 },
} as const;

/** The fields of a create, checked one by one. */
export type CreateFields = FieldsOf<typeof createRules>;

/** The fields of an update, checked one by one. */
export type UpdateFields = FieldsOf<typeof updateRules>;

/** The fields of a handler update, checked one by one. */
export type HandlerFields = FieldsOf<typeof handlerRules>;
