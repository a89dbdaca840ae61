import type { PageChange } from "../../page-api.ts";

/** What comes of following. */
export interface Following {
  readonly changed: (change: PageChange) => void;
  /** The stream is open, perhaps again: what happened meanwhile was not heard. */
  readonly opened: () => void;
  readonly broken: () => void;
}

const againMs = 1_000;

/**
 * Follows what happens as long as the page is in sight: a browser holds six connections to one server, and each open
 * tab would take one. A page of another start of the simulator loads itself anew.
 */
export function followChanges(start: string, { changed, opened, broken }: Following): void {
  let stream: EventSource | undefined;

  const open = (): void => {
    stream?.close();
    const opening = new EventSource("/api/events");
    stream = opening;
    opening.addEventListener("start", ({ data }: MessageEvent<string>) => {
      if (data === start) opened();
      else location.reload();
    });
    opening.addEventListener("message", ({ data }: MessageEvent<string>) => changed(JSON.parse(data) as PageChange));
    opening.addEventListener("error", () => {
      if (stream !== opening) return;
      broken();
      // A browser tries again by itself where nobody answers, but not after an answer that is no stream.
      if (opening.readyState === EventSource.CLOSED) setTimeout(() => stream === opening && open(), againMs);
    });
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) open();
    else {
      stream?.close();
      stream = undefined;
    }
  });
  if (!document.hidden) open();
}
