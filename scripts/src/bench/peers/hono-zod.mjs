import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import * as z from "zod";
import { answerTo, isCredential } from "./credential.mjs";

const content = z.object({ text: z.string() });
const event = z.object({ params: z.object({ message: z.object({ content }) }) });
const app = new Hono();
app.post("/actions/:slug/:credential", async (c) => {
  if (!isCredential(c.req.param("credential"))) return c.body("", 401);
  try {
    return c.json(answerTo(event.parse(await c.req.json())));
  } catch {
    return c.body("", 400);
  }
});
const serve = handle(app);

export const handler = async (click, context) => {
  const path = `/actions/bench/${click.pathParameters.credential}`;
  const http = { ...click.requestContext.http, path };
  return serve({ ...click, rawPath: path, requestContext: { ...click.requestContext, http } }, context);
};
