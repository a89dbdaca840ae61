import {
  declarationLimits as limits,
  functionHandlers,
  type ManifestAction,
  type ManifestFunction,
} from "@cliq-actions/core";
import * as z from "zod";

const assetSchema = z.object({ key: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const registrationPolicy = {
  adopt: z
    .string()
    .regex(/^[1-9]\d{0,18}$/)
    .optional(),
  removal_policy: z.enum(["delete", "retain"]).optional(),
};

const actionSchema = z
  .object({
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
    name: z.string().min(1).max(limits.nameChars),
    hint: z.string().min(1).max(limits.hintChars),
    scope: z.enum(["organization", "team", "personal"]),
    team_ids: z
      .array(z.string().regex(/^[1-9]\d{0,18}$/))
      .min(1)
      .max(limits.teamIds)
      .optional(),
    multi_selectable: z.boolean(),
    message_types: z
      .array(z.enum(["text", "link", "attachment"]))
      .min(1)
      .max(limits.messageTypes),
    permissions: z.array(z.enum(["chat", "message", "user", "location", "attachments"])).max(limits.permissions),
    execution_type: z.literal("deluge").optional(),
    script: assetSchema.optional(),
    image: assetSchema.optional(),
    ...registrationPolicy,
  })
  .transform((action): ManifestAction => withoutUndefined(action));

const handlerTypes = Object.keys(functionHandlers) as (keyof typeof functionHandlers)[];
const handlerSchema = z
  .object({ type: z.enum(handlerTypes), permissions: z.array(z.enum(["chat", "message", "user"])) })
  .refine(
    ({ type, permissions }) =>
      permissions.every((one) => (functionHandlers[type].permissions as readonly string[]).includes(one)),
    {
      message: "a handler is given a permission that its type cannot have",
    },
  );

const functionSchema = z
  .object({
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,39}$/),
    name: z.string().min(1).max(limits.nameChars),
    description: z.string().min(1).max(limits.descriptionChars),
    function_type: z.enum(["button", "form", "widget_button"]),
    handlers: z.array(handlerSchema),
    ...registrationPolicy,
  })
  .refine(({ function_type: type, handlers }) => handlers.every((one) => functionHandlers[one.type].of === type), {
    message: "a function has a handler of another type of function",
  })
  .transform((one): ManifestFunction => withoutUndefined(one));

/** The manifest as it arrives; unknown fields are left out, because a rollback runs old code on newer properties. */
export const manifestSchema = z.object({
  version: z.literal(1),
  actions: z.array(actionSchema),
  functions: z.array(functionSchema).default([]),
});

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as Defined<T>;
}
