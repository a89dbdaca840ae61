import type { AsyncLocalStorage } from "node:async_hooks";
import type { AbortSignalLike } from "@cliq-actions/core";

/** Milliseconds of a clock that only goes on. Node's `performance` would load eight modules for it, at the first click. */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The work on one click, as far as an adapter needs to know it. */
export interface Work {
  /** When the person is told that the action is not answering, on the clock of `clockMs()`. */
  readonly endsAtMs: number;
  /** Aborted when that has happened. */
  readonly signal: AbortSignal;
}

/** Absent until an adapter asks for it: a function that needs none of it pays nothing. */
let storage: AsyncLocalStorage<Work> | undefined;

/** Lets adapters find the work they are part of; called when they are made, at initialisation. */
export function followWork(): () => Work | undefined {
  const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
  const followed = (storage ??= new AsyncLocalStorage());
  return () => followed.getStore();
}

/** Runs work of at most `limitMs`, where its adapters find its limits. The signal is made only where somebody asks for it. */
export function startWork<T>(limitMs: number, signal: () => AbortSignal, run: () => T): T {
  return storage === undefined ? run() : storage.run({ endsAtMs: clockMs() + limitMs, signal: signal() }, run);
}

/** What is left to tell the person which system failed, before they would be told that the action does not answer. */
const reserveMs = 500;

/** When a call of at most `longestMs` ends, on the clock of `clockMs()`, and what ends it before: its click, or `own`. */
export function limitsOf(
  work: Work | undefined,
  longestMs: number,
  own: AbortSignalLike | undefined,
): { readonly endsAtMs: number; readonly signal: AbortSignalLike | undefined } {
  return {
    endsAtMs: Math.min(clockMs() + longestMs, (work?.endsAtMs ?? Infinity) - reserveMs),
    signal:
      work === undefined || own === undefined ? (own ?? work?.signal) : AbortSignal.any([work.signal, toNative(own)]),
  };
}

/** An author's signal need not be Node's own. */
function toNative(signal: AbortSignalLike): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener("abort", () => controller.abort());
  return controller.signal;
}
