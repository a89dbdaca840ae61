import { createStore } from "../state/store.ts";

/** The reply that somebody wants to try in the playground, from wherever it is shown. */
export const wantedReply = createStore<{ readonly output?: unknown }>({});
