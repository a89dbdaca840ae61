import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { takeLock } from "@cliq-actions/infra/take-lock";
import type { Booted } from "./boot.ts";
import { listOperatorFiles, operatorEnvironment, ownerOf, startVariable, toOperatorFile } from "./operator-file.ts";
import { isAlive, thisProcess } from "./process-name.ts";

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
  { aws, cliq, actionsFolder, server }: Pick<Booted, "aws" | "cliq" | "actionsFolder" | "server">,
): Promise<OperatorFile> {
  const region = "us-east-1";
  const owner = thisProcess();
  const variables = {
    [startVariable]: owner,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    CLIQ_ORIGIN: cliq.cliqUrl,
    ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl,
    CLIQ_ACTIONS_FOLDER: actionsFolder,
  };
  const text = toOperatorFile({ owner, actionsFolder, url: server.url, since: Date.now(), variables });

  const path = await locked(join(root, `${operatorEnvironment}.lock`), async () => {
    await removeOfDeadStarts(root);
    const isTaken = (await readOwner(join(root, operatorEnvironment))) !== undefined;
    const path = isTaken ? operatorEnvironment.replace(".env", `-${process.pid}.env`) : operatorEnvironment;
    // It appears whole: a shell never reads half of it.
    const draft = join(root, `${path}.draft`);
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, join(root, path));
    return path;
  });
  return {
    path,
    async remove() {
      if ((await readOwner(join(root, path))) === owner) await rm(join(root, path), { force: true });
    },
  };
}

/** Who wrote a file; nothing when it is not there, or of an earlier release. */
async function readOwner(file: string): Promise<string | undefined> {
  return ownerOf(await readFile(file, "utf8").catch(() => ""));
}

/** A start that was killed left its credentials behind. */
async function removeOfDeadStarts(root: string): Promise<void> {
  for (const path of await listOperatorFiles(root)) {
    const owner = await readOwner(join(root, path));
    if (owner === undefined || isAlive(owner) === false) await rm(join(root, path), { force: true });
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
