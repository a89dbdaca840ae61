import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createConnection, createServer } from "node:net";
import { type Connection, type ConnectionRequest, UpstreamFailed } from "@cliq-actions/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InvalidRequest } from "./connect/invalid-request.ts";
import { connect } from "./connect.ts";
import { NotConfigured } from "./not-configured.ts";
import { selfSigned } from "./testing/self-signed.ts";
import { startSystem } from "./testing/start-system.ts";
import { startWork } from "./work-in-progress.ts";

const environment = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, {
    STAGE: "dev",
    ACTION_SLUG: "post-note",
    PARAMETER_PREFIX: "/product/dev",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  });
});
afterEach(() => {
  vi.useRealTimers();
  process.env = { ...environment };
});

const never = (): AbortSignal => new AbortController().signal;
const get: ConnectionRequest = { method: "GET", path: "/v1/incidents" };
const create: ConnectionRequest = { method: "POST", path: "/v1/incidents", json: { name: "x" } };
const statusPage = (): Connection => connect(declared).statusPage;
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

const declared = { statusPage: { origin: "https://api.example.com", secret: "api-key" } } as const;

describe("an answer of", () => {
  it.each([200, 201, 204, 304, 400, 403, 404, 409, 422])("%i is the action's to judge", async (status) => {
    await using system = await startSystem(() => ({ status, json: { said: status } }));
    const { statusPage } = connect(declared);
    const answer = await statusPage.send({ method: "POST", path: "/v1/incidents", json: { name: "x" } });
    expect(answer.status).toBe(status);
    expect(system.seen).toMatchObject([
      { method: "POST", path: "/v1/incidents", body: '{"name":"x"}', headers: { authorization: "Bearer s3cret" } },
    ]);
  });

  it.each([301, 302, 307, 308])("%i is a failure: no redirect is followed", async (status) => {
    await using system = await startSystem(() => ({ status, headers: { location: "/elsewhere" } }));
    const { statusPage } = connect(declared);
    const failure = statusPage.send({ method: "GET", path: "/" });
    await expect(failure).rejects.toThrow(UpstreamFailed);
    await expect(failure).rejects.toMatchObject({ system: "status page", status });
    expect(system.seen).toHaveLength(1);
  });
});

describe("a failure in passing", () => {
  it.each([429, 500, 502, 503, 504])("%i is sent again where that is safe", async (status) => {
    await using system = await startSystem((before) => (before === 0 ? { status } : { status: 200, json: { id: 1 } }));
    const answer = await statusPage().send(get);
    expect(answer.json()).toEqual({ id: 1 });
    expect(system.seen).toHaveLength(2);
  });

  it.each([
    ["HEAD", 2],
    ["PUT", 2],
    ["DELETE", 2],
    ["PATCH", 1],
  ] as const)("is met by a %s in so many attempts: %i", async (method, attempts) => {
    await using system = await startSystem((before) => (before === 0 ? { status: 503 } : { status: 200 }));
    await failureOf(statusPage().send({ method, path: "/v1" }));
    expect(system.seen).toHaveLength(attempts);
  });

  it("is not sent again where that is not safe, and fails with the status alone", async () => {
    await using system = await startSystem(() => ({ status: 503, json: { said: "words of people" } }));
    const failure = await failureOf(statusPage().send(create));
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect(failure).toMatchObject({ system: "status page", status: 503 });
    expect(JSON.stringify(failure)).not.toContain("words of people");
    expect(system.seen).toHaveLength(1);
  });

  it("is sent again for a POST that is repeatable, three times at most", async () => {
    await using system = await startSystem(() => ({ status: 500 }));
    const startedAt = performance.now();
    expect(await failureOf(statusPage().send({ ...create, repeatable: true }))).toMatchObject({ status: 500 });
    expect(system.seen).toHaveLength(3);
    // A fifth of a second, then four.
    expect(performance.now() - startedAt).toBeGreaterThan(980);
  });

  it("that asks for time is given it", async () => {
    await using system = await startSystem((before) =>
      before === 0 ? { status: 429, headers: { "retry-after": "1" } } : { status: 200 },
    );
    const startedAt = performance.now();
    expect(await statusPage().send(get)).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(system.seen).toHaveLength(2);
  });

  it("that asks for more time than there is fails at once", async () => {
    // A call takes ten seconds at most.
    await using system = await startSystem(() => ({ status: 429, headers: { "retry-after": "10" } }));
    expect(await failureOf(statusPage().send(get))).toMatchObject({ system: "status page", status: 429 });
    expect(system.seen).toHaveLength(1);
  });
});

