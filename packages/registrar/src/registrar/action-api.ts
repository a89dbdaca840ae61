import type { HandlerChange } from "@cliq-actions/cliq/rest/handler-change";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { MessageActionFields } from "@cliq-actions/cliq/rest/message-action-fields";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { AssetReference } from "@cliq-actions/core";
import type { DesiredAction } from "./desired-set.ts";
import { mapResult } from "@cliq-actions/cliq/rest/result";
import { type ObservedItem, toObservedAction } from "./observed-item.ts";
import type { ItemApi } from "./section.ts";
import { setHandler } from "./set-handler.ts";

/**
 * Message actions as a {@link ItemApi}; `readAsset` reads scripts and icons, when they are to be written.
 * https://www.zoho.com/cliq/help/restapi/v3/messageactions/
 */
export function actionApi(
  client: MessageActionClient,
  readAsset: (asset: AssetReference) => Promise<Buffer>,
): ItemApi<DesiredAction> {
  const toFields = async ({ fields, image }: DesiredAction): Promise<DesiredAction["fields"] & { image?: string }> =>
    image === undefined ? fields : { ...fields, image: (await readAsset(image)).toString("base64") };
  const toChange = async ({ script, permissions }: DesiredAction): Promise<HandlerChange> =>
    script === undefined ? { permissions } : { script: (await readAsset(script)).toString("utf8") };
  return {
    noun: "message action",
    calls: { create: callsOfCreate, update: () => ["update", "updateHandler"], rename: "update", delete: "delete" },
    create: async (desired) => {
      const { execution_url, ...rest } = await toFields(desired);
      const made =
        execution_url === undefined ? { ...rest, execution_type: "deluge" as const } : { ...rest, execution_url };
      return mapResult(await client.create(made), toObservedAction);
    },
    list: async () => mapResult(await client.list(), (all) => all.map(toObservedAction)),
    get: async (id) => mapResult(await client.get(id), toObservedAction),
    update: async (id, desired) => client.update(id, await toFields(desired)),
    rename: async (id, name) => client.update(id, { name }),
    delete: async (id) => client.delete(id),
    configure: async ({ id }, desired) => {
      const handler = {
        about: `"${desired.name}" (${desired.slug})`,
        update: async (change: HandlerChange) => client.updateHandler(id, change),
        get: async () => client.getHandler(id),
      };
      await setHandler(handler, await toChange(desired));
    },
    remember: async (item) => {
      const handler = await client.getHandler(item.id);
      return async () => {
        const restored = await client.update(item.id, shownFields(item));
        const change = handler.ok ? toHandlerChange(handler.value) : undefined;
        const handed = change === undefined ? undefined : await client.updateHandler(item.id, change);
        return restored.ok && handed?.ok !== false;
      };
    },
  };
}

/** A Deluge action is created under a mark and gets its hint afterwards. */
function callsOfCreate({ executionUrl }: DesiredAction): readonly Operation[] {
  return executionUrl === undefined ? ["create", "update", "updateHandler"] : ["create", "updateHandler"];
}

const updatable = ["name", "hint", "scope", "team_ids", "multi_selectable", "message_types", "execution_url"];

function shownFields({ shown }: ObservedItem): Partial<MessageActionFields> {
  return Object.fromEntries(
    Object.entries(shown).filter(([field, value]) => updatable.includes(field) && value !== undefined),
  );
}

function toHandlerChange(held: {
  readonly permissions: readonly string[] | undefined;
  readonly script: string | undefined;
}): HandlerChange | undefined {
  if (held.permissions !== undefined) return { permissions: held.permissions };
  return held.script === undefined ? undefined : { script: held.script };
}
