import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { terminalPrompter } from "../terminal/terminal-prompter.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { chooseSecret, refuseKept, refuseValues } from "./choose-secret.ts";
import { openSecrets } from "./open-secrets.ts";
import { readValue } from "./read-value.ts";
import type { SecretOptions } from "./secret-command.ts";

/** Runs `secret put` with this process's terminal, stdin and AWS credentials; sets the exit code. */
export async function runPut(name: string, strays: readonly string[], options: SecretOptions): Promise<void> {
  const { stage, json = false } = options;
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  const prompter = isTerminal ? terminalPrompter(process.stdin, process.stderr) : undefined;
  try {
    refuseValues(strays);
    const { declared, ssm, prefix } = await openSecrets(options);
    const secret = chooseSecret(declared, name);
    refuseKept(secret, stage);
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    const Value = await readValue(secret.name, { prompter, input: process.stdin, say });
    holdSecret(Value);
    const Name = `${prefix}/${secret.name}`;
    const { Version } = await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
    const isNew = Version === 1;
    const outcome = { ok: true, stage, name: secret.name, parameter: Name, replaced: !isNew };
    const sentence = isNew
      ? `${Name} is stored.`
      : `${Name} is replaced; functions that run have it within five minutes.`;
    process.stdout.write(`${json ? JSON.stringify(outcome) : sentence}\n`);
  } catch (error) {
    endWithFailure(error, {
      stage,
      verb: `secret put ${name}`,
      json,
      needed: "ssm:PutParameter on /<product>/<stage>/<slug>/*",
    });
  } finally {
    prompter?.close();
  }
}
