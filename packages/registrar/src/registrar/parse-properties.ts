import * as z from "zod";
import {
  type ManifestAction,
  type ManifestFunction,
  declarationLimits as limits,
  functionHandlers,
} from "@cliq-actions/core";
import { parseWith } from "../custom-resource/custom-resource-request.ts";
import { Misconfigured } from "../environment.ts";

const propertiesSchema = z.object({
  Manifest: z.string(),
  ApiOrigin: z.string(),
  CredentialVersion: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  CredentialDigests: z.record(z.string(), z.string()).catch({}),
});

/** Properties of `Custom::CliqMessageActions`, read from CloudFormation's strings. */
export interface RegistrationProperties {
  readonly actions: readonly ManifestAction[];
  readonly functions: readonly ManifestFunction[];
  /** https, or http on this machine; no path. */
  readonly apiOrigin: string;
  readonly credentialVersion: number;
  /** What each action's function knows its credential by, by slug; none of an earlier release. */
  readonly credentialDigests: Readonly<Record<string, string>>;
}

/** Throws {@link Misconfigured} naming the first bad field. Unknown ones are ignored: a rollback runs old code on newer properties. */
export function parseProperties(properties: unknown): RegistrationProperties {
  const { Manifest, ApiOrigin, CredentialVersion, CredentialDigests } = parseWith(
    propertiesSchema,
    properties,
    "Custom::CliqMessageActions: property",
  );
  const { actions, functions } = parseWith(manifestSchema, parseJson(Manifest), "Custom::CliqMessageActions: Manifest");
  for (const field of ["slug", "name"] as const) {
    refuseTwins("actions", actions, field);
    refuseTwins("functions", functions, field);
  }
  const scriptless = actions.find((action) => (action.execution_type === "deluge") !== (action.script !== undefined));
  if (scriptless)
    throw new Misconfigured(`${scriptless.slug}: a script belongs to execution_type "deluge", and only to it.`);
  const teamless = actions.find(({ scope, team_ids: teamIds }) => (scope === "team") !== (teamIds !== undefined));
  if (teamless) throw new Misconfigured(`${teamless.slug}: team_ids belong to scope "team", and only to it.`);
  return {
    actions,
    functions,
    apiOrigin: parseApiOrigin(ApiOrigin),
    credentialVersion: CredentialVersion,
    credentialDigests: CredentialDigests,
  };
}

/** The bucket that the manifest's files are in, if it has any. */
export function bucketOf(properties: unknown): string | undefined {
  const { AssetBucket: bucket } = properties as { AssetBucket?: unknown };
  return typeof bucket === "string" && bucket !== "" ? bucket : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Misconfigured("Custom::CliqMessageActions: property Manifest is not JSON.");
  }
}

function refuseTwins(what: string, items: readonly { slug: string; name: string }[], field: "slug" | "name"): void {
  const values = items.map((item) => item[field]);
  const twin = values.find((value, index) => values.indexOf(value) !== index);
  if (twin !== undefined) throw new Misconfigured(`Two ${what} have the ${field} "${twin}": give one of them another.`);
}

function parseApiOrigin(value: string): string {
  const url = URL.parse(value);
  const isLocal = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url !== null && (url.protocol === "https:" || isLocal) && url.href === `${url.origin}/`) return url.origin;
  throw new Misconfigured("Custom::CliqMessageActions: property ApiOrigin is not an https origin without a path.");
}

const assetSchema = z.object({ key: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const idSchema = z.string().regex(/^[1-9]\d{0,18}$/);

const registrationPolicy = {
  adopt: idSchema.exactOptional(),
  removal_policy: z.enum(["delete", "retain"]).exactOptional(),
};

const actionSchema = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().min(1).max(limits.nameChars),
  hint: z.string().min(1).max(limits.hintChars),
  scope: z.enum(["organization", "team", "personal"]),
  team_ids: z.array(idSchema).min(1).max(limits.teamIds).exactOptional(),
  multi_selectable: z.boolean(),
  message_types: z
    .array(z.enum(["text", "link", "attachment"]))
    .min(1)
    .max(limits.messageTypes),
  permissions: z.array(z.enum(["chat", "message", "user", "location", "attachments"])).max(limits.permissions),
  execution_type: z.literal("deluge").exactOptional(),
  script: assetSchema.exactOptional(),
  image: assetSchema.exactOptional(),
  ...registrationPolicy,
});

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
  });

/** The manifest as it arrives; unknown fields are left out, because a rollback runs old code on newer properties. */
const manifestSchema = z.object({
  version: z.literal(1),
  actions: z.array(actionSchema),
  functions: z.array(functionSchema).default([]),
});
