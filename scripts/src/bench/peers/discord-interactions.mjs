import { verifyKey } from "discord-interactions";
import { answerTo } from "./credential.mjs";

export async function handler({ body, headers }) {
  const { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp } = headers;
  if (!(await verifyKey(body, signature, timestamp, process.env.DISCORD_PUBLIC_KEY)))
    return { statusCode: 401, body: "" };
  try {
    return { statusCode: 200, body: JSON.stringify(answerTo(JSON.parse(body))) };
  } catch {
    return { statusCode: 400, body: "" };
  }
}
