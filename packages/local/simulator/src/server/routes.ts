import { checkReply } from "../playground/check-reply.ts";
import { faultRoutes } from "./fault-routes.ts";
import { BadRequest, readJson, readNewId, readOptionalString, readString, readStrings } from "./read-json.ts";
import { messageRoutes } from "./message-routes.ts";
import { useRoutes } from "./use-routes.ts";
import type { Route } from "./route.ts";

/** The HTTP API takes bodies of 10 MB; as a string within JSON they are longer. */
const replayByteLimit = 24 * 1024 * 1024;

/** What the page can ask for, by method and path. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["GET /api/state", (simulation) => simulation.state()],
  ["GET /api/stores", (simulation) => simulation.stores.read()],
  [
    "GET /api/object",
    async ({ stores }, _, query) => ({
      text: (await stores.readObject(query.get("bucket") ?? "", query.get("key") ?? "")) ?? "",
    }),
  ],
  [
    "POST /api/menu",
    async (simulation, incoming) => {
      const body = await readJson(incoming);
      return simulation.menu(readString(body, "personId"), readStrings(body, "messageIds"));
    },
  ],
  [
    "POST /api/execute",
    async (simulation, incoming) => {
      const body = await readJson(incoming);
      return await simulation.execute({
        ...readNewId(body),
        personId: readString(body, "personId"),
        actionId: readString(body, "actionId"),
        messageIds: readStrings(body, "messageIds"),
      });
    },
  ],
  [
    "POST /api/replay",
    async (simulation, incoming) => {
      const body = await readJson(incoming, replayByteLimit);
      const [of, event, action] = ["of", "body", "action"].map((key) => readOptionalString(body, key));
      if (of === undefined && event === undefined) throw new BadRequest('"of" or "body" is needed.');
      return await simulation.replay({
        ...readNewId(body),
        ...(of !== undefined && { of }),
        ...(event !== undefined && { body: event }),
        ...(action !== undefined && { action }),
      });
    },
  ],
  [
    "POST /api/clear",
    (simulation) => {
      simulation.clear();
      return {};
    },
  ],
  ...faultRoutes,
  [
    "POST /api/check-reply",
    async (_, incoming) => checkReply(readString(await readJson(incoming, replayByteLimit), "reply")),
  ],
  ...messageRoutes,
  ...useRoutes,
]);
