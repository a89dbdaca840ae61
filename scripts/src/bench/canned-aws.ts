import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expectedSignature } from "@cliq-actions/aws/testing/expected-signature";
import { selfSigned } from "@cliq-actions/aws/testing/self-signed";

/** Everything of AWS that a click asks for, over TLS and with the same answers each time. */
export interface CannedAws extends AsyncDisposable {
  /** What a function needs to find and trust it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether functions take it for a system beyond this machine, and so open their connection at initialisation. */
  readonly isRemote: boolean;
  /** Calls so far. */
  readonly calls: number;
  /** Calls whose signature is not the one that AWS's documents ask for. */
  readonly unsigned: number;
  /** The same address over TLS for a system that listens without it. */
  encrypt(origin: string): Promise<string>;
}

const secretAccessKey = "bench-secret";

/**
 * `secrets` are the parameters that Parameter Store holds, by the end of their names. It listens on the loopback, or, to be
 * `remote`, on the machine's own address where that can be done.
 */
export async function startCannedAws({
  secrets = new Map(),
  remote = false,
}: { readonly secrets?: ReadonlyMap<string, string>; readonly remote?: boolean } = {}): Promise<CannedAws> {
  const folder = mkdtempSync(join(tmpdir(), "canned-aws-"));
  const { host, isRemote, key, cert } = (remote ? makeCertificate(folder) : undefined) ?? {
    host: "localhost",
    isRemote: false,
    ...selfSigned,
  };
  writeFileSync(join(folder, "ca.pem"), cert);
  let [calls, unsigned] = [0, 0];
  const server = createServer({ key, cert, keepAliveTimeout: 0 }, (request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const { method, url: path = "", headers } = request;
    if (method === "GET" && headers.authorization === undefined) {
      // What a client asks at initialisation, to have its connection.
      response.end("healthy");
      return;
    }
    calls += 1;
    if (expectedSignature({ method, path, headers, body }, secretAccessKey) === headers.authorization) {
      response.end(answerOf(String(headers["x-amz-target"] ?? ""), body, secrets));
      return;
    }
    unsigned += 1;
    response.writeHead(403).end(JSON.stringify({ __type: "InvalidSignatureException" }));
  }
  const port = await listen(server, host);
  const fronts: ReturnType<typeof createServer>[] = [];
  return {
    environment: {
      AWS_ENDPOINT_URL: `https://${host}:${port}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
    },
    isRemote,
    get calls() {
      return calls;
    },
    get unsigned() {
      return unsigned;
    },
    async encrypt(origin) {
      // What stands behind answers to the names of this machine alone.
      const front = createServer({ key, cert }, (request, response) => {
        const { host: _, ...headers } = request.headers;
        const behind = httpRequest(`${origin}${request.url}`, { method: request.method, headers }, (answered) => {
          response.writeHead(answered.statusCode ?? 502, answered.headers);
          answered.pipe(response);
        });
        behind.on("error", () => response.destroy());
        request.pipe(behind);
      });
      fronts.push(front);
      return `https://${host}:${await listen(front, host)}`;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      for (const one of [server, ...fronts]) one.close();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

function answerOf(target: string, body: string, secrets: ReadonlyMap<string, string>): string {
  const [service, operation] = target.split(".");
  if (operation === "TranslateText")
    return JSON.stringify({ TranslatedText: "Hallo", SourceLanguageCode: "en", TargetLanguageCode: "de" });
  if (service !== "AmazonSSM") return target === "" ? "" : "{}";
  const { Name } = JSON.parse(body) as { Name: string };
  const value = secrets.entries().find(([name]) => Name.endsWith(name))?.[1] ?? "bench";
  return JSON.stringify({ Parameter: { Name, Value: value } });
}

/** For the machine's own address, which no function takes for the loopback. */
function makeCertificate(folder: string): { host: string; isRemote: boolean; key: string; cert: string } | undefined {
  const address = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
  const file = (name: string): string => join(folder, name);
  try {
    if (address === undefined) throw new Error("no network");
    const ask = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    const names = ["-subj", "/CN=bench", "-addext", `subjectAltName=IP:${address}`];
    execFileSync("openssl", [...ask, ...names, "-keyout", file("key"), "-out", file("cert")], { stdio: "ignore" });
    return {
      host: address,
      isRemote: true,
      key: readFileSync(file("key"), "utf8"),
      cert: readFileSync(file("cert"), "utf8"),
    };
  } catch {
    return undefined;
  }
}

async function listen(server: ReturnType<typeof createServer>, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
