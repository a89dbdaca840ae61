/** When a process dies: at its n-th exchange with Cliq or the ledger, before that takes effect or after. */
export interface Death {
  readonly at: number;
  readonly when: "before" | "after";
}

/** What happens to a run at its n-th exchange, instead of or before it. */
interface Turn {
  readonly at: number;
  meet<T>(exchange: () => Promise<T>): Promise<T>;
}

/** Stands between a run and the world: can end all of its input and output as the death of its process does, or let something else happen first. */
export function killSwitch() {
  let turn: Turn | undefined;
  let isDead = false;
  let exchanges = 0;
  const plan = (next: Turn | undefined): void => {
    turn = next;
    isDead = false;
    exchanges = 0;
  };
  return {
    /** Plans a death, or lets a new process take over. */
    die: (death: Death | undefined): void =>
      plan(
        death && {
          at: death.at,
          meet: async (exchange) => {
            if (death.when === "after") await exchange();
            isDead = true;
            throw new Error("The process is dead");
          },
        },
      ),
    /** Lets something else happen just before the n-th exchange. */
    interrupt: (at: number, work: () => Promise<void>): void =>
      plan({
        at,
        meet: async (exchange) => {
          turn = undefined;
          await work();
          return exchange();
        },
      }),
    guard: async <T>(exchange: () => Promise<T>): Promise<T> => {
      if (isDead) throw new Error("The process is dead");
      exchanges += 1;
      return turn !== undefined && exchanges === turn.at ? turn.meet(exchange) : exchange();
    },
  };
}
