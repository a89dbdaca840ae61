import * as z from "zod";
import { creator, id, maybe, nextToken, shownName } from "./loose-schemas.ts";

/**
 * A function as Cliq's answers show it, in the words of the REST API. Only the id is relied on: whether reads
 * of a webhook function carry `execution_url` is INFERRED, and unknown fields are left out.
 */
const functionSchema = z.object({
  id,
  name: shownName,
  description: maybe(z.string()),
  function_type: maybe(z.string()),
  handlers: maybe(z.array(z.object({ type: z.string() }))),
  execution_type: maybe(z.string()),
  execution_url: maybe(z.string()),
  scope: maybe(z.string()),
  status: maybe(z.string()),
  creator: maybe(creator),
});

/** A function as Cliq's answers show it. */
export type CliqFunction = z.output<typeof functionSchema>;

/** The answer to create, get and update; also to the creation of a handler. */
export const functionAnswer = z.object({ data: functionSchema }).transform(({ data }) => data);

/** One page of the list; no `next_token` means the last. */
export const functionListAnswer = z.object({ data: z.array(functionSchema), next_token: nextToken });
