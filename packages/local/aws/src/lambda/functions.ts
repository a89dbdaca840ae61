import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { FunctionConfiguration } from "./function-configuration.ts";
import type { FunctionHost } from "./function-host.ts";
import { toErrorPayload, type InvocationResult } from "./invocation-result.ts";
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
  /** Alias name to what stands for its present state, as `revisionId` does for a version's. */
  aliasRevisions: Map<string, string>;
  permissions: Map<string, FunctionPermission>;
  /** Attempts after the first when an asynchronous invocation fails, by the qualifier it was made with. */
  retries: Map<string, number>;
  /** How many invocations may run at once; a further one is throttled. Undefined for no limit of its own. */
  reservedConcurrency?: number;
  /** Invocations that run or wait now. */
  running: number;
}

/** A function as a caller named it. */
export interface FoundFunction {
  lambdaFunction: LambdaFunction;
  version: FunctionVersion;
  /** The version or alias it was named with. */
  qualifier: string | undefined;
}

/** The functions of the account. */
export interface Functions {
  byName: Map<string, LambdaFunction>;
  /** Creates the function, or replaces its code and configuration while running invocations finish. */
  put(configuration: Omit<FunctionConfiguration, "revisionId">): LambdaFunction;
  /** Freezes the current code and configuration as the next version and returns its number. */
  publish(functionName: string): string;
  /** Points an alias to a version. */
  setAlias(functionName: string, alias: string, version: string): void;
  remove(functionName: string): void;
  removeVersion(arn: string): void;
  /** Finds by name, partial or whole ARN, with or without a version or alias. */
  find(nameOrArn: string): FoundFunction | undefined;
  /** Invokes once and waits for the answer; `apiRequestId` is that of the HTTP request that caused it. */
  invoke(found: FoundFunction, payload: string, apiRequestId?: string): Promise<InvocationResult>;
  /** Invokes without a caller who waits: a failure, throttling included, is retried. Resolves with the last attempt's result. */
  invokeEvent(found: FoundFunction, payload: string): Promise<InvocationResult>;
  /** Ends every process of every function. */
  stop(): Promise<void>;
}

// Lambda waits one minute before the first retry and two before the second; on a laptop nobody would.
const retryDelaysMs = [1_000, 2_000];

/** Creates the empty function store of an account. */
export function createFunctions(host: FunctionHost): Functions {
  const byName = new Map<string, LambdaFunction>();
  const stopping = new AbortController();
  /** Also those whose function has other code by now, or is gone, as long as one of their processes runs. */
  const pools = new Set<Pool>();
  const toVersion = (described: Omit<FunctionConfiguration, "revisionId">): FunctionVersion => {
    const configuration = { ...described, revisionId: randomUUID() };
    const pool = createPool(configuration, host);
    pools.add(pool);
    return { configuration, pool };
  };
  const drain = ({ pool }: FunctionVersion): void => void pool.drain().then(() => pools.delete(pool));
  const versionsOf = ({ latest, versions }: LambdaFunction): FunctionVersion[] => [latest, ...versions.values()];

  async function invoke(
    { lambdaFunction, version: { pool, configuration } }: FoundFunction,
    payload: string,
    apiRequestId?: string,
  ): Promise<InvocationResult> {
    if (lambdaFunction.running >= (lambdaFunction.reservedConcurrency ?? Infinity)) {
      const { functionName, logicalId } = configuration;
      host.emit({
        type: "throttle",
        functionName,
        logicalId,
        ...(apiRequestId !== undefined && { apiRequestId }),
      });
      return throttled();
    }
    lambdaFunction.running++;
    try {
      return await pool.invoke(payload, apiRequestId);
    } finally {
      lambdaFunction.running--;
    }
  }

  return {
    byName,
    invoke,
    put(configuration) {
      const existing = byName.get(configuration.functionName);
      if (existing) {
        drain(existing.latest);
        existing.latest = toVersion(configuration);
        return existing;
      }
      const created: LambdaFunction = {
        latest: toVersion(configuration),
        versions: new Map(),
        aliases: new Map(),
        aliasRevisions: new Map(),
        permissions: new Map(),
        retries: new Map(),
        running: 0,
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
    setAlias(functionName, alias, version) {
      const { aliases, aliasRevisions } = byName.get(functionName)!;
      aliases.set(alias, version);
      aliasRevisions.set(alias, randomUUID());
    },
    remove(functionName) {
      const existing = byName.get(functionName);
      byName.delete(functionName);
      for (const version of existing ? versionsOf(existing) : []) drain(version);
    },
    removeVersion(arn) {
      const found = this.find(arn);
      if (found === undefined) return;
      drain(found.version);
      found.lambdaFunction.versions.delete(found.version.configuration.version);
    },
    find(nameOrArn) {
      const [partial = "", owner] = nameOrArn.split(":function:").toReversed();
      const [name = "", qualifier, ...rest] = partial.split(":");
      const lambdaFunction = byName.get(name);
      const { arn } = lambdaFunction?.latest.configuration ?? {};
      // One of another account or region is not this one.
      const isOurs = owner === undefined || `:${arn}`.endsWith(`:${owner}:function:${name}`);
      if (!lambdaFunction || !isOurs || rest.length > 0) return undefined;
      const number = qualifier === undefined ? "$LATEST" : (lambdaFunction.aliases.get(qualifier) ?? qualifier);
      const version = number === "$LATEST" ? lambdaFunction.latest : lambdaFunction.versions.get(number);
      return version && { lambdaFunction, version, qualifier };
    },
    async invokeEvent(found, payload) {
      const retries = retriesOf(found);
      let result = await invoke(found, payload);
      for (let attempt = 0; attempt < retries && !result.ok; attempt++) {
        await sleep(retryDelaysMs[attempt], undefined, { signal: stopping.signal, ref: false }).catch(() => {});
        if (stopping.signal.aborted) break;
        result = await invoke(found, payload);
      }
      return result;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...pools].map((pool) => pool.kill()));
    },
  };
}

const defaultRetries = 2;

/** How often an asynchronous invocation of what was found is tried again. */
export function retriesOf({ lambdaFunction, qualifier = "$LATEST" }: FoundFunction): number {
  return lambdaFunction.retries.get(qualifier) ?? defaultRetries;
}

function throttled(): InvocationResult {
  const errorType = "TooManyRequestsException";
  const payload = toErrorPayload(errorType, "Rate Exceeded.");
  return { requestId: randomUUID(), ok: false, payload, errorType, isThrottled: true, cold: false, durationMs: 0 };
}
