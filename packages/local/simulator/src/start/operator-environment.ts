import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Booted } from "./boot.ts";

/** Where a start writes it, from the repository's root; another start that runs beside it gets a name with its process id. */
export const operatorEnvironment = ".local/operator.env";

/** What was written for operators. */
interface OperatorFile {
  /** From the repository's root. */
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/**
 * Writes what points `pnpm cliq <verb> --stage local`, the CDK's command line and the AWS CLI at this start, as lines a
 * shell reads with a dot: `. .local/operator.env`. A shell that reads what a killed start left behind says so.
 */
export async function writeOperatorEnvironment(
  root: string,
  { aws, cliq }: Pick<Booted, "aws" | "cliq">,
): Promise<OperatorFile> {
  const region = "us-east-1";
  const variables = {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    CLIQ_ORIGIN: cliq.cliqUrl,
    ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl,
  };
  const { pid } = process;
  const isTaken = await isOfAnotherStart(join(root, operatorEnvironment));
  const path = isTaken ? operatorEnvironment.replace(".env", `-${pid}.env`) : operatorEnvironment;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  // Temporary credentials of somewhere else would go before these.
  const others = "unset AWS_PROFILE AWS_SESSION_TOKEN\n";
  const check = `kill -0 ${pid} 2>/dev/null || echo 'The start that wrote this has ended: start again.' >&2\n`;
  await writeFile(join(root, path), [...lines, others, check].join(""), { mode: 0o600 });
  return { path, remove: () => rm(join(root, path), { force: true }) };
}

async function isOfAnotherStart(file: string): Promise<boolean> {
  const [, pid] = /^kill -0 (\d+)/mu.exec(await readFile(file, "utf8").catch(() => "")) ?? [];
  if (pid === undefined || Number(pid) === process.pid) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
