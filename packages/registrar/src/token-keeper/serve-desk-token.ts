import { byResourceType, type Work } from "../custom-resource/serve-custom-resource.ts";

/**
 * `Custom::CliqDeskToken`: has the token of Zoho Desk renewed and handed out while the stack is deployed, so that the first
 * click does not wait for the schedule. A deployment does not fail for it: it says what is missing. A Delete does nothing.
 */
export function serveDeskToken(keepDeskToken: () => Promise<unknown>): Work {
  return byResourceType({
    "Custom::CliqDeskToken": async ({ type }, _stopsAt, note) => {
      if (type === "Delete") return {};
      try {
        await keepDeskToken();
      } catch (error) {
        note(`There is no access token of Zoho Desk yet. ${error instanceof Error ? error.message : ""}`.trimEnd());
      }
      return {};
    },
  });
}
