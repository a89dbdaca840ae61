import { paginateGetParametersByPath, type SSMClient } from "@aws-sdk/client-ssm";

/** One parameter below a stage's prefix; its value is not kept. */
export interface StoredParameter {
  /** Below the prefix, such as "post-status/api-key". */
  readonly name: string;
  readonly isSecure: boolean;
  readonly changedAt: Date | undefined;
}

/** What the product itself keeps below the prefix. */
const isOwn = (name: string): boolean => /^(?:oauth\/|signing-key$|cliq-public-key$)/.test(name);

/** What lies below a prefix such as "/acme/dev", but for what the product itself keeps there. Nothing is decrypted. */
export async function listStored(client: SSMClient, prefix: string): Promise<readonly StoredParameter[]> {
  const stored: StoredParameter[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath(
    { client },
    { Path: prefix, Recursive: true, WithDecryption: false },
  )) {
    for (const { Name = "", Type, LastModifiedDate } of Parameters) {
      const name = Name.slice(prefix.length + 1);
      if (!isOwn(name)) stored.push({ name, isSecure: Type === "SecureString", changedAt: LastModifiedDate });
    }
  }
  return stored;
}
