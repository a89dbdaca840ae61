import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const report: ["json", { outputFile: string }] = ["json", { outputFile: ".local/test-report.json" }];

/** Rooms whose tests leave nothing behind in their process: a worker keeps what it has loaded and goes on to the next file. */
const sharing = ["{packages/{core,cliq,aws,registrar},packages/local/*,infra,scripts}/src/**/*.test.ts"];

export default defineConfig({
  test: {
    // Much of the suite waits for processes and sockets: every core gets a worker and a half.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // A test that waits for ever is found; one on a busy or slow machine is not cut off.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Real processes, sockets and a browser share two cores in CI, six suites long: what fails by chance is tried once more.
    retry: process.env.CI === undefined ? 0 : 1,
    // CDK's validation of templates is most of what a synthesis costs; `pnpm check` synthesises with it, tests without.
    env: { CDK_VALIDATION: "false" },
    reporters: process.env.CI === undefined ? ["default"] : ["default", report],
    projects: [
      {
        extends: true,
        test: {
          name: "sharing",
          include: sharing,
          isolate: false,
          setupFiles: "scripts/src/testing/restore-environment.ts",
        },
      },
      // Whatever a fork's tests do, such as replacing modules, ends with their file.
      { extends: true, test: { name: "actions", include: ["packages/actions/{src/**/,}*.test.ts"] } },
    ],
  },
});
