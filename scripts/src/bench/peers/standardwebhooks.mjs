import { Webhook } from "standardwebhooks";
import { answerTo } from "./credential.mjs";

const webhook = new Webhook(process.env.STANDARD_SECRET);

export async function handler({ body, headers }) {
  try {
    return { statusCode: 200, body: JSON.stringify(answerTo(webhook.verify(body, headers))) };
  } catch {
    return { statusCode: 401, body: "" };
  }
}
