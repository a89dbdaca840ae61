import type { HandlerChange } from "@cliq-actions/cliq/rest/handler-change";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import { mapResult } from "@cliq-actions/cliq/rest/result";
import type { AssetReference } from "@cliq-actions/core";
import type { DesiredAction } from "./desired-set.ts";
import type { ObservedItem } from "./observed-item.ts";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { ItemApi } from "./section.ts";
import { type HandlerInHand, setHandler } from "./set-handler.ts";

/**
 * Message actions as an {@link ItemApi}; `readAsset` reads scripts and icons, when they are to be written.
 * https://www.zoho.com/cliq/help/restapi/v3/messageactions/
 */
export function actionApi(
  client: MessageActionClient,
  readAsset = async (_asset: AssetReference): Promise<Buffer> =>
    Promise.reject(new Error("Who only reads has no files")),
): ItemApi<DesiredAction> {
  const toFields = async ({ fields, image }: DesiredAction): Promise<DesiredAction["fields"] & { image?: string }> =>
    image === undefined ? fields : { ...fields, image: (await readAsset(image)).toString("base64") };
  const toChange = async ({ script, permissions }: DesiredAction): Promise<HandlerChange> =>
    script === undefined ? { permissions } : { script: (await readAsset(script)).toString("utf8") };
  const handlerOf = (id: string, about: string): HandlerInHand => ({
    about,
    field: "permissions",
    update: async (change) => client.updateHandler(id, change),
    get: async () => client.getHandler(id),
  });
  return {
    noun: "message action",
    calls: {
      create: () => ["create", "updateHandler", "update"],
      update: () => ["update", "updateHandler"],
      rename: "update",
      delete: "delete",
    },
    create: async (desired, name) => {
      const { execution_url, ...rest } = { ...(await toFields(desired)), name };
      const made =
        execution_url === undefined ? { ...rest, execution_type: "deluge" as const } : { ...rest, execution_url };
      return mapResult(await client.create(made), toObservedAction);
    },
    list: async () => mapResult(await client.list(), (all) => all.map(toObservedAction)),
    get: async (id) => mapResult(await client.get(id), toObservedAction),
    update: async (id, desired) => client.update(id, await toFields(desired)),
    write: async (id, fields) => client.update(id, fields),
    delete: async (id) => client.delete(id),
    configure: async ({ id }, desired) =>
      setHandler(handlerOf(id, `"${desired.name}" (${desired.slug})`), await toChange(desired)),
    writable: ({ shown: { scope } }, { kind }) => [
      "name",
      "hint",
      "scope",
      "multi_selectable",
      "message_types",
      ...(scope === "team" ? ["team_ids"] : []),
      ...(kind === "deluge" ? [] : ["execution_url"]),
    ],
    handlersOf: () => ["execution_handler"],
    getHandler: async (id) => client.getHandler(id),
    restoreHandlers: async (id, about, [handler]) => {
      const { permissions, script } = handler ?? {};
      if (permissions !== undefined) return setHandler(handlerOf(id, about), { permissions });
      return script === undefined ? {} : setHandler(handlerOf(id, about), { script });
    },
  };
}

/** An action as the steps of a reconciliation see it. */
function toObservedAction(action: MessageAction): ObservedItem {
  const { id, name, hint, creator } = action;
  return { id, name, hint, kind: action.execution_type, executionUrl: action.execution_url, creator, shown: action };
}
