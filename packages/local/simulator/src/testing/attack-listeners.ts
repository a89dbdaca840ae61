import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";

/** Where a process listens on TCP, read from the system: an address in hexadecimal as it stands there, and a port. Linux only. */
export function listenersOf(pid: number): { address: string; port: number }[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((name) => {
      try {
        return /^socket:\[(\d+)\]$/u.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  const listening = "0A";
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/u))
      .filter((columns) => columns[3] === listening && sockets.has(columns[9]))
      .map((columns) => {
        const [address = "", port = ""] = (columns[1] ?? "").split(":");
        return { address, port: Number.parseInt(port, 16) };
      }),
  );
}

/** The status line a listener answers to these bytes; empty when it closes, or says nothing for a second. */
export async function sendBytes(port: number, bytes: string, then: "wait" | "reset" = "wait"): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.on("error", () => resolve(""));
  socket.on("close", () => resolve(""));
  socket.on("data", (data) => resolve(String(data).split("\r\n", 1)[0] ?? ""));
  socket.write(bytes, "latin1", () => {
    if (then === "reset") socket.resetAndDestroy();
  });
  const answer = await Promise.race([promise, setTimeout(1_000, "", { ref: false })]);
  socket.destroy();
  return answer;
}

const host = "Host: 127.0.0.1\r\n";

/** What no client of ours would send; after each, a listener has to go on. */
export const garbage: readonly (readonly [bytes: string, then?: "wait" | "reset"])[] = [
  ["\u0000\u0001\u0002 no HTTP at all\r\n\r\n"],
  ["GET / HTT", "reset"],
  [`GET //[ HTTP/1.1\r\n${host}\r\n`],
  [`GET /%ff%zz?%=%&&= HTTP/1.1\r\n${host}\r\n`],
  [`GET / HTTP/1.1\r\n${host}X: ${"x".repeat(100_000)}\r\n\r\n`],
  [`POST / HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\nhalf of it`, "reset"],
  [`POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`],
  [`POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n`],
  [`POST /_fake/execute HTTP/1.1\r\n${host}Content-Length: 4\r\n\r\nnull`],
  [`POST /api/execute HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n[]`],
  [`CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, "reset"],
  [`GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
  [`OPTIONS * HTTP/1.1\r\n${host}\r\n`],
  [`POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 9\r\n\r\n`, "reset"],
  [`GET / HTTP/1.1\r\n${host}Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/aws4_request\r\n\r\n`],
];
