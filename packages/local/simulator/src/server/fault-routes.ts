import type { FaultWish } from "../page-api.ts";
import { BadRequest, readJson, readOptionalNumber, readString } from "./read-json.ts";
import type { Route } from "./route.ts";

/** What the page can ask for about faults on purpose; each answers with all of them as they are then. */
export const faultRoutes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["GET /api/faults", ({ faults }) => faults.tell()],
  [
    "POST /api/faults",
    async ({ faults }, incoming) => {
      const wish = toWish(await readJson(incoming));
      try {
        faults.add(wish);
      } catch (error) {
        // The local Cliq says what is wrong with it.
        throw new BadRequest(error instanceof Error ? error.message : String(error));
      }
      return faults.tell();
    },
  ],
  [
    "POST /api/faults/take-back",
    async ({ faults }, incoming) => {
      faults.takeBack(readString(await readJson(incoming), "id"));
      return faults.tell();
    },
  ],
]);

function toWish(body: Readonly<Record<string, unknown>>): FaultWish {
  const [delayMs, copies] = [readOptionalNumber(body, "delayMs"), readOptionalNumber(body, "copies")];
  return {
    of: readString(body, "of") === "call" ? "call" : "delivery",
    kind: readString(body, "kind"),
    on: readString(body, "on"),
    nth: readOptionalNumber(body, "nth") ?? 1,
    times: readOptionalNumber(body, "times") ?? 1,
    ...(delayMs !== undefined && { delayMs }),
    ...(copies !== undefined && { copies }),
  };
}
