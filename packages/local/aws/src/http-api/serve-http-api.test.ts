import { once } from "node:events";
import { connect } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { functionResources } from "../testing/function-resources.ts";
import { httpApiResources } from "../testing/http-api-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

const code = `
exports.handler = async (event) => {
  const wanted = event.queryStringParameters?.do;
  if (wanted === "throw") throw new Error("secret detail");
  if (wanted === "malformed") return { statusCode: "none" };
  if (wanted === "sleep") await new Promise((resolve) => setTimeout(resolve, 5_000));
  if (wanted === "reply") return { statusCode: 201, headers: { "X-Own": "yes" }, cookies: ["a=1"], body: "made" };
  return event;
};`;

describe("the HTTP API front", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let stack: LocalStack;

  beforeAll(async () => {
    const resources = {
      ...functionResources("Echo", code),
      ...functionResources("Unpermitted", code),
      ...functionResources("Slow", code),
      ...httpApiResources({
        "POST /actions/{slug}/{credential}": "Echo",
        "ANY /any/{rest+}": "Echo",
        "GET /unpermitted": "Unpermitted",
        "POST /slow": "Slow",
        "POST /limited": "Echo",
      }),
    };
    resources["Stage"]!.Properties!["AccessLogSettings"] = {
      DestinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:access",
      Format:
        '{"id":"$context.requestId","route":"$context.routeKey","status":"$context.status","x":"$context.integration.error"}',
    };
    resources["Stage"]!.Properties!["RouteSettings"] = {
      "POST /limited": { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0 },
    };
    resources["Stage"]!.DependsOn = Object.keys(resources).filter((name) => name.startsWith("Route"));
    resources["Integration3"]!.Properties!["TimeoutInMillis"] = 200;
    delete resources["Permission2"];
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    stack = await aws.deploy({
      cdkOut: writeCdkOut("Http", {
        Resources: resources,
        Outputs: { Url: { Value: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } } },
      }),
    });
  });
  afterAll(() => aws.stop());

  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(stack.apiUrl + path, { method: "POST", ...init });

  async function sendRaw(text: string): Promise<string> {
    const socket = connect(Number(new URL(stack.apiUrl).port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(text);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    await once(socket, "close");
    return Buffer.concat(chunks).toString("latin1");
  }

  it("tells of what it hands to a function, before and after, and of nothing else", async () => {
    const heard: object[] = [];
    aws.onRequest((request) => {
      heard.push(request);
      return (answer) => heard.push(answer);
    });
    const answer = await send("/any/heard?do=reply", { body: "Grüße", headers: { "X-Twice": "1" } });
    await send("/nowhere", { body: "{}" });
    expect(heard).toEqual([
      {
        requestId: answer.headers.get("apigw-requestid"),
        method: "POST",
        url: `${stack.apiUrl}/any/heard?do=reply`,
        headers: expect.objectContaining({ "x-twice": "1", "content-type": "text/plain;charset=UTF-8" }),
        body: "Grüße",
      },
      {
        status: 201,
        headers: expect.objectContaining({ "x-own": "yes", "apigw-requestid": answer.headers.get("apigw-requestid") }),
        body: "made",
      },
    ]);
  });

  it("throttles a route as its stage says, and no other", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await send("/limited")).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(await (await send("/limited")).json()).toEqual({ message: "Too Many Requests" });
    expect((await send("/any/thing")).status).toBe(200);
  });

  it("is where the stack's output and apiUrl say", () => {
    expect(stack.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(stack.outputs).toEqual({ Url: stack.apiUrl });
  });

  it("hands the function an event of payload format 2.0", async () => {
    const before = Date.now();
    const raw = await sendRaw(
      [
        "POST /actions/ring-bell/a%20b%2Fc?x=1&y=%C3%A4&x=2&empty HTTP/1.1",
        "Host: example.org",
        "Content-Type: application/json; charset=utf-8",
        "X-Twice: one",
        "x-twice: two, three",
        "Cookie: a=1; b=2",
        "Cookie: c=3",
        "X-Forwarded-For: 203.0.113.9",
        "User-Agent: raw/1.0",
        "Content-Length: 14",
        "Connection: close",
        "",
        '{"text":"hé"}',
      ].join("\r\n"),
    );
    const event = JSON.parse(Buffer.from(raw.split("\r\n\r\n")[1]!, "latin1").toString("utf8")) as Record<
      string,
      never
    > & { requestContext: { timeEpoch: number } };
    const requestId = /apigw-requestid: (\S+)/i.exec(raw)![1];
    const apiId = stack.resources.find(({ logicalId }) => logicalId === "Api")!.physicalId;
    expect(event).toEqual({
      version: "2.0",
      routeKey: "POST /actions/{slug}/{credential}",
      rawPath: "/actions/ring-bell/a b/c",
      rawQueryString: "x=1&y=%C3%A4&x=2&empty",
      cookies: ["a=1", "b=2", "c=3"],
      headers: {
        "content-length": "14",
        "content-type": "application/json; charset=utf-8",
        host: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        "user-agent": "raw/1.0",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24}$/) as string,
        "x-forwarded-for": "203.0.113.9, 127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-twice": "one,two, three",
      },
      queryStringParameters: { x: "1,2", y: "ä", empty: "" },
      requestContext: {
        accountId: "000000000000",
        apiId,
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        http: {
          method: "POST",
          path: "/actions/ring-bell/a b/c",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "raw/1.0",
        },
        requestId,
        routeKey: "POST /actions/{slug}/{credential}",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
        timeEpoch: expect.any(Number) as number,
      },
      pathParameters: { slug: "ring-bell", credential: "a b/c" },
      body: '{"text":"hé"}',
      isBase64Encoded: false,
    });
    expect(event.requestContext.timeEpoch).toBeGreaterThanOrEqual(before);
    expect(event.requestContext.timeEpoch).toBeLessThanOrEqual(Date.now());
    expect(events).toContainEqual(expect.objectContaining({ type: "invocation", apiRequestId: requestId }));
  });

  it.each([
    ["text/plain", false],
    ["application/xml", false],
    ["APPLICATION/JSON", false],
    ["application/x-www-form-urlencoded", true],
    ["application/vnd.api+json", true],
    ["image/png", true],
    [undefined, true],
  ])("encodes the body of the content type %s in base64: %s", async (contentType, encoded) => {
    const event = (await (
      await send("/actions/a/b", {
        body: Buffer.from("häl"),
        headers: contentType === undefined ? {} : { "content-type": contentType },
      })
    ).json()) as object;
    expect(event).toMatchObject({
      isBase64Encoded: encoded,
      body: encoded ? Buffer.from("häl").toString("base64") : "häl",
    });
  });

  it("leaves body, cookies and query out of the event when there are none", async () => {
    const event = (await (await send("/any/where/to", { method: "GET" })).json()) as Record<string, unknown>;
    expect(event).toMatchObject({ isBase64Encoded: false, rawQueryString: "", pathParameters: { rest: "where/to" } });
    for (const absent of ["body", "cookies", "queryStringParameters", "stageVariables"])
      expect(event).not.toHaveProperty(absent);
  });

  it("sends the function's own response with the request id", async () => {
    const response = await send("/actions/a/b?do=reply");
    expect([
      response.status,
      response.headers.get("x-own"),
      response.headers.get("set-cookie"),
      await response.text(),
    ]).toEqual([201, "yes", "a=1", "made"]);
    expect(response.headers.get("apigw-requestid")).toMatch(/^\S{16}$/);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it.each([
    "/",
    "/actions/a",
    "/actions/a/b/",
    "//actions/a/b",
    "/actions/a/..;/b",
    "/actions/a/%2e%2e/b",
    "/ACTIONS/a/b",
    "/nothing",
  ])("answers 404 to POST %s", async (path) => {
    const raw = await sendRaw(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    expect(raw).toMatch(/^HTTP\/1\.1 404 [\s\S]*\{"message":"Not Found"\}$/);
  });

  it.each(["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])(
    "answers 404 to %s on a route for POST, without CORS headers",
    async (method) => {
      const response = await send("/actions/a/b", { method, headers: { origin: "https://example.org" } });
      expect(response.status).toBe(404);
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  it("answers a function's failure and its malformed answer with the same 500, which tells nothing", async () => {
    for (const wanted of ["throw", "malformed"]) {
      const response = await send(`/actions/a/b?do=${wanted}`);
      expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
  });

  it("gives up on a late function with 503", async () => {
    const response = await send("/slow?do=sleep");
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it("answers 413 to a body above 10 MB, announced or not", async () => {
    const announced = await sendRaw("POST /actions/a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 10485761\r\n\r\n");
    expect(announced).toMatch(/^HTTP\/1\.1 413 [\s\S]*\{"message":"Request Entity Too Large"\}$/);
    const chunk = `100000\r\n${"x".repeat(1_048_576)}\r\n`;
    const streamed = await sendRaw(
      `POST /actions/a/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(11)}0\r\n\r\n`,
    );
    expect(streamed).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("answers 413 to a body that Lambda would not take, and takes one below", async () => {
    expect((await send("/actions/a/b", { body: "x".repeat(6_400_000) })).status).toBe(413);
    expect((await send("/actions/a/b?do=reply", { body: "x".repeat(5_900_000) })).status).toBe(201);
  });

  it("answers 431 to headers above 10,240 bytes", async () => {
    expect(await sendRaw(`POST /actions/a/b HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(10_240)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it.each([
    [
      "both Transfer-Encoding and Content-Length",
      "POST /actions/a/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    ],
    [
      "an absolute-form target",
      "POST http://127.0.0.1/actions/a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ],
    ["a broken escape", "POST /actions/a/%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"],
    ["two lengths", "POST /actions/a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 3\r\n\r\nabc"],
  ])("answers 400 to %s", async (_, text) => {
    events.length = 0;
    expect(await sendRaw(text)).toMatch(/^HTTP\/1\.1 400 /);
    expect(events.filter(({ type }) => type === "invocation")).toEqual([]);
  });

  it("needs the permission to invoke the function, and says when it is missing", async () => {
    expect((await send("/unpermitted", { method: "GET" })).status).toBe(500);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "denied",
        principal: "apigateway.amazonaws.com",
        action: "lambda:InvokeFunction",
      }),
    );
  });

  it("writes access-log lines in the stage's format", async () => {
    events.length = 0;
    const response = await send("/actions/a/b?do=reply");
    await response.text();
    const line = {
      id: response.headers.get("apigw-requestid"),
      route: "POST /actions/{slug}/{credential}",
      status: "201",
      x: "-",
    };
    expect(events).toContainEqual({ type: "log", functionName: "access-log", line: JSON.stringify(line) });
  });
});
