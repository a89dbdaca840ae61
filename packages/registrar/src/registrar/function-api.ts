import { isAmbiguous, isHandlerNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { FunctionClient } from "@cliq-actions/cliq/rest/function-client";
import type { FunctionHandlerType, FunctionUpdate } from "@cliq-actions/cliq/rest/function-fields";
import { functionHandlers, mainHandlers } from "@cliq-actions/core";
import type { DesiredFunction } from "./desired-set.ts";
import { mapResult } from "@cliq-actions/cliq/rest/result";
import { type ObservedItem, toObservedFunction } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import type { ItemApi } from "./section.ts";
import { type HandlerInHand, checkHandler, setHandler } from "./set-handler.ts";

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
      ],
      update: ({ handlers }) => ["updateFunction", ...handlers.map(() => "updateFunctionHandler" as const)],
      rename: "updateFunction",
      delete: "deleteFunction",
    },
    create: async ({ fields, functionType }) =>
      mapResult(
        await client.create({ ...fields, function_type: functionType, execution_type: "webhook" }),
        toObservedFunction,
      ),
    list: async () => mapResult(await client.list(), (all) => all.map(toObservedFunction)),
    get: async (id) => mapResult(await client.get(id), toObservedFunction),
    update: async (id, { fields }) => client.update(id, fields),
    rename: async (id, name) => client.update(id, { name }),
    delete: async (id) => client.delete(id),
    configure: async (item, desired) => configureHandlers(client, item, desired),
    remember: async (item) => async () => (await client.update(item.id, shownFields(item))).ok,
  };
}

function shownFields({ shown }: ObservedItem): FunctionUpdate {
  const fields = ["name", "description", "execution_url"];
  return Object.fromEntries(
    Object.entries(shown).filter(([field, value]) => fields.includes(field) && value !== undefined),
  );
}

type Permissions = { readonly permissions: readonly string[] };

/**
 * Brings a function's handlers to what they are to be: the main one is there from the start, others are added, and what
 * is left over is deleted, a type that is unknown here aside. Throws {@link RegistrationFailed}.
 */
export async function configureHandlers(
  client: FunctionClient,
  item: ObservedItem,
  desired: DesiredFunction,
): Promise<void> {
  const { id } = item;
  const about = `"${desired.name}" (${desired.slug})`;
  const held = await readHandlerTypes(client, item, about);
  for (const { type, permissions } of desired.handlers) {
    const handler: HandlerInHand = {
      about: `${about}, ${type}`,
      update: async (change) => client.updateHandler(id, type, change),
      get: async () => client.getHandler(id, type),
    };
    const isThere = held.has(type) || type === mainHandlers[desired.functionType];
    await (isThere ? setHandler(handler, { permissions }) : addHandler(client, id, type, handler, { permissions }));
  }
  for (const type of held) {
    const isWanted = type === mainHandlers[desired.functionType] || desired.handlers.some((one) => one.type === type);
    if (!isWanted && isKnown(type)) await dropHandler(client, id, type, about);
  }
}

async function readHandlerTypes(
  client: FunctionClient,
  item: ObservedItem,
  about: string,
): Promise<ReadonlySet<string>> {
  let handlers = item.shown.handlers as readonly { readonly type: string }[] | undefined;
  if (handlers === undefined) {
    const read = await client.get(item.id);
    if (!read.ok) throw toRegistrationFailed(`${about}: its handlers could not be read.`, read.error);
    ({ handlers } = read.value);
  }
  return new Set((handlers ?? []).map(({ type }) => type));
}

/** A create whose answer was lost, or one of a type that is there after all, is settled by setting what is there. */
async function addHandler(
  client: FunctionClient,
  id: string,
  type: FunctionHandlerType,
  handler: HandlerInHand,
  change: Permissions,
): Promise<void> {
  const added = await client.createHandler(id, type, change);
  if (added.ok) return checkHandler(handler, change);
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
  return checkHandler(handler, change);
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
