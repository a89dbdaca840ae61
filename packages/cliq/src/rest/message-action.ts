import * as z from "zod";
import { creator, id, maybe, nextToken, shownName } from "./loose-schemas.ts";

/**
 * A message action as Cliq's answers show it, in the words of the REST API. Only the id is relied on: whether
 * reads of a webhook action carry `execution_url` is INFERRED, and unknown fields are left out.
 */
export const messageActionSchema = z.object({
  id,
  name: shownName,
  hint: maybe(z.string()),
  scope: maybe(z.string()),
  team_ids: maybe(z.array(id)),
  multi_selectable: maybe(z.boolean()),
  message_types: maybe(z.array(z.string())),
  execution_type: maybe(z.string()),
  execution_url: maybe(z.string()),
  status: maybe(z.string()),
  creator: maybe(creator),
});

/** A message action as Cliq's answers show it. */
export type MessageAction = z.output<typeof messageActionSchema>;

/** The answer to create, get and update. */
export const actionAnswer = z.object({ data: messageActionSchema }).transform(({ data }) => data);

/** One page of the list; no `next_token` means the last. */
export const listAnswer = z.object({ data: z.array(messageActionSchema), next_token: nextToken });

/**
 * A handler of an action or function: of a webhook its permissions, which may be missing (no read of one is
 * documented), of a Deluge one its script.
 */
export const handlerAnswer = z
  .object({ data: z.object({ permissions: maybe(z.array(z.string())), script: maybe(z.string()) }) })
  .transform(({ data }) => data);

/** A handler as Cliq's answers show it. */
export type Handler = z.output<typeof handlerAnswer>;
