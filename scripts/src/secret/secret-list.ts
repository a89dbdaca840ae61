import type { DeclaredSecret } from "./declared-secrets.ts";
import { wrap } from "../stage/wrap.ts";
import type { StoredParameter } from "./stored-secrets.ts";

/** What a stage has of what its actions declare; holds no value. */
export interface SecretList {
  readonly stage: string;
  readonly secrets: readonly ListedSecret[];
  /** Stored below the prefix, and no action declares it. */
  readonly undeclared: readonly { readonly name: string; readonly changedAt?: string }[];
}

/** One declared secret. */
export interface ListedSecret {
  readonly name: string;
  readonly connections: readonly { readonly name: string; readonly origin: string }[];
  readonly isSet: boolean;
  /** Whether the token keeper hands it out. */
  readonly isKept: boolean;
  /** As ISO 8601, where it is set. */
  readonly changedAt?: string;
}

/** Compares what is declared with what is stored. A parameter that is not encrypted counts as missing. Pure. */
export function toSecretList(
  stage: string,
  declared: readonly DeclaredSecret[],
  stored: readonly StoredParameter[],
): SecretList {
  const secrets = declared.map(({ name, connections, isKept }) => {
    const found = stored.find((one) => one.name === name && one.isSecure);
    return {
      name,
      connections: connections.map(({ name: connection, origin }) => ({ name: connection, origin })),
      isSet: found !== undefined,
      isKept,
      ...toChangedAt(found),
    };
  });
  const undeclared = stored.filter(({ name }) => !declared.some((one) => one.name === name));
  return { stage, secrets, undeclared: undeclared.map((one) => ({ name: one.name, ...toChangedAt(one) })) };
}

function toChangedAt(found: StoredParameter | undefined): { readonly changedAt?: string } {
  return found?.changedAt === undefined ? {} : { changedAt: found.changedAt.toISOString() };
}

/** The list for a terminal of 80 columns, with the command for each that is missing. */
export function printSecretList({ stage, secrets, undeclared }: SecretList): string {
  const rows = secrets.flatMap(({ name, connections, isSet, changedAt }) => [
    `${isSet ? "set    " : "MISSING"}  ${name}${changedAt === undefined ? "" : `  since ${toMinute(changedAt)}`}`,
    ...connections.flatMap((one) => wrap(`${one.name}: ${one.origin}`, "         ", 2)),
  ]);
  const missing = secrets.filter(({ isSet }) => !isSet);
  return [
    ...(secrets.length === 0 ? ["No action declares a secret."] : rows),
    ...(undeclared.length === 0 ? [] : ["", "Stored, and declared by no action:"]),
    ...undeclared.map(
      ({ name, changedAt }) => `  ${name}${changedAt === undefined ? "" : `  since ${toMinute(changedAt)}`}`,
    ),
    ...(missing.length === 0 ? [] : ["", "Next:"]),
    ...new Set(missing.map((one) => `  - ${toRemedy(one, stage)}`)),
    ...undeclared
      .map(({ name }) => `  - pnpm cliq secret remove --stage ${stage} ${name}`)
      .slice(0, missing.length === 0 ? 0 : undefined),
  ].join("\n");
}

function toRemedy({ name, isKept }: ListedSecret, stage: string): string {
  return isKept ? `pnpm cliq authorize --stage ${stage} --grant desk` : `pnpm cliq secret put --stage ${stage} ${name}`;
}

function toMinute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
