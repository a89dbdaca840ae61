import type { CliqFunction } from "@cliq-actions/cliq/rest/cliq-function";
import { isAmbiguous, isHandlerNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { FunctionClient } from "@cliq-actions/cliq/rest/function-client";
import type { FunctionHandlerType } from "@cliq-actions/cliq/rest/function-fields";
import { functionHandlers, mainHandlers } from "@cliq-actions/core";
import type { DesiredFunction } from "./desired-set.ts";
import { mapResult } from "@cliq-actions/cliq/rest/result";
import type { Differences, ObservedItem } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import type { ItemApi } from "./section.ts";
import { compareHandler, type HandlerInHand, setHandler } from "./set-handler.ts";

/** Webhook functions and their handlers as a {@link ItemApi}. */
export function functionApi(client: FunctionClient): ItemApi<DesiredFunction> {
  return {
    noun: "function",
    calls: {
      create: ({ handlers }) => [
        "createFunction",
        ...handlers.map((_, at) =>
          at === 0 ? ("updateFunctionHandler" as const) : ("createFunctionHandler" as const),
        ),
        "updateFunction",
      ],
      update: ({ handlers }) => ["updateFunction", ...handlers.map(() => "updateFunctionHandler" as const)],
      rename: "updateFunction",
      delete: "deleteFunction",
    },
    create: async ({ fields, functionType }, name) =>
      mapResult(
        await client.create({ ...fields, name, function_type: functionType, execution_type: "webhook" }),
        toObservedFunction,
      ),
    list: async () => mapResult(await client.list(), (all) => all.map(toObservedFunction)),
    get: async (id) => mapResult(await client.get(id), toObservedFunction),
    update: async (id, { fields }) => client.update(id, fields),
    write: async (id, fields) => client.update(id, fields),
    delete: async (id) => client.delete(id),
    configure: async ({ id }, { name, slug, functionType, handlers }) =>
      configureHandlers(client, id, `"${name}" (${slug})`, mainHandlers[functionType], handlers),
    writable: () => ["name", "description", "execution_url"],
    handlersOf: ({ shown }) => (shown as Partial<CliqFunction>).handlers?.map(({ type }) => type),
    getHandler: async (id, type) => client.getHandler(id, type as FunctionHandlerType),
    restoreHandlers: async (id, about, handlers) => {
      const main = handlers.find(({ type }) => Object.values<string>(mainHandlers).includes(type))?.type;
      const known = handlers.flatMap(({ type, permissions = [] }) => (isKnown(type) ? [{ type, permissions }] : []));
      return configureHandlers(client, id, about, main, known);
    },
  };
}

/** A function as the steps of a reconciliation see it. */
function toObservedFunction(found: CliqFunction): ObservedItem {
  const { id, name, creator, execution_type: execution, function_type: type } = found;
  const kind = execution === undefined || type === undefined ? undefined : `${execution} ${type}`;
  return { id, name, hint: found.description, kind, executionUrl: found.execution_url, creator, shown: found };
}

type Permissions = { readonly permissions: readonly string[] };

/**
 * Brings a function's handlers to what they are to be: the one of the type `main` is there from the start, others are
 * added, and what is left over is deleted, a type that is unknown here aside. Throws `RegistrationFailed`.
 */
async function configureHandlers(
  client: FunctionClient,
  id: string,
  about: string,
  main: string | undefined,
  handlers: DesiredFunction["handlers"],
): Promise<Differences> {
  const read = await client.get(id);
  if (!read.ok) throw toRegistrationFailed(`${about}: its handlers could not be read.`, read.error);
  const held = new Set((read.value.handlers ?? []).map(({ type }) => type));
  let differing: Differences = {};
  for (const { type, permissions } of handlers) {
    const handler: HandlerInHand = {
      about: `${about}, ${type}`,
      field: `permissions of ${type}`,
      update: async (change) => client.updateHandler(id, type, change),
      get: async () => client.getHandler(id, type),
    };
    const isThere = held.has(type) || type === main;
    const shown = await (isThere
      ? setHandler(handler, { permissions })
      : addHandler(client, id, type, handler, { permissions }));
    differing = { ...differing, ...shown };
  }
  for (const type of held) {
    const isWanted = type === main || handlers.some((one) => one.type === type);
    if (!isWanted && isKnown(type)) await dropHandler(client, id, type, about);
  }
  return differing;
}

/** A create whose answer was lost, or one of a type that is there after all, is settled by setting what is there. */
async function addHandler(
  client: FunctionClient,
  id: string,
  type: FunctionHandlerType,
  handler: HandlerInHand,
  change: Permissions,
): Promise<Differences> {
  const added = await client.createHandler(id, type, change);
  if (added.ok) return compareHandler(handler, change);
  const mayExist =
    isAmbiguous(added.error) ||
    (added.error.kind === "refused" && added.error.code === "execution_handler_create_failed");
  const read = mayExist ? await client.getHandler(id, type) : undefined;
  if (read?.ok) return setHandler(handler, change);
  const again =
    isAmbiguous(added.error) && read?.ok === false && isHandlerNotFound(read.error)
      ? await client.createHandler(id, type, change)
      : added;
  if (!again.ok) throw toRegistrationFailed(`${handler.about}: it could not be added.`, again.error);
  return compareHandler(handler, change);
}

async function dropHandler(
  client: FunctionClient,
  id: string,
  type: FunctionHandlerType,
  about: string,
): Promise<void> {
  const dropped = await client.deleteHandler(id, type);
  if (dropped.ok || isHandlerNotFound(dropped.error)) return;
  throw toRegistrationFailed(`${about}: its ${type} could not be removed.`, dropped.error);
}

function isKnown(type: string): type is FunctionHandlerType {
  return Object.hasOwn(functionHandlers, type);
}
