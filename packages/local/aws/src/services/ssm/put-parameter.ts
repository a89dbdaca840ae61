import { randomBytes } from "node:crypto";

import { ServiceError } from "../../service-error.ts";
import { checkName } from "./check-name.ts";
import type { Parameter, Parameters } from "./parameters.ts";

/** The input of PutParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export interface PutParameterInput {
  Name: string;
  Value: string;
  Type?: string;
  Overwrite?: boolean;
  KeyId?: string;
  Tier?: string;
  Description?: string;
  AllowedPattern?: string;
  DataType?: string;
  Tags?: unknown[];
}

const types = new Set(["String", "StringList", "SecureString"]);
const managedKey = "alias/aws/ssm";
const standardBytes = 4096;
const advancedBytes = 8192;
const keptVersions = 100;

/** Stores a parameter, or a new version of it, by Parameter Store's rules. */
export function putParameter(parameters: Parameters, input: PutParameterInput): Parameter {
  const { Name: name, Value: value, Overwrite = false } = input;
  checkName(name);
  if (!value)
    throw new ServiceError(
      "ValidationException",
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (input.Tags?.length && Overwrite)
    throw new ServiceError("ValidationException", "Invalid request: tags and overwrite can't be used together.");
  if (input.DataType !== undefined && input.DataType !== "text") {
    throw new ServiceError(
      "ValidationException",
      `Local AWS keeps parameters of the data type text only, not ${input.DataType}.`,
    );
  }
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
  const allowedPattern = input.AllowedPattern ?? existing?.allowedPattern;
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
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

function chooseType({ Type }: PutParameterInput, existing: Parameter | undefined): Parameter["type"] {
  if (Type === undefined) {
    if (existing) return existing.type;
    throw new ServiceError("ValidationException", "A parameter type is required when you create a parameter.");
  }
  if (!types.has(Type)) {
    throw new ServiceError(
      "ValidationException",
      `Value '${Type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [${[...types].join(", ")}].`,
    );
  }
  if (existing && existing.type !== Type) {
    throw new ServiceError(
      "HierarchyTypeMismatchException",
      "Parameter Store doesn't support changing a parameter type in a hierarchy; delete the parameter and create it again.",
    );
  }
  return Type as Parameter["type"];
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
