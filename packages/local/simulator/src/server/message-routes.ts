import type { Writing } from "../simulation/chats.ts";
import { BadRequest, readJson, readOptionalNumber, readOptionalString, readString } from "./read-json.ts";
import type { Route } from "./route.ts";

const textLimit = 4_000;
const fileNameLimit = 255;

type Body = Readonly<Record<string, unknown>>;

/** What people do with messages of their own. */
export const messageRoutes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    "POST /api/messages",
    async (simulation, incoming) => {
      const body = await readJson(incoming);
      const { text, file } = readWriting(body);
      const chatId = readOptionalString(body, "chatId");
      return simulation.say(readString(body, "personId"), text, { chatId, ...(file && { file }) });
    },
  ],
  [
    "POST /api/messages/edit",
    async (simulation, incoming) => {
      const body = await readJson(incoming);
      const text = readText(readString(body, "text"));
      return simulation.edit(readString(body, "personId"), readString(body, "messageId"), text);
    },
  ],
  [
    "POST /api/messages/delete",
    async (simulation, incoming) => {
      const body = await readJson(incoming);
      simulation.remove(readString(body, "personId"), readString(body, "messageId"));
      return {};
    },
  ],
]);

/** Of a file only what Cliq tells an action: its name, type and size. */
function readWriting(body: Body): Writing {
  const name = readOptionalString(body, "fileName");
  if (name === undefined) return { text: readText(readString(body, "text")) };
  const size = readOptionalNumber(body, "fileSize") ?? 0;
  if (name === "" || name.length > fileNameLimit || !(Number.isInteger(size) && size >= 0))
    throw new BadRequest(`A file has a name of 1 to ${fileNameLimit} characters and a size.`);
  const contentType = readOptionalString(body, "fileType") || "application/octet-stream";
  return {
    text: (readOptionalString(body, "text") ?? "").trim().slice(0, textLimit),
    file: { name, contentType, size },
  };
}

function readText(text: string): string {
  const words = text.trim();
  if (words === "" || words.length > textLimit) throw new BadRequest(`A message has 1 to ${textLimit} characters.`);
  return words;
}
