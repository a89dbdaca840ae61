import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Template } from "../template/template.ts";

const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Writes a `cdk.out` folder with one stack, as `cdk synth` would, until the process ends; `code` maps the S3 key of a function's asset to the text of its `index.js`. */
export function writeCdkOut(stackName: string, template: Template, code: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "cdk-out-"));
  folders.push(folder);
  const write = (file: string, content: object): void => writeFileSync(join(folder, file), JSON.stringify(content));
  write("manifest.json", {
    version: "48.0.0",
    artifacts: {
      [stackName]: { type: "aws:cloudformation:stack", properties: { templateFile: `${stackName}.template.json` } },
    },
  });
  write(`${stackName}.template.json`, template);
  const files = Object.entries(code).map(([objectKey, text]) => {
    const path = `asset.${objectKey.replace(".zip", "")}`;
    mkdirSync(join(folder, path));
    writeFileSync(join(folder, path, "index.js"), text);
    return [
      objectKey,
      { source: { path, packaging: "zip" }, destinations: { current: { bucketName: "cdk-assets", objectKey } } },
    ];
  });
  write(`${stackName}.assets.json`, { version: "48.0.0", files: Object.fromEntries(files) as object });
  return folder;
}
