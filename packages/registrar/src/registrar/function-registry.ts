import type { FunctionClient } from "@cliq-actions/cliq/rest/function-client";
import type { FunctionUpdate } from "@cliq-actions/cliq/rest/function-fields";
import { configureHandlers } from "./configure-handlers.ts";
import type { DesiredFunction } from "./desired-item.ts";
import { type LiveItem, toLiveFunction } from "./live-item.ts";
import { mapResult } from "./map-result.ts";
import type { Registry } from "./registry.ts";

/** Webhook functions and their handlers as a {@link Registry}. */
export function functionRegistry(client: FunctionClient): Registry<DesiredFunction> {
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
        toLiveFunction,
      ),
    list: async () => mapResult(await client.list(), (all) => all.map(toLiveFunction)),
    get: async (id) => mapResult(await client.get(id), toLiveFunction),
    update: async (id, { fields }) => client.update(id, fields),
    rename: async (id, name) => client.update(id, { name }),
    delete: async (id) => client.delete(id),
    configure: async (item, desired) => configureHandlers(client, item, desired),
    remember: async (item) => async () => (await client.update(item.id, shownFields(item))).ok,
  };
}

function shownFields({ shown }: LiveItem): FunctionUpdate {
  const fields = ["name", "description", "execution_url"];
  return Object.fromEntries(
    Object.entries(shown).filter(([field, value]) => fields.includes(field) && value !== undefined),
  );
}
