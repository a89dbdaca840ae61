/** When a process dies: at its n-th exchange with Cliq or the ledger, before that takes effect or after. */
export interface Death {
  readonly at: number;
  readonly when: "before" | "after";
}

/** Ends all of a run's input and output at one point, as the death of its process does; nothing gets through afterwards. */
export function killSwitch(): { plan(death: Death | undefined): void; guard<T>(exchange: () => Promise<T>): Promise<T> } {
  let death: Death | undefined;
  let exchanges = 0;
  return {
    plan: (next) => {
      death = next;
      exchanges = 0;
    },
    guard: async (exchange) => {
      exchanges += 1;
      if (death === undefined || exchanges < death.at) return exchange();
      if (exchanges === death.at && death.when === "after") await exchange();
      throw new Error("The process is dead");
    },
  };
}
