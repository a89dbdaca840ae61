import { randomBytes } from "node:crypto";

import type { ServiceAnswer } from "../service-call.ts";
import { toZip } from "./to-zip.ts";

/** Where the front door serves the code of functions. */
export const codePath = "/lambda-code/";

/** The pre-signed URLs under which functions' code can be fetched. */
export interface CodeUrls {
  /** Issues one; whoever has it needs no signature. */
  issue(codeFolder: string): string;
  /** Answers a request to one with the zip of the folder. */
  receive(path: string): ServiceAnswer;
}

/** Creates the code URLs under the front door's origin. */
export function createCodeUrls(endpoint: string): CodeUrls {
  const folders = new Map<string, string>();
  return {
    issue(codeFolder) {
      const path = codePath + randomBytes(20).toString("hex");
      folders.set(path, codeFolder);
      return endpoint + path;
    },
    receive(path) {
      const folder = folders.get(path);
      if (folder === undefined) return { status: 403, body: "This URL was not issued here." };
      return { status: 200, headers: { "Content-Type": "application/zip" }, body: toZip(folder) };
    },
  };
}
