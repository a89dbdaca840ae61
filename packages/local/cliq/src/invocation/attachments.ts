import type { FakeFile, FakeMessage } from "../chat/fake-message.ts";
import type { CliqState } from "../cliq-state.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";

const pattern = /^\/v2\/attachments\/([^/?]+)$/;

/** Lets the files of these messages be downloaded, by the addresses that an event names. */
export function offerFiles(state: CliqState, messages: readonly FakeMessage[]): void {
  for (const message of messages) if (message.type === "attachment") state.files.set(message.file.id, message.file);
}

/** Lets a file that somebody has put into a form be downloaded, and gives what an event says of it. */
export function offerFormFile(state: CliqState, given: unknown): object {
  const { name, contenttype, size } = (given ?? {}) as { name?: unknown; contenttype?: unknown; size?: unknown };
  const id = `f${state.source.nextId()}`;
  const contentType = typeof contenttype === "string" ? contenttype : "application/octet-stream";
  const file: FakeFile = { name: String(name), id, contentType, size: typeof size === "number" ? size : 0 };
  state.files.set(id, file);
  const url = `${state.options.origin}/v2/attachments/${id}`;
  return { name: file.name, id, url, contenttype: contentType, size: file.size };
}

/**
 * Gives a file that an event has named: of the size its message says, its content made up. A bare GET, without
 * authorisation (CONFIRMED by Zoho's SDK). UNKNOWN, and chosen here: the form of the address, that it lives as long as
 * this Cliq does, and the answer to one that names no file.
 */
export function takeDownload(state: CliqState, { method, path }: PlainRequest): PlainResponse | undefined {
  const id = pattern.exec(path)?.[1];
  if (id === undefined || method !== "GET") return undefined;
  const file = state.files.get(decodeURIComponent(id));
  if (file === undefined) return jsonResponse(404, JSON.stringify({ message: "The requested URL was not found." }));
  return { status: 200, headers: { "content-type": file.contentType }, body: toContent(file) };
}

function toContent({ size }: FakeFile): string {
  return "made up by the local Cliq\n".repeat(Math.ceil(size / 26)).slice(0, size);
}
