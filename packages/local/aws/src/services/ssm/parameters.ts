/** One version of a stored parameter. */
export interface ParameterVersion {
  value: string;
  version: number;
  /** What a read without decryption returns for a SecureString. */
  ciphertext: string | undefined;
  modifiedAt: Date;
}

/** A stored parameter with its newest version last. */
export interface Parameter {
  name: string;
  type: "String" | "StringList" | "SecureString";
  tier: "Standard" | "Advanced";
  keyId: string | undefined;
  description: string | undefined;
  allowedPattern: string | undefined;
  versions: ParameterVersion[];
}

/** The parameters of the account by name. */
export type Parameters = Map<string, Parameter>;
