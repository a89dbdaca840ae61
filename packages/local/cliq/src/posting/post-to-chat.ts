import { problemsOfOutput } from "../invocation/problems-of-output.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import type { OperationCall } from "../rest/operation.ts";
import { Refusal } from "../rest/refusal.ts";
import type { ChatPost } from "../chat/chat-post.ts";

/** What stands beside the message itself. */
const postingKeys = ["reply_to", "sync_message", "mark_as_read"];
/** What a message may have; that of an answer's other keys `bot` and `references` are taken as well is INFERRED. */
const messageKeys = ["text", "card", "slides", "buttons", "bot", "references"];

/**
 * Puts a message into a chat, as one of the token's person. CONFIRMED: no body comes back, or the message's id where
 * `sync_message` asks for it. UNKNOWN, and chosen here: who may post where (`posting`), and the codes of the refusals.
 */
export function postToChat({ state, person, parameters, body, now }: OperationCall): PlainResponse {
  const chatId = decodeURIComponent(parameters["CHAT_ID"] ?? "");
  const chat = state.chats.get(chatId);
  if (chat === undefined) throw new Refusal("chat_not_found");
  const isMember = chat.members.some(({ id }) => id === person.id);
  if (!isMember && state.options.posting === "members") throw new Refusal("forbidden");

  const fields = readBody(body);
  const { reply_to: replyTo, sync_message: isAwaited = false, mark_as_read: isRead = false, ...output } = fields;
  if (replyTo !== undefined && !(typeof replyTo === "string" && /^\d+(?:_|%20|\s)\d+$/u.test(replyTo)))
    throw mismatch("reply_to");
  for (const [key, flag] of Object.entries({ sync_message: isAwaited, mark_as_read: isRead }))
    if (typeof flag !== "boolean") throw mismatch(key);
  const [problem] = problemsOfOutput(output);
  if (problem !== undefined) throw new Refusal("invalid_inputs", problem.sentence);

  const post: ChatPost = {
    id: `${now}_${state.source.nextId().slice(-12)}`,
    chatId,
    sender: person,
    output,
    at: now,
    ...(typeof replyTo === "string" && { replyTo }),
  };
  state.posts.push(post);
  return isAwaited
    ? jsonResponse(200, JSON.stringify({ message_id: post.id }))
    : { status: 204, headers: {}, body: "" };
}

function readBody(body: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new Refusal("invalid_inputs", "The request body is not valid JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Refusal("invalid_inputs", "The request body is not a JSON object.");
  const odd = Object.keys(parsed).find((key) => !postingKeys.includes(key) && !messageKeys.includes(key));
  if (odd !== undefined) throw new Refusal("extra_key_found", `'${odd}' is an extra key in the JSON Object.`);
  return parsed as Record<string, unknown>;
}

function mismatch(key: string): Refusal {
  return new Refusal("input_pattern_mismatch", `Unidentified value passed for the '${key}' key`);
}
