import { firstState, type SeenRow, type TokenRow, tokenStateSchema } from "../token-keeper/token-row.ts";

/** The row of one test's keepers, with the same condition on writes as the table's. */
export function memoryTokenRow(): TokenRow & { state(): SeenRow["state"]; put(state: unknown): void } {
  let text: string | undefined;
  let writes = 0;
  const state = (): SeenRow["state"] => (text === undefined ? firstState : tokenStateSchema.parse(JSON.parse(text)));
  const seen = (): SeenRow => ({ state: state(), lastWrite: writes === 0 ? undefined : String(writes) });
  const put = (next: unknown): void => {
    text = JSON.stringify(next);
    writes += 1;
  };
  return {
    state,
    put,
    load: async () => seen(),
    replace: async ({ lastWrite }, next) => {
      if (lastWrite !== seen().lastWrite) return undefined;
      put(next);
      return seen();
    },
  };
}
