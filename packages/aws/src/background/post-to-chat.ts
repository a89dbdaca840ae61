import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import type { HttpAnswer, HttpCall, NoAnswer } from "@cliq-actions/cliq/http/http-call";

/** How a chat is reached. */
export interface ChatMeans {
  readonly send: (call: HttpCall) => Promise<HttpAnswer | NoAnswer>;
  /** The stage's Cliq. */
  readonly origin: string;
  readonly tokens: AccessTokens;
}

/** The chat to post to, and the message to reply to where it is known. */
export interface ChatPlace {
  readonly chatId: string;
  readonly messageId: string | undefined;
}

const longestMs = 5_000;
const largestAnswerBytes = 65_536;

/**
 * Posts what a reply says to a chat, as the person who authorised the stage, where everybody in it reads it; a token that
 * Cliq refuses is replaced once. See https://www.zoho.com/cliq/help/restapi/v3/messages/
 */
export async function postToChat(
  response: string,
  { chatId, messageId }: ChatPlace,
  { send, origin, tokens }: ChatMeans,
): Promise<HttpAnswer | NoAnswer> {
  const post = async (token: string, replyTo: string | undefined): Promise<HttpAnswer | NoAnswer> =>
    send({
      method: "POST",
      url: `${origin}/api/v3/chats/${encodeURIComponent(chatId)}/messages`,
      headers: { authorization: `Zoho-oauthtoken ${token}`, "content-type": "application/json" },
      body: toPost(response, replyTo),
      timeoutMs: longestMs,
      maxResponseBytes: largestAnswerBytes,
    });
  const postAs = async (replyTo: string | undefined): Promise<HttpAnswer | NoAnswer> => {
    const token = await tokens.current();
    const answer = await post(token, replyTo);
    const isRefused = answer.kind === "answer" && answer.status === 401;
    return isRefused ? post(await tokens.refused(token), replyTo) : answer;
  };
  const answer = await postAs(messageId);
  // INFERRED: a message that was deleted meanwhile cannot be replied to, and Cliq says so with 400.
  const isUnwelcome = messageId !== undefined && answer.kind === "answer" && answer.status === 400;
  return isUnwelcome ? postAs(undefined) : answer;
}

/** A message as REST takes it: a banner is its text there. */
function toPost(response: string, replyTo: string | undefined): string {
  const { output } = JSON.parse(response) as { readonly output: Readonly<Record<string, unknown>> };
  const { type: _type, status: _status, ...message } = output;
  return JSON.stringify(replyTo === undefined ? message : { ...message, reply_to: replyTo });
}
