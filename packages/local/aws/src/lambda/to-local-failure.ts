import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LocalFailure } from "./local-failure.ts";
import type { ReportedError } from "./parse-failure.ts";

const mostFrames = 8;
const frame = /^\s+at (?:async )?(?:.* \()?((?:file:\/\/)?[^\s()]+):(\d+):(\d+)\)?$/;

/** Finds the lines of the sources that a function failed at, by the source map beside its bundle. */
export function toLocalFailure(
  reported: ReportedError,
  { codeFolder, environment }: Pick<FunctionConfiguration, "codeFolder" | "environment">,
  sourceRoot: string,
): LocalFailure {
  let map: SourceMap | undefined;
  const bundle = join(codeFolder, "index.mjs");
  const toPlace = (file: string, line: number, column: number): string => {
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    if (path !== bundle) return `${nameFrom(sourceRoot, path)}:${line}:${column}`;
    const origin = (map ??= readMap(bundle))?.findOrigin(line, column);
    return origin !== undefined && "fileName" in origin
      ? `${nameFrom(sourceRoot, toSource(origin.fileName))}:${origin.lineNumber}:${origin.columnNumber}`
      : `${path}:${line}:${column}`;
  };
  const slug = environment["ACTION_SLUG"];

  function locate({ name, message, code, stack, cause, errors }: ReportedError): LocalFailure {
    const frames = stack.split("\n").flatMap((one) => {
      const [, file = "", line, column] = frame.exec(one) ?? [];
      return file === "" || file.startsWith("node:") ? [] : [toPlace(file, Number(line), Number(column))];
    });
    const own = frames.filter((one) => !one.includes("node_modules"));
    // The action's own line first: what it called may be a library's, or ours.
    const place = own.find((one) => slug !== undefined && one.includes(`/${slug}/`)) ?? own[0];
    return {
      name,
      message,
      ...(code !== undefined && { code }),
      ...(place !== undefined && { place }),
      frames: frames.slice(0, mostFrames),
      ...(cause && { cause: locate(cause) }),
      ...(errors && { errors: errors.map(locate) }),
    };
  }
  return locate(reported);
}

/** Of a map that is read anew, its sources stay as they are named. */
function toSource(fileName: string): string {
  return fileName.startsWith("file:") ? fileURLToPath(fileName) : fileName;
}

function readMap(bundle: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

/** A path as its author knows it: from the root, or whole where it lies elsewhere. */
function nameFrom(root: string, path: string): string {
  const whole = resolve(root, path);
  const name = relative(root, whole);
  return name.startsWith("..") || isAbsolute(name) ? whole : name.replaceAll("\\", "/");
}
