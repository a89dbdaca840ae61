import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { compileFunction } from "node:vm";

import { ServiceError } from "../../service-error.ts";
import { type Callback, guardCallbacks, guardLock, type Lockable, type RunningOperation } from "./engine-guards.ts";
import { type Indexed, refuseEmptyKeys } from "./indexes.ts";
import { refuseLongNumbers, itemSizeBytes, type Item } from "./attribute-value.ts";

/** The DynamoDB engine (dynalite, in memory): its operations without its server. */
export interface Tables {
  /** Runs one operation; a refusal is thrown with DynamoDB's own code and words, and what the engine fails at ends this operation only. */
  run(operation: string, input: object): Promise<Record<string, unknown>>;
}

interface Store {
  tableDb: Lockable;
  getItemDb(name: string): Lockable;
  db: Record<"get" | "put" | "del" | "batch", (...args: unknown[]) => unknown>;
}
interface Engine {
  db: {
    create(options: object): Store;
    itemSize: (item: Item) => number;
    updateIndexes: (store: Store, table: Indexed, before: Item | null, after: Item | null, done: Callback) => void;
  };
  checks: {
    checkTypes(input: object, types: object): object;
    checkValidations(input: object, types: object, custom: unknown, store: Store): void;
  };
}
interface Refusal {
  statusCode: number;
  body: { __type: string; message?: string; Message?: string };
}

const require = createRequire(import.meta.url);

/**
 * Loads the engine and makes it count as AWS does: items in bytes of UTF-8, not in characters. Pages and capacities are
 * counted by a function that the engine calls by its bare name, so that one gives way inside, too.
 */
function loadEngine(): Engine {
  const path = require.resolve("dynalite/db");
  if (require.cache[path] === undefined) {
    const module = new Module(path);
    const code = `${readFileSync(path, "utf8")}\nitemSize = (item) => exports.itemSize(item);`;
    const load = compileFunction(code, ["exports", "require", "module"], { filename: path });
    load(module.exports, createRequire(path), module);
    require.cache[path] = module;
  }
  const db = require(path) as Engine["db"];
  // What an update makes of an item is looked at nowhere else.
  db.itemSize = (item) => {
    refuseLongNumbers(item);
    return itemSizeBytes(item);
  };
  const { updateIndexes } = db;
  // Where every write comes by with the item that it makes.
  db.updateIndexes = (store, table, before, after, done) => {
    if (after) refuseEmptyKeys(table, after);
    updateIndexes(store, table, before, after, done);
  };
  return { db, checks: require("dynalite/validations") as Engine["checks"] };
}

/** Starts the engine. */
export function startTables(): Tables {
  // Loaded here, not at the top: it costs a tenth of a second.
  const { db, checks } = loadEngine();
  const store = db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const running = new AsyncLocalStorage<RunningOperation>();
  guardCallbacks(store, running);
  const guarded = new WeakSet<Lockable>();
  const guard = (db: Lockable): Lockable => {
    if (!guarded.has(db)) guardLock(db, running);
    guarded.add(db);
    return db;
  };
  guard(store.tableDb);
  const getItemDb = store.getItemDb.bind(store);
  store.getItemDb = (name) => guard(getItemDb(name));

  return {
    run: (operation, input) =>
      new Promise((resolve, reject) => {
        const refuse = (error: unknown): void => reject(toServiceError(error));
        const held = new Set<() => void>();
        const fail = (error: unknown): void => {
          for (const free of held) free();
          refuse(error);
        };
        running.run({ fail, held }, () => {
          try {
            const name = operation[0]!.toLowerCase() + operation.slice(1);
            const { types, custom } = require(`dynalite/validations/${name}`) as { types: object; custom: unknown };
            for (const name of ["ConditionExpression", "FilterExpression", "KeyConditionExpression"] as const)
              refuseCondition(name, (input as Partial<Record<string, string>>)[name] ?? "");
            const checked = checks.checkTypes(structuredClone(input), types);
            checks.checkValidations(checked, types, custom, store);
            const act = require(`dynalite/actions/${name}`) as (store: Store, input: object, done: Callback) => void;
            act(store, checked, (error, output) => (error ? refuse(error) : resolve(structuredClone(output ?? {}))));
          } catch (error) {
            fail(error);
          }
        });
      }),
  };
}

const mostOperandsOfIn = 100;

/** What the engine lets pass in a condition: long lists, and values that are compared with themselves. */
function refuseCondition(name: string, words: string): void {
  const refuse = (reason: string): never => {
    throw new ServiceError("ValidationException", `Invalid ${name}: ${reason}`);
  };
  for (const [, operands = ""] of words.matchAll(/\bIN\s*\(((?:[^()]|\([^()]*\))*)\)/gi)) {
    const count = operands.replaceAll(/\([^()]*\)/g, "").split(",").length;
    if (count > mostOperandsOfIn)
      refuse(`The IN operator is provided with too many operands; number of operands: ${count}`);
  }
  const [, value, operator] = /(:\w+)\s*(=|<>|<=?|>=?)\s*\1(?!\w)/.exec(words) ?? [];
  if (value !== undefined)
    refuse(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${value}`,
    );
}

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { statusCode, body } = error as Partial<Refusal>;
  if (statusCode === undefined || body === undefined)
    return new ServiceError("InternalServerError", `The local DynamoDB (dynalite) failed: ${String(error)}`, 500);
  const code = body.__type.split("#").at(-1)!;
  return new ServiceError(code, body.message ?? body.Message ?? "", statusCode);
}
