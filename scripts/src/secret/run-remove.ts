import { DeleteParameterCommand, ParameterNotFound } from "@aws-sdk/client-ssm";
import { terminalPrompter } from "../terminal/terminal-prompter.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { chooseSecret } from "./choose-secret.ts";
import { openSecrets } from "./open-secrets.ts";
import type { SecretOptions } from "./secret-command.ts";
import { listStored } from "./stored-secrets.ts";

/** Runs `secret remove` with this process's terminal and AWS credentials; sets the exit code. */
export async function runRemove(name: string, options: SecretOptions): Promise<void> {
  const { stage, json = false, yes = false } = options;
  try {
    const { declared, ssm, prefix } = await openSecrets(options);
    const isStored = (await listStored(ssm, prefix)).some((one) => one.name === name);
    // What is stored may be removed whether or not an action still declares it.
    if (!isStored) chooseSecret(declared, name);
    if (isStored && !yes && !(await confirm(name, stage)))
      throw new CannotOperate(`${name} was not removed: confirm with --yes.`);
    const removed = isStored && (await remove(ssm, `${prefix}/${name}`));
    const sentence = removed ? `${prefix}/${name} is removed.` : `${prefix}/${name} was not set.`;
    process.stdout.write(`${json ? JSON.stringify({ ok: true, stage, name, removed }) : sentence}\n`);
  } catch (error) {
    const needed = "ssm:GetParametersByPath on /<product>/<stage> and ssm:DeleteParameter on what is below";
    endWithFailure(error, { stage, verb: `secret remove ${name}`, json, needed });
  }
}

async function confirm(name: string, stage: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const prompter = terminalPrompter(process.stdin, process.stderr);
  try {
    return (
      (await prompter.ask(`Remove ${name} of stage ${stage}? Its action fails without it (yes/no)`, "no")) === "yes"
    );
  } finally {
    prompter.close();
  }
}

/** False when somebody else was quicker. */
async function remove(ssm: Awaited<ReturnType<typeof openSecrets>>["ssm"], Name: string): Promise<boolean> {
  try {
    await ssm.send(new DeleteParameterCommand({ Name }));
    return true;
  } catch (error) {
    if (error instanceof ParameterNotFound) return false;
    throw error;
  }
}
