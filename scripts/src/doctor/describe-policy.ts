import type { Rules } from "@cliq-actions/core";

/** Who may use an action, in words: one part for each rule. */
export function describePolicy(rules: Rules): string {
  const parts = [
    rules.guests === false ? "no guests" : "",
    rules.emailDomains === undefined ? "" : `addresses at ${rules.emailDomains.join(", ")}`,
    rules.administrators === true ? "administrators" : "",
    rules.chats === undefined ? "" : `${rules.chats.length} ${rules.chats.length === 1 ? "chat" : "chats"} and threads`,
    rules.chatTypes === undefined ? "" : `chats of the kind ${rules.chatTypes.join(", ")}`,
  ].filter((part) => part !== "");
  const unknown = rules.whenUnknown === "allow" ? "served" : "refused";
  return `${parts.join("; ")}; ${unknown} where the event does not tell`;
}
