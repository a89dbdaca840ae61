import { Readable } from "node:stream";
import { type Patience, retryPolicy } from "../retry-policy.ts";
import type { virtualWorld } from "./virtual-world.ts";

/** What a service says no with. */
class Refusal extends Error {
  readonly type: string;

  constructor(type: string) {
    super(type);
    this.type = type;
  }
}

type Call = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, { readonly S: string }>>;

/** How hard it is to be served. */
export interface VirtualAccount {
  /** Until so long after a client's first call, IAM has not spread its role's grants. */
  readonly grantedAfterMs?: number;
  readonly writesPerSecond?: number;
  readonly readsPerSecond?: number;
  /** Answers who invokes a function. */
  readonly invoke?: (payload: object) => Promise<object>;
  /** Files in S3, by key. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What of AWS can be out of order by itself. */
export type VirtualService = "table" | "parameters" | "lambda" | "files";

/**
 * Parameter Store, one DynamoDB table and Lambda, as much of them as the deployed functions use, in virtual time: real SDK
 * clients, with the deployed functions' own retry policy, talk to them.
 */
export function virtualAws(time: ReturnType<typeof virtualWorld>, random: () => number, account: VirtualAccount = {}) {
  const parameters = new Map<string, string>();
  const rows = new Map<string, Item>();
  const counts = { denied: 0, throttled: 0, parameterWrites: 0 };
  const limit = (perSecond = Number.POSITIVE_INFINITY): (() => void) => {
    let taken: number[] = [];
    return () => {
      taken = taken.filter((at) => at > time.now() - 1_000);
      if (taken.length >= perSecond) {
        counts.throttled += 1;
        throw new Refusal("ThrottlingException");
      }
      taken.push(time.now());
    };
  };
  const takeWrite = limit(account.writesPerSecond);
  const takeRead = limit(account.readsPerSecond);
  const answers: Readonly<Record<string, (call: Call) => object | Promise<object>>> = {
    "AmazonSSM.GetParameter": ({ Name }) => {
      takeRead();
      const value = parameters.get(String(Name));
      if (value === undefined) throw new Refusal("ParameterNotFound");
      return { Parameter: { Name, Value: value } };
    },
    "AmazonSSM.PutParameter": ({ Name, Value, Overwrite }) => {
      takeWrite();
      if (Overwrite !== true && parameters.has(String(Name))) throw new Refusal("ParameterAlreadyExists");
      counts.parameterWrites += 1;
      parameters.set(String(Name), String(Value));
      return { Version: 1 };
    },
    "DynamoDB_20120810.GetItem": ({ Key }) => {
      const item = rows.get((Key as Item).pk?.S ?? "");
      return item === undefined ? {} : { Item: item };
    },
    "DynamoDB_20120810.PutItem": ({ Item: item, ExpressionAttributeValues: values }) => {
      const key = (item as Item).pk?.S ?? "";
      const expected = Object.values((values ?? {}) as Item)[0]?.S;
      if (rows.get(key)?.lastWrite?.S !== expected) throw new Refusal("ConditionalCheckFailedException");
      rows.set(key, item as Item);
      return {};
    },
  };
  let outage: { readonly of: VirtualService; readonly until: number } | undefined;
  let listen: (service: VirtualService) => void = () => undefined;
  const serve = async (target: string, body: string): Promise<object> => {
    const answer = answers[target] ?? account.invoke;
    if (answer === undefined) throw new Refusal("UnknownOperationException");
    return answer(JSON.parse(body) as Call);
  };

  return {
    parameters,
    /** What the table holds, by the partition key. */
    rows: rows as ReadonlyMap<string, Item>,
    /** A service does nothing for so long. */
    fail: (of: VirtualService, forMs: number): void => void (outage = { of, until: time.now() + forMs }),
    /** Tells of every call before it is served. */
    onCall: (tell: typeof listen): void => void (listen = tell),
    counts: counts as Readonly<typeof counts>,
    /** Settings of the SDK client of a new role. */
    client: (patience?: Patience) => {
      let firstCallAt: number | undefined;
      const handle = async (request: {
        headers: Record<string, string>;
        hostname: string;
        path: string;
        body?: string | Uint8Array;
      }) => {
        const target = request.headers["x-amz-target"] ?? "";
        const service = serviceOf(target, request.hostname);
        listen(service);
        await time.sleep(5 + random() * 20);
        firstCallAt ??= time.now();
        if (outage?.of === service && time.now() < outage.until)
          return toResponse(503, { __type: "ServiceUnavailable" });
        if (service === "files") {
          // To read a stream takes a few ticks of the process: time must not go on to what is due in an hour.
          for (let ms = 0; ms < 100; ms += 1) time.after(ms, () => undefined);
          const name = decodeURIComponent(request.path.slice(request.path.lastIndexOf("/") + 1));
          return { response: { statusCode: 200, headers: {}, body: Readable.from([account.files?.[name] ?? ""]) } };
        }
        try {
          if (time.now() < firstCallAt + (account.grantedAfterMs ?? 0)) {
            counts.denied += 1;
            throw new Refusal("AccessDeniedException");
          }
          return toResponse(200, await serve(target, toText(request.body)));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          return toResponse(400, { __type: error.type, message: error.type });
        }
      };
      return {
        region: "us-east-1",
        credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
        retryStrategy: retryPolicy(time, random, patience),
        requestHandler: { handle },
      };
    },
  };
}

function serviceOf(target: string, hostname: string): VirtualService {
  if (target.startsWith("DynamoDB")) return "table";
  if (target.startsWith("AmazonSSM")) return "parameters";
  return hostname.includes("s3") ? "files" : "lambda";
}

function toResponse(statusCode: number, body: object) {
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { response: { statusCode, headers, body: new Uint8Array(Buffer.from(JSON.stringify(body))) } };
}

function toText(body: string | Uint8Array = ""): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}