describe("a connection that", () => {
  it("hangs is given up before the click is", async () => {
    await using system = await startSystem((before) => (before === 0 ? { status: 200 } : () => undefined));
    const connection = statusPage();
    // The secret is read before: a busy machine would take the click's time for it.
    await connection.send(get);
    const result = startWork(700, never, () => failureOf(connection.send(create)));
    expect(await result).toMatchObject({ system: "status page", errno: "TIMEOUT" });
    expect(system.seen.map(({ method }) => method)).toEqual(["GET", "POST"]);
  });

  it("hangs is given up after four seconds where it may be asked again, after ten where it may not", async () => {
    let arrived = Promise.withResolvers<void>();
    await using system = await startSystem((before) => (before === 1 ? { status: 200 } : () => arrived.resolve()));
    const connection = connect({ statusPage: { origin: "https://api.example.com" } }).statusPage;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const read = connection.send(get);
    await arrived.promise;
    vi.advanceTimersByTime(4_000);
    // The pause, and as much again ten times: not what ten seconds have left.
    for (let turn = 0; turn < 2_000 && system.seen.length < 2; turn += 1) {
      vi.advanceTimersByTime(1);
      await new Promise(setImmediate);
    }
    expect(system.seen).toHaveLength(2);
    expect(await read).toMatchObject({ status: 200 });
    arrived = Promise.withResolvers<void>();
    const created = failureOf(connection.send(create));
    await arrived.promise;
    vi.advanceTimersByTime(4_000);
    let isOver = false;
    void created.then(() => (isOver = true));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(6_000);
    expect(await created).toMatchObject({ errno: "TIMEOUT" });
    expect(system.seen.map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
  });

  it("hangs at the last attempt is given all the time that is left", async () => {
    const arrived = Promise.withResolvers<void>();
    await using system = await startSystem((before) => (before < 2 ? { status: 500 } : () => arrived.resolve()));
    const connection = connect({ statusPage: { origin: "https://api.example.com" } }).statusPage;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const read = failureOf(connection.send(get));
    let isOver = false;
    void read.then(() => (isOver = true));
    for (let turn = 0; turn < 20_000 && system.seen.length < 3; turn += 1) {
      vi.advanceTimersByTime(1);
      await new Promise(setImmediate);
    }
    await arrived.promise;
    vi.advanceTimersByTime(4_000);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(6_000);
    expect(await read).toMatchObject({ errno: "TIMEOUT" });
  });

  it("is asked for when no time is left gets nothing, though it stands ready", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    const connection = statusPage();
    await connection.send(get);
    const result = startWork(400, never, () => failureOf(connection.send(create)));
    expect(await result).toMatchObject({ system: "status page", errno: "TIMEOUT" });
    await connection.send(get);
    expect(system.seen.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it("answers JSON behind a byte order mark is understood", async () => {
    const texts = ['\uFEFF{"id":1}', '{"id":"\uFEFF"}'];
    await using _system = await startSystem((before) => (outgoing) => outgoing.end(texts[before]));
    const connection = statusPage();
    const answers = [await connection.send(get), await connection.send(get)];
    expect(answers.map((answer) => answer.json())).toEqual([{ id: 1 }, { id: "\uFEFF" }]);
  });

  it("is under way when the click is given up ends then", async () => {
    const arrived = Promise.withResolvers<void>();
    await using _system = await startSystem(() => () => arrived.resolve());
    const connection = statusPage();
    const click = new AbortController();
    const result = startWork(
      60_000,
      () => click.signal,
      () => failureOf(connection.send(get)),
    );
    await arrived.promise;
    click.abort();
    expect(await result).toMatchObject({ system: "status page", errno: "ABORTED" });
  });

  it("is aborted by the action ends then", async () => {
    await using _system = await startSystem(() => () => undefined);
    const failure = await failureOf(statusPage().send({ ...create, signal: AbortSignal.timeout(100) }));
    expect(failure).toMatchObject({ errno: "ABORTED" });
  });

  it("is aborted, within a click, by a signal that is none of Node's ends then", async () => {
    await using _system = await startSystem(() => () => undefined);
    const abort = Promise.withResolvers<() => void>();
    const own = { aborted: false, addEventListener: (_: "abort", run: () => void) => abort.resolve(run) };
    const connection = statusPage();
    const result = startWork(60_000, never, () =>
      failureOf(connection.send({ ...create, signal: { ...own, removeEventListener: () => undefined } })),
    );
    (await abort.promise)();
    expect(await result).toMatchObject({ errno: "ABORTED" });
  });

  it("is aborted already, by a signal that is none of Node's, gets nothing", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    const signal = { aborted: true, addEventListener: () => undefined, removeEventListener: () => undefined };
    const connection = statusPage();
    const result = startWork(60_000, never, () => failureOf(connection.send({ ...get, signal })));
    expect(await result).toMatchObject({ system: expect.any(String) as string, errno: "ABORTED" });
    expect(system.seen).toEqual([]);
  });

  it("is cut is sent again where that is safe", async () => {
    await using system = await startSystem((before) =>
      before === 0 ? (_outgoing, incoming) => incoming.socket.destroy() : { status: 200 },
    );
    expect(await statusPage().send(get)).toMatchObject({ status: 200 });
    expect(system.seen).toHaveLength(2);
  });

  it("is cut in the middle of an answer fails where that is not safe", async () => {
    await using system = await startSystem(() => (outgoing, incoming) => {
      outgoing.writeHead(200, { "content-length": "100" });
      outgoing.write("half");
      setImmediate(() => incoming.socket.destroy());
    });
    expect(await failureOf(statusPage().send(create))).toMatchObject({ errno: "ECONNRESET" });
    expect(system.seen).toHaveLength(1);
  });

  it("speaks no HTTP fails", async () => {
    await using _system = await startSystem(() => (_outgoing, incoming) => {
      incoming.socket.end("220 mail.example.com ESMTP\r\n");
    });
    expect(await failureOf(statusPage().send(create))).toMatchObject({
      errno: expect.stringMatching(/^HPE_/) as string,
    });
  });

  it("answers with more than may be read fails", async () => {
    await using _system = await startSystem(() => ({ status: 200, json: "x".repeat(2_000) }));
    const failure = await failureOf(statusPage().send({ ...create, maxResponseBytes: 1_000 }));
    expect(failure).toMatchObject({ errno: "BODY_TOO_LARGE" });
  });

  it("answers with something else than JSON fails when it is read as JSON, without quoting it", async () => {
    await using _system = await startSystem(() => (outgoing) => void outgoing.end("<html>words of people"));
    const answer = await statusPage().send(get);
    expect(answer.text).toBe("<html>words of people");
    const failure = await failureOf(Promise.resolve().then(() => answer.json()));
    expect(failure).toMatchObject({ code: "upstream_failed", status: "200 without JSON" });
    expect(String((failure as Error).stack)).not.toContain("words of people");
  });

  it("shows a certificate that nobody vouches for fails before anything is sent", async () => {
    await using _system = await startSystem(() => ({ status: 200 }));
    let requests = 0;
    const server = createTlsServer(selfSigned, (_incoming, outgoing) => {
      requests += 1;
      outgoing.end();
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    process.env.CONNECTION_ORIGINS = JSON.stringify({ statusPage: `https://127.0.0.1:${port}` });
    expect(await failureOf(statusPage().send(get))).toMatchObject({ errno: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(requests).toBe(0);
    server.close();
  });
});

describe("the secret", () => {
  it("is read at its first use, once for everybody, and again after five minutes", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    const connection = statusPage();
    expect(system.reads).toHaveLength(0);
    await Promise.all([connection.send(get), connection.send(get), connection.send(create)]);
    expect(system.reads).toMatchObject([
      {
        headers: {
          "x-amz-target": "AmazonSSM.GetParameter",
          authorization: expect.stringContaining("AWS4-HMAC-SHA256") as string,
        },
        body: '{"Name":"/product/dev/post-note/api-key","WithDecryption":true}',
      },
    ]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 299_000 });
    await connection.send(get);
    expect(system.reads).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2_000);
    await connection.send(get);
    expect(system.reads).toHaveLength(2);
  });

  it("that was replaced is used after a 401, even for what is not safe to repeat", async () => {
    await using system = await startSystem((before) => ({ status: before === 1 ? 401 : 201 }));
    const connection = statusPage();
    await connection.send(create);
    system.secret = "another";
    expect(await connection.send(create)).toMatchObject({ status: 201 });
    expect(system.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer s3cret",
      "Bearer s3cret",
      "Bearer another",
    ]);
    expect(system.reads).toHaveLength(2);
  });

  it("that is still refused is read again once, and not sent again", async () => {
    await using system = await startSystem(() => ({ status: 401 }));
    expect(await failureOf(statusPage().send(get))).toMatchObject({ system: "status page", status: 401 });
    expect(system.seen).toHaveLength(1);
    expect(system.reads).toHaveLength(2);
  });

  it("that none is declared of is neither read nor sent", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    await connect({ statusPage: { origin: declared.statusPage.origin } }).statusPage.send(get);
    expect(system.seen[0]?.headers.authorization).toBeUndefined();
    expect(system.reads).toEqual([]);
  });

  it("may travel in other headers", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    await statusPage().send({ ...get, authorize: (secret) => ({ "x-api-key": secret }) });
    expect(system.seen[0]?.headers).toMatchObject({ "x-api-key": "s3cret" });
    expect(system.seen[0]?.headers.authorization).toBeUndefined();
  });

  it.each<[string | { status: number; error: string } | undefined, RegExp]>([
    [undefined, /^There is no secret post-note\/api-key yet: pnpm cliq secret put --stage dev post-note\/api-key$/],
    [
      { status: 400, error: "ParameterVersionNotFound" },
      /^There is no secret post-note\/api-key yet: pnpm cliq secret put --stage dev post-note\/api-key$/,
    ],
    ...["AccessDeniedException", "UnrecognizedClientException", "InvalidKeyId", "KMSInvalidStateException"].map(
      (error): [{ status: number; error: string }, RegExp] => [
        { status: 400, error },
        new RegExp(
          `^The function may not read the secret post-note/api-key \\(${error}\\): deploy the stage again, then pnpm cliq secret put --stage dev post-note/api-key$`,
        ),
      ],
    ),
    ["", /^The secret post-note\/api-key is empty: pnpm cliq secret put --stage dev post-note\/api-key$/],
    [
      "s3cret\nwith a line break",
      /secret again, without a line break: pnpm cliq secret put --stage dev post-note\/api-key$/,
    ],
  ])("%j is answered with a sentence that says what to do and does not hold it", async (secret, sentence) => {
    await using system = await startSystem(() => ({ status: 200 }));
    system.secret = secret;
    const failure = await failureOf(statusPage().send(get));
    expect(failure).toBeInstanceOf(NotConfigured);
    expect((failure as Error).message).toMatch(sentence);
    expect(String((failure as Error).stack)).not.toContain("s3cret");
    expect(system.seen).toHaveLength(0);
  });

  it("of which Parameter Store says nothing is empty, and other words of it are a failure of its own", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    system.secret = { status: 200, error: "none" };
    expect(await failureOf(statusPage().send(get))).toMatchObject({ message: expect.stringMatching(/ is empty: /) });
    for (const error of ["InvalidKeyIdOfAnother", "NotAccessDenied", "NoKMSError"]) {
      system.secret = { status: 400, error };
      expect(await failureOf(statusPage().send(get))).toMatchObject({ status: `400 ${error}` });
    }
    process.env.AWS_ENDPOINT_URL_SSM = "http://127.0.0.1:1";
    const failure = await failureOf(statusPage().send({ ...get, signal: AbortSignal.timeout(60_000) }));
    expect(failure).toMatchObject({ system: "parameter store", errno: "ECONNREFUSED", status: undefined });
  });

  it.each(["PARAMETER_PREFIX", "ACTION_SLUG"])("cannot be named without %s", async (name) => {
    await using system = await startSystem(() => ({ status: 200 }));
    process.env.CONNECTION_ORIGINS = JSON.stringify({ statusPage: system.origin });
    process.env[name] = "";
    expect(await failureOf(statusPage().send(get))).toMatchObject({
      code: "misconfigured",
      message: "PARAMETER_PREFIX or ACTION_SLUG is not configured",
    });
    expect(system.reads).toEqual([]);
  });

  it("is asked for again while Parameter Store fails in passing", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    system.secret = { status: 500, error: "InternalServerError" };
    expect(await failureOf(statusPage().send(get))).toMatchObject({
      system: "parameter store",
      status: "500 InternalServerError",
      errno: undefined,
    });
    expect(system.reads).toHaveLength(3);
    system.secret = "s3cret";
    expect(await statusPage().send(get)).toMatchObject({ status: 200 });
  });
});

