import middy from "@middy/core";
import { answerTo, isCredential } from "./credential.mjs";

const authenticate = {
  before: ({ event }) => (isCredential(event.pathParameters.credential) ? undefined : { statusCode: 401, body: "" }),
};
const parse = {
  before: (request) => {
    try {
      request.event.parsed = JSON.parse(request.event.body);
      return undefined;
    } catch {
      return { statusCode: 400, body: "" };
    }
  },
};

export const handler = middy()
  .use(authenticate)
  .use(parse)
  .handler(async ({ parsed }) => ({ statusCode: 200, body: JSON.stringify(answerTo(parsed)) }));
