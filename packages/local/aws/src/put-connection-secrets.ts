import type { Account } from "./account.ts";
import type { ActionFakes } from "./fakes/read-fakes.ts";
import type { RunningFake } from "./fakes/start-fake.ts";
import { putParameter } from "./services/ssm/put-parameter.ts";
import type { Stack } from "./stack/stack.ts";

/** The values that came from fakes, by parameter: another fake's may take their place, a person's stays. */
const fromFakes = new WeakMap<Account["parameters"], Map<string, string>>();

/** Keeps the secret of every fake where the stack's functions look for the real one: `<PARAMETER_PREFIX>/<slug>/<secret>`, unless somebody else has put one. */
export function putConnectionSecrets(
  account: Account,
  stack: Stack,
  folders: readonly ActionFakes[],
  running: Record<string, RunningFake>,
): void {
  const prefixes = new Set(
    [...stack.resources.values()].flatMap(({ physicalId, type }) => {
      const prefix =
        type === "AWS::Lambda::Function" &&
        account.functions.find(physicalId)?.version.configuration.environment["PARAMETER_PREFIX"];
      return prefix ? [prefix] : [];
    }),
  );
  const mine = fromFakes.get(account.parameters) ?? new Map<string, string>();
  fromFakes.set(account.parameters, mine);
  for (const prefix of prefixes) {
    for (const { slug, connections } of folders) {
      for (const [name, { secret }] of Object.entries(connections)) {
        const Name = `${prefix}/${slug}/${secret}`;
        const Value = running[`${slug}/${name}`]?.secret;
        if (secret === undefined || Value === undefined) continue;
        const now = account.parameters.get(Name)?.versions.at(-1)?.value;
        if (now === Value || (now !== undefined && now !== mine.get(Name))) continue;
        putParameter(account.parameters, { Name, Value, Type: "SecureString", Overwrite: now !== undefined });
        mine.set(Name, Value);
      }
    }
  }
}
