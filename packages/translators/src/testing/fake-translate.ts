import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { awsService } from "@cliq-actions/aws/aws-service";
import { amazonTranslate, amazonTranslator } from "../amazon/amazon-translator.ts";
import type { Translator } from "../translator.ts";

/** A TranslateText call as it arrived. */
interface Call {
  readonly Text: string;
  readonly SourceLanguageCode: string;
  readonly TargetLanguageCode: string;
}

/** An error as Amazon Translate answers it, silence, a connection that ends, or an answer that is none. */
type Fault = "hang" | "cut" | "garbage" | { readonly status: number; readonly type: string; readonly fields?: object };

/** A small Amazon Translate over HTTP, and the translator that uses it. */
export interface FakeTranslate {
  readonly translator: Translator;
  /** For `AWS_ENDPOINT_URL_TRANSLATE`. */
  readonly endpoint: string;
  readonly calls: Call[];
  /** Faults for the next calls, one each. */
  readonly faults: Fault[];
  close(): void;
}

/**
 * Speaks awsJson 1.1 as the API reference has it: at most 10,000 bytes, detection for "auto", errors by name.
 * Its translation is the text in capitals; it takes words with "é" for French, others for English, and knows no "tlh".
 */
export async function startFakeTranslate(): Promise<FakeTranslate> {
  const calls: Call[] = [];
  const faults: Fault[] = [];
  const server = createServer((incoming, outgoing) => {
    const send = (status: number, body: object): void => {
      outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    };
    const receive = (body: string): void => {
      const call = JSON.parse(body) as Call;
      calls.push(call);
      const fault = faults.shift() ?? refusalOf(call, incoming.headers["x-amz-target"]);
      if (fault === "hang") return;
      if (fault === "cut") return void incoming.socket.destroy();
      if (fault === "garbage") return void outgoing.writeHead(200).end("<html>");
      if (fault !== undefined) return send(fault.status, { __type: fault.type, message: fault.type, ...fault.fields });
      const from = detect(call);
      send(200, {
        TranslatedText: call.Text.toUpperCase(),
        SourceLanguageCode: from,
        TargetLanguageCode: call.TargetLanguageCode,
      });
    };
    readText(incoming).then(receive, () => incoming.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const variables = {
    AWS_ENDPOINT_URL_TRANSLATE: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  return {
    translator: amazonTranslator(awsService(amazonTranslate, { variables })),
    endpoint,
    calls,
    faults,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function detect({ SourceLanguageCode, Text }: Call): string {
  if (SourceLanguageCode !== "auto") return SourceLanguageCode;
  return Text.includes("é") ? "fr" : "en";
}

function refusalOf(call: Call, target: string | string[] | undefined): Fault | undefined {
  if (target !== "AWSShineFrontendService_20170701.TranslateText")
    return { status: 400, type: "UnknownOperationException" };
  if (Buffer.byteLength(call.Text) > 10_000) return { status: 400, type: "TextSizeLimitExceededException" };
  if (call.Text === "" || call.SourceLanguageCode.length > 5 || call.TargetLanguageCode.length > 5) {
    return { status: 400, type: "ValidationException" };
  }
  if (call.TargetLanguageCode !== "tlh") return undefined;
  const fields = { SourceLanguageCode: detect(call), TargetLanguageCode: "tlh" };
  return { status: 400, type: "UnsupportedLanguagePairException", fields };
}
