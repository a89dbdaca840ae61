import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Booted } from "./boot.ts";

/** Where the last start wrote it, from the repository's root. */
export const operatorEnvironment = ".local/operator.env";

/**
 * Writes what points `pnpm cliq <verb> --stage local` at this start, as lines a shell reads with a dot:
 * `. .local/operator.env`. Returns what removes the file again, unless another start has written it since.
 */
export async function writeOperatorEnvironment(
  root: string,
  { aws, cliq }: Pick<Booted, "aws" | "cliq">,
): Promise<() => Promise<void>> {
  const variables = {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    CLIQ_ORIGIN: cliq.cliqUrl,
    ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl,
  };
  const file = join(root, operatorEnvironment);
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  const content = lines.join("");
  await writeFile(file, content, { mode: 0o600 });
  return async () => {
    if ((await readFile(file, "utf8").catch(() => "")) === content) await rm(file, { force: true });
  };
}
