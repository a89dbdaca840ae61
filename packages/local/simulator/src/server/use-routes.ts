import { z } from "zod";
import { BadRequest, readJson, readNewId } from "./read-json.ts";
import type { Route } from "./route.ts";

/** A form with its options and what was put into it may be long. */
const byteLimit = 1024 * 1024;

const base = { personId: z.string().min(1), of: z.string().min(1) };
const form = { form: z.record(z.string(), z.unknown()), values: z.record(z.string(), z.unknown()) };

const wish = z.discriminatedUnion("do", [
  z.object({
    ...base,
    do: z.literal("click"),
    button: z.record(z.string(), z.unknown()),
    input: z.string().optional(),
  }),
  z.object({ ...base, ...form, do: z.enum(["submit", "cancel"]) }),
  z.object({ ...base, ...form, do: z.literal("change"), input: z.string() }),
  z.object({ ...base, ...form, do: z.literal("search"), input: z.string(), query: z.string() }),
]);

/** What people do with buttons and forms. */
export const useRoutes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    "POST /api/use",
    async (simulation, incoming) => {
      const body = await readJson(incoming, byteLimit);
      const { id } = readNewId(body);
      const parsed = wish.safeParse(body);
      if (!parsed.success) throw new BadRequest(`This is no use of a button or form: ${z.prettifyError(parsed.error)}`);
      return await simulation.use(parsed.data, id);
    },
  ],
]);
