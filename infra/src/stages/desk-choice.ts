import type { DeskSettings } from "@cliq-actions/desks/desk-settings";
import * as z from "zod";
import { originSchema } from "./connection-origins.ts";

/** Where the actions that open tickets open them. */
export const deskSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("built-in") }),
  z.strictObject({
    kind: z.literal("github"),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be like "acme/support"'),
    /** Of a GitHub that is not github.com. */
    origin: originSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal("jira"),
    origin: originSchema,
    project: z.string().regex(/^[A-Z][A-Z0-9_]{1,19}$/, 'must be a project\'s key, such as "OPS"'),
    issueType: z.string().min(1).max(60).default("Task"),
  }),
  z.strictObject({
    kind: z.literal("zoho-desk"),
    origin: originSchema,
    organizationId: z.string().regex(/^\d{1,20}$/, "must be Zoho Desk's id of the organisation, digits only"),
    departmentId: z.string().regex(/^\d{1,20}$/, "must be a department's id, digits only"),
    markField: z.string().regex(/^cf_\w{1,60}$/, 'must be the API name of a custom field, such as "cf_cliq_mark"'),
  }),
]) satisfies z.ZodType<DeskSettings>;
