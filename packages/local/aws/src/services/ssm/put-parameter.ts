import { randomBytes } from "node:crypto";
import { z } from "zod";

import { readPattern } from "../../template/read-pattern.ts";
import { ServiceError } from "../../service-error.ts";
import { like, served, text } from "../operation.ts";
import { checkName, nestsParameter } from "../../parameter-name.ts";
import type { Parameter, Parameters } from "./parameters.ts";

const types = ["String", "StringList", "SecureString"] as const;
const tagText = /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u;

/** The input of PutParameter, without policies: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameterInput = z.strictObject({
  Name: text(1, 2048),
  Value: text(1),
  Type: z.enum(types).optional(),
  Overwrite: z.boolean().default(false),
  KeyId: like(/[a-zA-Z0-9:/_-]+/, 1, 256).optional(),
  Tier: z.enum(["Standard", "Advanced", "Intelligent-Tiering"]).optional(),
  Description: text(0, 1024).optional(),
  AllowedPattern: text(0, 1024).optional(),
  DataType: served(["text"], ["aws:ec2:image", "aws:ssm:integration"]).optional(),
  Tags: z
    .array(z.strictObject({ Key: like(tagText, 1, 128), Value: like(tagText, 0, 256) }))
    .max(1000)
    .refine((tags) => new Set(tags.map(({ Key }) => Key)).size === tags.length, {
      error: "A tag's key must be there once",
    })
    .refine((tags) => !tags.some(({ Key }) => /^aws:/i.test(Key)), { error: "aws: is the beginning of AWS's own tags" })
    .refine((tags) => tags.length <= 50, { error: "A parameter must have at most 50 tags" })
    .optional(),
});
type PutParameterInput = z.output<typeof putParameterInput>;

const managedKey = "alias/aws/ssm";
const standardBytes = 4096;
const advancedBytes = 8192;
const keptVersions = 100;

/** Stores a parameter, or a new version of it, by Parameter Store's rules. */
export function putParameter(parameters: Parameters, input: PutParameterInput): Parameter {
  const { Name: name, Value: value, Overwrite } = input;
  checkName(name);
  if (nestsParameter(value))
    throw new ServiceError(
      "ValidationException",
      "Parameter value can't nest another parameter. Do not use {{}} in the value.",
    );
  if (input.Tags?.length && Overwrite)
    throw new ServiceError("ValidationException", "Invalid request: tags and overwrite can't be used together.");
  const existing = parameters.get(name);
  if (existing && !Overwrite) {
    throw new ServiceError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  }
  const type = chooseType(input, existing);
  const keyId = type === "SecureString" ? (input.KeyId ?? existing?.keyId ?? managedKey) : undefined;
  if (input.KeyId !== undefined && type !== "SecureString")
    throw new ServiceError("ValidationException", "KeyId is required for SecureString type parameter only.");
  if (keyId !== undefined && !keyId.endsWith(managedKey))
    throw new ServiceError("InvalidKeyId", `Local AWS has only the key ${managedKey}, not ${keyId}.`);
  const allowedPattern = (input.AllowedPattern ?? existing?.allowedPattern) || undefined;
  if (allowedPattern !== undefined && !toPattern(allowedPattern).test(value)) {
    throw new ServiceError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  }
  const version = (existing?.versions.at(-1)?.version ?? 0) + 1;
  const ciphertext = type === "SecureString" ? `AQICAH${randomBytes(120).toString("base64")}` : undefined;
  const parameter: Parameter = {
    name,
    type,
    keyId,
    allowedPattern,
    tier: chooseTier(input, existing, value),
    description: input.Description ?? existing?.description,
    versions: [...(existing?.versions ?? []), { value, version, ciphertext, modifiedAt: new Date() }].slice(
      -keptVersions,
    ),
  };
  parameters.set(name, parameter);
  return parameter;
}

function toPattern(allowedPattern: string): RegExp {
  const pattern = readPattern(allowedPattern);
  if (pattern === undefined)
    throw new ServiceError(
      "InvalidAllowedPatternException",
      `${allowedPattern} is no regular expression that local AWS can read.`,
    );
  return pattern;
}

function chooseType({ Type }: PutParameterInput, existing: Parameter | undefined): Parameter["type"] {
  if (Type === undefined) {
    if (existing) return existing.type;
    throw new ServiceError("ValidationException", "A parameter type is required when you create a parameter.");
  }
  if (existing && existing.type !== Type) {
    throw new ServiceError(
      "HierarchyTypeMismatchException",
      "Parameter Store doesn't support changing a parameter type in a hierarchy; delete the parameter and create it again.",
    );
  }
  return Type;
}

function chooseTier({ Tier }: PutParameterInput, existing: Parameter | undefined, value: string): Parameter["tier"] {
  const size = Buffer.byteLength(value);
  const wanted = Tier ?? existing?.tier ?? "Standard";
  if (wanted === "Standard" && existing?.tier === "Advanced") {
    throw new ServiceError(
      "ValidationException",
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  if (wanted === "Standard" && size > standardBytes) {
    throw new ServiceError(
      "ValidationException",
      `Standard tier parameters support a maximum parameter value of ${standardBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
    );
  }
  if (size > advancedBytes)
    throw new ServiceError(
      "ValidationException",
      `Advanced tier parameters support a maximum parameter value of ${advancedBytes} characters.`,
    );
  return wanted === "Advanced" || size > standardBytes ? "Advanced" : "Standard";
}
