import { endWithFailure } from "../stage/end-with-failure.ts";
import { openSecrets } from "./open-secrets.ts";
import type { SecretOptions } from "./secret-command.ts";
import { printSecretList, toSecretList } from "./secret-list.ts";
import { listStored } from "./stored-secrets.ts";

/** Runs `secret list` with this process's AWS credentials; exit code 2 when one is missing. */
export async function runList(options: SecretOptions): Promise<void> {
  const { stage, json = false } = options;
  try {
    const { declared, ssm, prefix } = await openSecrets(options);
    const list = toSecretList(stage, declared, await listStored(ssm, prefix));
    const ok = list.secrets.every(({ isSet }) => isSet);
    process.stdout.write(`${json ? JSON.stringify({ ok, ...list }) : printSecretList(list)}\n`);
    process.exitCode = ok ? 0 : 2;
  } catch (error) {
    endWithFailure(error, {
      stage,
      verb: "secret list",
      json,
      needed: "ssm:GetParametersByPath on /<product>/<stage>",
    });
  }
}
