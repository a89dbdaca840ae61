/** What of a room is mutated, and how much of it its tests have to notice. */
export interface MutatedRoom {
  /** Its folder in the repository. */
  readonly folder: string;
  readonly leastPercent: number;
  /** Source that is mutated, from its folder. */
  readonly sources: readonly string[];
}

const everything = ["src/**/*.ts", "!src/**/*.test.ts", "!src/testing/**"];

/** The rooms whose tests are measured: those on the webhook's path whole, and what decides in the registrar. */
export const mutatedRooms: Readonly<Record<string, MutatedRoom>> = {
  core: { folder: "packages/core", leastPercent: 85, sources: everything },
  aws: { folder: "packages/aws", leastPercent: 85, sources: everything },
  cliq: { folder: "packages/cliq", leastPercent: 80, sources: everything },
  registrar: {
    folder: "packages/registrar",
    leastPercent: 80,
    sources: [
      "src/registrar/{plan-changes,settle-entries,settle-ownership,settle-section}.ts",
      "src/plan/compare-fields.ts",
      "src/budget/{share-budget,operation-use}.ts",
    ],
  },
};
