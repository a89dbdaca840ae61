import type { FunctionConfiguration } from "./function-configuration.ts";

/** What the platform writes about one invocation. */
export interface PlatformReport {
  requestId: string;
  durationMs: number;
  /** On a cold start only. */
  initMs?: number;
  errorType?: string;
}

// The levels of the platform's own lines, as SystemLogLevel orders them: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
const levels = ["DEBUG", "INFO", "WARN"];

/** Writes the platform's line at the start of an invocation; none when the function's system log level leaves it out. */
export function startLine(configuration: FunctionConfiguration, requestId: string): string[] {
  const { version, logFormat } = configuration;
  if (logFormat !== "JSON") return [`START RequestId: ${requestId} Version: ${version}`];
  return isWritten(configuration, "INFO") ? [toJson("platform.start", { requestId, version })] : [];
}

/**
 * Writes the platform's lines at the end of an invocation: END and REPORT, or in the JSON format one `platform.report`.
 * Memory is not measured here, so what was used is given as what there is. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function reportLines(configuration: FunctionConfiguration, report: PlatformReport): string[] {
  const { requestId, errorType } = report;
  const durationMs = Math.round(report.durationMs * 100) / 100;
  const billedDurationMs = Math.ceil(durationMs);
  const memory = configuration.memoryMb;
  const initMs = report.initMs === undefined ? undefined : Math.round(report.initMs * 100) / 100;
  if (configuration.logFormat !== "JSON") {
    const init = initMs === undefined ? "" : `\tInit Duration: ${initMs} ms`;
    const status = errorType === undefined ? "" : `\tStatus: ${statusOf(errorType)}\tError Type: ${errorType}`;
    return [
      `END RequestId: ${requestId}`,
      `REPORT RequestId: ${requestId}\tDuration: ${durationMs} ms\tBilled Duration: ${billedDurationMs} ms\tMemory Size: ${memory} MB\tMax Memory Used: ${memory} MB${init}${status}`,
    ];
  }
  if (!isWritten(configuration, errorType === undefined ? "INFO" : "WARN")) return [];
  const metrics = {
    durationMs,
    billedDurationMs,
    memorySizeMB: memory,
    maxMemoryUsedMB: memory,
    ...(initMs !== undefined && { initDurationMs: initMs }),
  };
  const status = errorType === undefined ? "success" : statusOf(errorType);
  return [toJson("platform.report", { requestId, metrics, status, ...(errorType !== undefined && { errorType }) })];
}

/** `timeout` when the platform ended it, `failure` when the process ended, `error` when the function answered with one. */
function statusOf(errorType: string): string {
  if (errorType === "Sandbox.Timedout") return "timeout";
  return errorType === "Runtime.ExitError" || errorType === "Runtime.OutOfMemory" ? "failure" : "error";
}

function isWritten({ systemLogLevel = "INFO" }: FunctionConfiguration, level: string): boolean {
  return levels.indexOf(level) >= levels.indexOf(systemLogLevel);
}

function toJson(type: string, record: object): string {
  return JSON.stringify({ time: new Date().toISOString(), type, record });
}
