import * as z from "zod";
import { Misconfigured } from "../environment.ts";

const propertiesSchema = z.object({
  Slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  CredentialVersion: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  VerifySignature: z.enum(["true", "false"]).transform((word) => word === "true"),
});

/** Properties of `Custom::CliqCredential`. Unknown ones are ignored: a rollback runs old code on newer properties. */
export type CredentialProperties = z.output<typeof propertiesSchema>;

/** Reads the properties from CloudFormation's strings; throws {@link Misconfigured} naming the first bad one. */
export function parseCredentialProperties(properties: unknown): CredentialProperties {
  const parsed = propertiesSchema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Misconfigured(
    `Custom::CliqCredential: property ${parsed.error.issues[0]?.path.join(".") ?? ""} is missing or wrong.`,
  );
}
