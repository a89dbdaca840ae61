import { declarationLimits as limits, type ManifestAction } from "@cliq-actions/core";
import * as z from "zod";
import { Misconfigured } from "../misconfigured.ts";

const actionSchema = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().min(1).max(limits.name),
  hint: z.string().min(1).max(limits.hint),
  scope: z.enum(["organization", "team", "personal"]),
  team_ids: z.array(z.string().regex(/^[1-9]\d{0,18}$/)).min(1).max(limits.teamIds).optional(),
  multi_selectable: z.boolean(),
  message_types: z.array(z.enum(["text", "link", "attachment"])).min(1).max(limits.messageTypes),
  permissions: z.array(z.enum(["chat", "message", "user", "location", "attachments"])).max(limits.permissions),
});

const manifestSchema = z.object({ version: z.literal(1), actions: z.array(actionSchema) });

const propertiesSchema = z.object({
  Manifest: z.string(),
  ApiOrigin: z.string(),
  CredentialVersion: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number),
  ServiceTimeout: z.string().regex(/^[1-9]\d{0,3}$/).transform(Number).catch(3_600),
});

/** Properties of `Custom::CliqMessageActions`, read from CloudFormation's strings. */
export interface RegistrationProperties {
  readonly actions: readonly ManifestAction[];
  /** https, or http on this machine; no path. */
  readonly apiOrigin: string;
  readonly credentialVersion: number;
}

/** Throws {@link Misconfigured} naming the first bad field. Unknown ones are ignored: a rollback runs old code on newer properties. */
export function parseProperties(properties: unknown): RegistrationProperties {
  const { Manifest, ApiOrigin, CredentialVersion } = check(propertiesSchema, properties, "property");
  const { actions } = check(manifestSchema, parseJson(Manifest), "Manifest");
  refuseTwins(actions, "slug");
  refuseTwins(actions, "name");
  const teamless = actions.find(({ scope, team_ids: teamIds }) => (scope === "team") !== (teamIds !== undefined));
  if (teamless) throw new Misconfigured(`${teamless.slug}: team_ids belong to scope "team", and only to it.`);
  return { actions: actions.map(withoutUndefined), apiOrigin: parseApiOrigin(ApiOrigin), credentialVersion: CredentialVersion };
}

/** How long CloudFormation waits for this resource, in milliseconds; an hour unless the resource says otherwise. */
export function waitOf(properties: unknown): number {
  const parsed = propertiesSchema.shape.ServiceTimeout.parse((properties as { ServiceTimeout?: unknown }).ServiceTimeout);
  return parsed * 1_000;
}

function withoutUndefined({ team_ids: teamIds, ...rest }: z.output<typeof actionSchema>): ManifestAction {
  return { ...rest, ...(teamIds === undefined ? {} : { team_ids: teamIds }) };
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Misconfigured(`Custom::CliqMessageActions: ${what} ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Misconfigured("Custom::CliqMessageActions: property Manifest is not JSON.");
  }
}

function refuseTwins(actions: readonly ManifestAction[], field: "slug" | "name"): void {
  const values = actions.map((action) => action[field]);
  const twin = values.find((value, index) => values.indexOf(value) !== index);
  if (twin !== undefined) throw new Misconfigured(`Two actions have the ${field} "${twin}": give one of them another.`);
}

function parseApiOrigin(value: string): string {
  const url = URL.parse(value);
  const isLocal = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url !== null && (url.protocol === "https:" || isLocal) && url.href === `${url.origin}/`) return url.origin;
  throw new Misconfigured("Custom::CliqMessageActions: property ApiOrigin is not an https origin without a path.");
}
