import { connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import type { AbortSignalLike } from "@cliq-actions/core";
import { requireEnvironment } from "./environment.ts";
import { toFileAddress } from "./http/file-address.ts";
import { publicLookup } from "./http/public-lookup.ts";
import { clockMs } from "./work-in-progress.ts";

/** Why a file was not had: a word that a person understands. */
export type DownloadFailure = "no address" | "not Zoho's address" | "too large" | "too slow" | "gone" | "not reachable";

/** A file's bytes, or why there are none. */
export type Downloaded = { readonly bytes: Uint8Array } | { readonly failure: DownloadFailure };

/** Bounds of downloads: of one file, and of all that one downloader does. */
export interface DownloadLimits {
  readonly fileBytes: number;
  readonly fileMs: number;
  readonly totalBytes: number;
  readonly totalMs: number;
}

/** Gets files one after the other, within bounds that hold for all of them together. Never rejects. */
export type Download = (url: string | undefined, signal?: AbortSignalLike) => Promise<Downloaded>;

/**
 * Opens downloads of the files that events name, for a worker: an allow-listed address, no redirect, no credentials, no
 * address that is not public. Each call begins with the whole of `limits`; nothing that is had is looked into.
 */
export function openDownloads(limits: DownloadLimits): () => Download {
  const pool = connectionPool({ lookup: publicLookup });
  const { cliq } = toZohoOrigins({
    dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
    ...(process.env.CLIQ_ORIGIN ? { cliqOrigin: process.env.CLIQ_ORIGIN } : {}),
  });
  return () => {
    let leftBytes = limits.totalBytes;
    const endsAtMs = clockMs() + limits.totalMs;
    return async (address, signal) => {
      if (address === undefined) return { failure: "no address" };
      const url = toFileAddress(address, cliq);
      if (url === undefined) return { failure: "not Zoho's address" };
      const result = await exchange(pool, {
        method: "GET",
        url,
        headers: { "accept-encoding": "identity" },
        timeoutMs: Math.min(limits.fileMs, endsAtMs - clockMs()),
        maxResponseBytes: Math.min(limits.fileBytes, leftBytes),
        signal,
      });
      if (result.kind === "no-answer") return { failure: failures[result.errno] ?? "not reachable" };
      if (result.status !== 200) return { failure: goneStatuses.has(result.status) ? "gone" : "not reachable" };
      leftBytes -= result.body.length;
      return { bytes: result.body };
    };
  };
}

const failures: Readonly<Record<string, DownloadFailure>> = {
  TIMEOUT: "too slow",
  ABORTED: "too slow",
  BODY_TOO_LARGE: "too large",
  EPRIVATE: "not Zoho's address",
};
/** An address of a file lives for some minutes. */
const goneStatuses = new Set([401, 403, 404, 410]);