describe("on Lambda, a connection is opened ahead", () => {
  const originsSeen = async (toOrigins: (origin: string) => object): Promise<number> => {
    let opened = 0;
    const server = createServer((socket) => {
      opened += 1;
      socket.on("error", () => undefined).destroy();
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.CONNECTION_ORIGINS = JSON.stringify(toOrigins(origin));
    connect({ a: { origin: declared.statusPage.origin }, b: { origin: declared.statusPage.origin } });
    // Behind whatever was opened, one of the test's own.
    await new Promise<void>(
      (resolve) => void createConnection(Number(origin.slice(10)), "127.0.0.1").on("close", resolve),
    );
    server.close();
    return opened - 1;
  };
  const toBoth = (scheme: string) => (origin: string) => ({ a: `${scheme}://${origin}`, b: `${scheme}://${origin}` });

  it("once for each origin, and not in the clear", async () => {
    process.env.AWS_LAMBDA_RUNTIME_API = "127.0.0.1:1";
    Reflect.deleteProperty(globalThis, Symbol.for("cliq-actions.initialisation"));
    expect(await originsSeen(toBoth("https"))).toBe(1);
    expect(await originsSeen(toBoth("http"))).toBe(0);
    expect(await originsSeen((origin) => ({ a: `https://${origin}`, b: "of no kind" }))).toBe(0);
    delete process.env.AWS_LAMBDA_RUNTIME_API;
    expect(await originsSeen(toBoth("https"))).toBe(0);
  });

  it("to Parameter Store, too, where any of them has a secret", async () => {
    process.env.AWS_LAMBDA_RUNTIME_API = "127.0.0.1:1";
    process.env.AWS_ENDPOINT_URL_SSM = "https://store.example";
    const place = Symbol.for("cliq-actions.initialisation");
    const holder = globalThis as { [place]?: Promise<unknown> };
    delete holder[place];
    process.env.CONNECTION_ORIGINS = JSON.stringify({ a: "http://127.0.0.1:1", b: "http://127.0.0.1:1" });
    connect({ a: { origin: "https://a.example" }, b: { origin: "https://b.example" } });
    expect(holder[place]).toBeUndefined();
    connect({ a: { origin: "https://a.example", secret: "key" }, b: { origin: "https://b.example" } });
    expect(holder[place]).toBeInstanceOf(Promise);
    await holder[place];
    delete holder[place];
  });
});

describe("a request", () => {
  it("goes to the connection's own origin, whatever its path is, or not at all", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    const connection = statusPage();
    const piece = fc.constantFrom(
      "/",
      "//",
      "\\",
      "..",
      ".",
      "%2e",
      "%2F",
      "?",
      "#",
      "@",
      ":",
      "evil.example",
      "https://",
      " ",
      "\r\n",
      "ü",
      "a",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const path = pieces.join("");
        const before = system.seen.length;
        const outcome = await failureOf(connection.send({ method: "GET", path }));
        if (outcome === "no failure")
          expect(system.seen.at(-1)).toMatchObject({ path, headers: { host: new URL(system.origin).host } });
        else expect(outcome).toBeInstanceOf(InvalidRequest);
        expect(system.seen.length - before).toBe(outcome === "no failure" ? 1 : 0);
      }),
      { numRuns: 150 },
    );
  });

  it("carries any text in its query, and nothing of it elsewhere", async () => {
    await using system = await startSystem(() => ({ status: 200 }));
    const connection = statusPage();
    // Units of "binary" take two seconds of a processor to make.
    const unit = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      fc.constantFrom("\uD800", "\uDC00", "\0"),
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 20 }), async (text) => {
        await connection.send({ method: "GET", path: "/find", query: { q: text, absent: undefined, page: 2 } });
        const url = new URL(system.seen.at(-1)?.path ?? "", system.origin);
        expect([url.pathname, url.searchParams.get("q"), url.searchParams.get("page")]).toEqual([
          "/find",
          text.toWellFormed(),
          "2",
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, Partial<ConnectionRequest>]>([
    ["a line break in a header", { headers: { "x-note": "a\r\nx-evil: 1" } }],
    ["a header's name with a line break", { headers: { "x-note\r\nx-evil": "1" } }],
    ["a host of its own", { headers: { Host: "evil.example" } }],
    ["a length of its own", { headers: { "content-length": "5" } }],
    ["the same header twice", { headers: { "X-Note": "a", "x-note": "b" } }],
    ["a value that is no string", { headers: { "x-note": 7 as unknown as string } }],
    ["both json and a body", { json: {}, body: "x" }],
    ["json that is no JSON", { json: () => undefined }],
    ["a body on a GET", { method: "GET", body: "x" }],
    ["another method", { method: "CONNECT" as "GET" }],
    ["too large a body", { body: "x".repeat(4 * 1_048_576 + 1) }],
    ["no limit to the answer", { maxResponseBytes: Infinity }],
  ])("with %s is refused before anything is sent", async (_name, part) => {
    await using system = await startSystem(() => ({ status: 200 }));
    const failure = await failureOf(statusPage().send({ method: "POST", path: "/", ...part }));
    expect(failure).toBeInstanceOf(InvalidRequest);
    expect([...system.seen, ...system.reads]).toEqual([]);
  });

  it.each([
    ['{"statusPage":"http://api.example.com"}', /must be an https origin/],
    ['{"statusPage":"https://api.example.com/v1"}', /must be an https origin/],
    ["not JSON", /CONNECTION_ORIGINS is not a JSON object/],
    ['{"statusPage":"https://api.example.com:99999"}', /must be an https origin/],
    ['{"statusPage":"https://1.2.3.999"}', /must be an https origin/],
    ['{"statusPage":7}', /must be an https origin/],
  ])("with the origins %j configured says so", async (origins, sentence) => {
    process.env.CONNECTION_ORIGINS = origins;
    const failure = await failureOf(statusPage().send(get));
    expect(failure).toBeInstanceOf(NotConfigured);
    expect((failure as Error).message).toMatch(sentence);
  });

  it("reuses the connection of the one before", async () => {
    const sockets = new Set<unknown>();
    await using _system = await startSystem(() => (outgoing, incoming) => {
      sockets.add(incoming.socket);
      outgoing.end();
    });
    const connection = statusPage();
    for (const _request of [1, 2, 3]) await connection.send(get);
    expect(sockets.size).toBe(1);
  });
});
