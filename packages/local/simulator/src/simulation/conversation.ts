import type { FakeChat, FakeMessage } from "@cliq-actions/fake-cliq";
import { people } from "./people.ts";

/** A message of the demo channel, and the one it answers. */
export interface ConversationMessage {
  readonly message: FakeMessage;
  readonly replyTo?: string;
}

/** The demo channel: who is in it, and what has been said. */
export interface Conversation {
  readonly chat: FakeChat;
  readonly topic: string;
  readonly messages: ConversationMessage[];
}

const { scott, amira, kenji, lucia, priya } = people;
const minute = 60_000;
const day = 24 * 60 * minute;

type Line = { readonly ago: number; readonly replyTo?: number } & DistributiveOmit<FakeMessage, "id" | "time">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const lines: readonly Line[] = [
  {
    ago: day + 96 * minute,
    sender: priya,
    type: "text",
    text: "Morning everyone ☀️ The EU invoices went out on time. Thanks @Scott Fisher, that was *close* 🎉",
    mentions: [{ name: "Scott Fisher", id: scott.id }],
  },
  {
    ago: day + 81 * minute,
    sender: lucia,
    type: "text",
    text: "Buenos días. Un cliente de Madrid no puede descargar la factura de octubre desde esta mañana.",
  },
  {
    ago: day + 79 * minute,
    sender: amira,
    type: "text",
    text: "Bonjour, même problème chez nous : le bouton « Télécharger » ne répond plus depuis la mise à jour de jeudi.",
    replyTo: 1,
  },
  {
    ago: day + 64 * minute,
    sender: scott,
    type: "text",
    text: "I can reproduce it:\n```\nGET /invoices/2026-10/4711\nHTTP/1.1 502 Bad Gateway\nx-request-id: 8f14e45f\n```\nso it is `invoice-service`, not the browser.",
    replyTo: 1,
  },
  {
    ago: day + 63 * minute,
    sender: scott,
    type: "link",
    text: "Incident page: https://status.example.com/incidents/4711",
  },
  {
    ago: 134 * minute,
    sender: kenji,
    type: "text",
    text: "おはようございます。請求書のダウンロードがまだタイムアウトします。お客様が三社待っています。",
  },
  {
    ago: 121 * minute,
    sender: priya,
    type: "attachment",
    file: { name: "invoice-error.png", id: "9f27c1d0e4", contentType: "image/png", size: 184_320 },
    comment: "What the customer sees",
  },
  {
    ago: 98 * minute,
    sender: lucia,
    type: "link",
    text: "La guía para descargar las facturas a mano: https://docs.example.com/es/facturas",
  },
  {
    ago: 97 * minute,
    sender: lucia,
    type: "text",
    text: "El cliente pregunta por el importe total de la factura. ¿Quién puede responder?",
  },
  {
    ago: 66 * minute,
    sender: priya,
    type: "text",
    text: [
      "Here is where we stand, so that nobody has to read back:",
      "",
      "Since Thursday's release the gateway gives up after *10 seconds*, and invoices with more than 200 lines take longer than that to render. Small invoices are fine, which is why our own tests never saw it.",
      "",
      "Three customers are blocked (Madrid, Lyon, Osaka). The workaround is to send the PDF by mail from the back office: it takes about five minutes per customer and works every time.",
      "",
      "What I need: somebody who owns the fix, and a ticket I can show to the customers.",
    ].join("\n"),
  },
  {
    ago: 41 * minute,
    sender: kenji,
    type: "attachment",
    file: { name: "gateway-timeouts.log", id: "77ab03be12", contentType: "text/plain", size: 48_211 },
  },
  {
    ago: 23 * minute,
    sender: scott,
    type: "text",
    text: "@Amira Benali can you call Maison Lefèvre back? They asked for _somebody who speaks French_ and they will wait until noon.",
    mentions: [{ name: "Amira Benali", id: amira.id }],
  },
  {
    ago: 21 * minute,
    sender: amira,
    type: "text",
    text: "Oui, je les appelle maintenant. Le client attend depuis hier 👍",
    replyTo: 11,
  },
];

/** The demo channel as it stands at `now` (milliseconds since 1970): yesterday's and today's messages. */
export function startConversation(now: number): Conversation {
  const ids = lines.map((line, index) => `${now - line.ago}_${130_720_100 + index}`);
  return {
    chat: {
      id: "CT_2243226337559778047_661211447",
      title: "support",
      type: "channel",
      members: [scott, amira, kenji, lucia, priya],
    },
    topic: "Customers first. One thread per problem.",
    messages: lines.map(({ ago, replyTo, ...content }, index) => {
      const answered = replyTo === undefined ? undefined : ids[replyTo];
      return {
        message: { id: ids[index] ?? "", time: now - ago, ...content },
        ...(answered === undefined ? {} : { replyTo: answered }),
      };
    }),
  };
}
