import { SourceMap } from "node:module";
import { GetFunctionCommand, type LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { readZip } from "./read-zip.ts";

/** What maps frames of a function's bundle, of one version of it. */
export interface DeployedCode {
  readonly version: string;
  /** Undefined where no map was deployed beside the code. */
  readonly sourceMap: SourceMap | undefined;
}

/** The largest code that Lambda takes, unpacked. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 262_144_000;
const patienceMs = 30_000;

/** Fetches the code of a function's version; undefined when that version is gone. Throws {@link CannotOperate}. */
export async function fetchCode(
  client: LambdaClient,
  functionName: string,
  version: string,
): Promise<DeployedCode | undefined> {
  const found = await client
    .send(new GetFunctionCommand({ FunctionName: functionName, Qualifier: version }))
    .catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
  if (found?.Code?.Location === undefined) return undefined;
  const files = readZip(await download(found.Code.Location), (path) => path === "index.mjs.map", mostBytes);
  const map = files.get("index.mjs.map");
  return {
    version: found.Configuration?.Version ?? version,
    sourceMap: map === undefined ? undefined : new SourceMap(JSON.parse(map.toString("utf8"))),
  };
}

async function download(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok)
      throw new CannotOperate(`The function's code could not be fetched (${response.status}). Try again.`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof CannotOperate) throw error;
    // The address is signed: it is not shown.
    throw new CannotOperate("The function's code could not be fetched: check the network and try again.", {
      cause: error,
    });
  }
}
