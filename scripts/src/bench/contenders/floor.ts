import { hash, timingSafeEqual } from "node:crypto";

const digest = Buffer.from((process.env.CREDENTIAL_DIGESTS ?? "").slice(0, 64), "hex");

interface Event {
  readonly body: string;
  readonly pathParameters: { readonly credential: string };
}

/** The plain floor: authenticates and parses with nothing but Node, and answers a card. */
export async function handler({ body, pathParameters }: Event): Promise<{ statusCode: number; body: string }> {
  if (!timingSafeEqual(hash("sha256", pathParameters.credential, "buffer"), digest))
    return Promise.resolve({ statusCode: 401, body: "" });
  try {
    const { params } = JSON.parse(body) as { params: { message: { content: { text: string } } } };
    return Promise.resolve({ statusCode: 200, body: JSON.stringify({ text: params.message.content.text }) });
  } catch {
    return Promise.resolve({ statusCode: 400, body: "" });
  }
}
