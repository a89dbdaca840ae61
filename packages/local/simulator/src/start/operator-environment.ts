import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { takeLock } from "@cliq-actions/infra/take-lock";
import type { Booted } from "./boot.ts";
import { isAlive, thisProcess } from "./process-name.ts";

/** Where a start writes it, from the repository's root; another start that runs beside it gets a name with its process id. */
export const operatorEnvironment = ".local/operator.env";

const pollMs = 50;

/** What was written for operators. */
interface OperatorFile {
  /** From the repository's root. */
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/**
 * Writes what points `pnpm cliq <verb> --stage local`, the CDK's command line and the AWS CLI at this start, as lines a
 * shell reads with a dot: `. .local/operator.env`. A shell that reads what a killed start left behind says so; the next start removes it.
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
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  // Temporary credentials of somewhere else would go before these.
  const others = "unset AWS_PROFILE AWS_SESSION_TOKEN\n";
  const { pid } = process;
  const check = `kill -0 ${pid} 2>/dev/null || echo 'The start that wrote this has ended: start again.' >&2\n`;
  const text = [`${ownerMark}${thisProcess()}\n`, ...lines, others, check].join("");

  const path = await locked(join(root, `${operatorEnvironment}.lock`), async () => {
    await removeOfDeadStarts(root);
    const isTaken = (await readOwner(join(root, operatorEnvironment))) !== undefined;
    const path = isTaken ? operatorEnvironment.replace(".env", `-${pid}.env`) : operatorEnvironment;
    // It appears whole: a shell never reads half of it.
    const draft = join(root, `${path}.draft`);
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, join(root, path));
    return path;
  });
  return {
    path,
    async remove() {
      if ((await readOwner(join(root, path))) === thisProcess()) await rm(join(root, path), { force: true });
    },
  };
}

const ownerMark = "# Written by ";

/** Who wrote it; nothing when it is not there, or of an earlier release. */
async function readOwner(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.startsWith(ownerMark) ? text.slice(ownerMark.length).split("\n", 1)[0] : undefined;
}

/** A start that was killed left its credentials behind. */
async function removeOfDeadStarts(root: string): Promise<void> {
  const folder = join(root, dirname(operatorEnvironment));
  const names = (await readdir(folder)).filter((name) => /^operator(?:-\d+)?\.env(?:\.draft)?$/u.test(name));
  for (const name of names) {
    const owner = await readOwner(join(folder, name));
    if (owner === undefined || isAlive(owner) === false) await rm(join(folder, name), { force: true });
  }
}

async function locked<Value>(lock: string, work: () => Promise<Value>): Promise<Value> {
  let release = takeLock(lock);
  for (; release === undefined; release = takeLock(lock)) await setTimeout(pollMs);
  try {
    return await work();
  } finally {
    release();
  }
}
