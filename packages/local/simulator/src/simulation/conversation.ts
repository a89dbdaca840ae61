import type { FakeChat, FakeMessage } from "@cliq-actions/fake-cliq";
import { deployBot, people } from "./people.ts";

/** A message of the demonstration, where it was written, and the one it answers. */
export interface ConversationMessage {
  readonly message: FakeMessage;
  readonly chatId: string;
  readonly replyTo?: string;
  /** Of one that came through the API: its text, card, slides and buttons. */
  readonly output?: Readonly<Record<string, unknown>>;
}

/** A place where people talk. */
export interface ChatPlace {
  readonly chat: FakeChat;
  readonly topic: string;
}

/** Where the people of the demonstration talk, and what has been said, oldest first. */
export interface Conversation {
  /** The channel first, which everybody is in. */
  readonly chats: readonly [ChatPlace, ...ChatPlace[]];
  readonly messages: ConversationMessage[];
}

const { scott, amira, kenji, lucia, priya, noor } = people;
const minute = 60_000;
const day = 24 * 60 * minute;

type Line = { readonly ago: number; /** Index in the same list. */ readonly replyTo?: number } & DistributiveOmit<
  FakeMessage,
  "id" | "time"
>;
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
    ago: 52 * minute,
    sender: deployBot,
    type: "text",
    text: "*invoice-service* 4.12.1 is on its way to production: `gateway timeout 30 s`",
  },
  {
    ago: 46 * minute,
    sender: noor,
    type: "text",
    text: "صباح الخير، لا يستطيع عملاؤنا في دبي تنزيل الفواتير الكبيرة أيضاً. هل هناك موعد للحل؟",
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
    replyTo: 13,
  },
];

const directLines: readonly Line[] = [
  { ago: 58 * minute, sender: amira, type: "text", text: "Tu as deux minutes ? C'est pour Maison Lefèvre." },
  {
    ago: 55 * minute,
    sender: scott,
    type: "text",
    text: "Sure. Their contract says four hours, so we still have time until one o'clock.",
  },
  {
    ago: 54 * minute,
    sender: scott,
    type: "attachment",
    file: { name: "contrat-lefevre.pdf", id: "c04de51f77", contentType: "application/pdf", size: 312_840 },
  },
];

const threadLines: readonly Line[] = [
  {
    ago: day + 60 * minute,
    sender: lucia,
    type: "text",
    text: "¿Alguien sabe si también falla con facturas pequeñas?",
  },
  {
    ago: day + 58 * minute,
    sender: kenji,
    type: "text",
    text: "小さい請求書は問題ありません。200行を超えると失敗します。",
  },
];

const channel: FakeChat = {
  id: "CT_2243226337559778047_661211447",
  title: "support",
  type: "channel",
  members: Object.values(people),
};

/** Each place with its lines. Messages of all have ids of their own, in this order. */
const places: readonly [Place, ...Place[]] = [
  { chat: channel, topic: "Customers first. One thread per problem.", lines },
  {
    chat: {
      id: "CT_1207124526552602256_60002085329-T-1291567019566818579",
      title: "Invoices time out",
      type: "thread",
      parentId: channel.id,
      members: [scott, amira, kenji, lucia],
    },
    topic: "A thread in #support",
    lines: threadLines,
  },
  {
    chat: {
      id: "CT_1245198214400772951_60021458731",
      title: "Scott Fisher, Amira Benali",
      type: "dm",
      members: [scott, amira],
    },
    topic: "Only the two see this",
    lines: directLines,
  },
];

/** Where the people of the demonstration talk. */
export const demoChats: readonly FakeChat[] = places.map(({ chat }) => chat);

interface Place extends ChatPlace {
  readonly lines: readonly Line[];
}

/** The demonstration as it stands at `now` (milliseconds since 1970): yesterday's and today's messages. */
export function startConversation(now: number): Conversation {
  let said = 0;
  const messages = places.flatMap(({ chat, lines: own }) => {
    const ids = own.map(({ ago }) => `${now - ago}_${130_720_100 + said++}`);
    return own.map(({ ago, replyTo, ...content }, index): ConversationMessage => {
      const answered = replyTo === undefined ? undefined : ids[replyTo];
      return {
        message: { id: ids[index] ?? "", time: now - ago, ...content },
        chatId: chat.id,
        ...(answered === undefined ? {} : { replyTo: answered }),
      };
    });
  });
  const [first, ...others] = places.map(({ chat, topic }): ChatPlace => ({ chat, topic }));
  return {
    chats: [first!, ...others],
    messages: messages.toSorted((one, other) => one.message.time - other.message.time),
  };
}
