import { setTimeout as sleep } from "node:timers/promises";

import type { AccountWithoutFunctions } from "../account.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { InvocationResult } from "./invocation-result.ts";
import { createPool, type Pool } from "./pool.ts";

/** Who may invoke a function besides a role that is allowed to: `AWS::Lambda::Permission`. */
interface FunctionPermission {
  principal: string;
  /** Pattern of the caller's ARN; any when undefined. */
  sourceArn: string | undefined;
  qualifier: string | undefined;
}

/** One invocable piece of code: `$LATEST` or a published version. */
interface FunctionVersion {
  configuration: FunctionConfiguration;
  pool: Pool;
}

/** A function with its versions, aliases and permissions. */
export interface LambdaFunction {
  latest: FunctionVersion;
  versions: Map<string, FunctionVersion>;
  /** Alias name to version. */
  aliases: Map<string, string>;
  permissions: Map<string, FunctionPermission>;
  /** Attempts after the first when an asynchronous invocation fails. */
  retries: number;
}

/** The functions of the account. */
export interface Functions {
  byName: Map<string, LambdaFunction>;
  /** Creates the function, or replaces its code and configuration while running invocations finish. */
  put(configuration: FunctionConfiguration): LambdaFunction;
  /** Freezes the current code and configuration as the next version and returns its number. */
  publish(functionName: string): string;
  remove(functionName: string): void;
  /** Finds by name, partial or whole ARN, with or without a version or alias. */
  find(
    nameOrArn: string,
  ): { lambdaFunction: LambdaFunction; version: FunctionVersion; qualifier: string | undefined } | undefined;
  /** Invokes without waiting for the caller: a failure is retried. Resolves with the last attempt's result. */
  invokeEvent(version: FunctionVersion, retries: number, payload: string): Promise<InvocationResult>;
  /** Ends every process of every function. */
  stop(): Promise<void>;
}

// Lambda waits one minute before the first retry and two before the second; on a laptop nobody would.
const retryDelaysMs = [1_000, 2_000];

/** Creates the empty function store of an account. */
export function createFunctions(account: AccountWithoutFunctions): Functions {
  const byName = new Map<string, LambdaFunction>();
  const stopping = new AbortController();
  const toVersion = (configuration: FunctionConfiguration): FunctionVersion => ({
    configuration,
    pool: createPool(configuration, account),
  });
  const versionsOf = ({ latest, versions }: LambdaFunction): FunctionVersion[] => [latest, ...versions.values()];

  return {
    byName,
    put(configuration) {
      const existing = byName.get(configuration.functionName);
      if (existing) {
        existing.latest.pool.drain();
        existing.latest = toVersion(configuration);
        return existing;
      }
      const created: LambdaFunction = {
        latest: toVersion(configuration),
        versions: new Map(),
        aliases: new Map(),
        permissions: new Map(),
        retries: 2,
      };
      byName.set(configuration.functionName, created);
      return created;
    },
    publish(functionName) {
      const { latest, versions } = byName.get(functionName)!;
      const number = String(1 + Math.max(0, ...Array.from(versions.keys(), Number)));
      versions.set(
        number,
        toVersion({ ...latest.configuration, version: number, arn: `${latest.configuration.arn}:${number}` }),
      );
      return number;
    },
    remove(functionName) {
      const existing = byName.get(functionName);
      byName.delete(functionName);
      for (const { pool } of existing ? versionsOf(existing) : []) pool.drain();
    },
    find(nameOrArn) {
      const [name, qualifier] = (nameOrArn.split(":function:").at(-1) ?? "").split(":");
      const lambdaFunction = byName.get(name ?? "");
      if (!lambdaFunction) return undefined;
      const number = qualifier === undefined ? "$LATEST" : (lambdaFunction.aliases.get(qualifier) ?? qualifier);
      const version = number === "$LATEST" ? lambdaFunction.latest : lambdaFunction.versions.get(number);
      return version && { lambdaFunction, version, qualifier };
    },
    async invokeEvent({ pool }, retries, payload) {
      let result = await pool.invoke(payload);
      for (let attempt = 0; attempt < retries && !result.ok; attempt++) {
        await sleep(retryDelaysMs[attempt], undefined, { signal: stopping.signal, ref: false }).catch(() => {});
        if (stopping.signal.aborted) break;
        result = await pool.invoke(payload);
      }
      return result;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...byName.values()].flatMap(versionsOf).map(({ pool }) => pool.kill()));
    },
  };
}
