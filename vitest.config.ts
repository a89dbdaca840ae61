import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const report: ["json", { outputFile: string }] = ["json", { outputFile: ".local/test-report.json" }];

// Programs that tests start load the same modules again and again: what one has compiled, the next does not compile.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".local/compile-cache");

/** What only `.ci/run` proves, and only in the repository itself: it takes a minute of a processor. */
const onlyInCi = process.env.CI_TESTS === undefined ? ["**/*.ci.test.ts"] : [];

/** Rooms whose tests leave nothing behind in their process: a worker keeps what it has loaded and goes on to the next file. */
const sharing = [
  "{packages/{core,cliq,aws,desks,registrar,translators},packages/local/*,infra,scripts}/src/**/*.test.ts",
];

/** Browsers, whole stacks, copies of the repository, waits for real minutes, thousands of lives in `.ci/run`: begun last, one of them would run alone at the end. */
const long =
  /(?:page(?:\.ci)?|page-states(?:\.ci)?|runbook\.ci|save-to-page|build-on-save|end-of-start|restart|inspect\.ci|deploy-page|desk-grant\.ci|killed-work(?:\.ci)?|operated-stage|cdk-life\.ci|local-stack|plan-drift-clean|real-processes\.ci|random-lifecycles|copied-repository\.ci|start|crash-points|failing-functions|whole-path|outside-world|stacks)\.test/;

/**
 * Tests of actions first: a file that needs a worker of its own would end those that others share, and each that follows
 * loads everything again. Then what takes long.
 */
class ByCost extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ project, moduleId }: TestSpecification): number =>
      project.config.isolate ? 0 : long.test(moduleId) ? 1 : 2;
    return Promise.resolve(files.toSorted((one, other) => placeOf(one) - placeOf(other)));
  }
}

export default defineConfig({
  test: {
    // Much of the suite waits for processes and sockets: every core gets a worker and a half.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: ByCost },
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
          exclude: ["**/node_modules/**", ...onlyInCi],
          isolate: false,
          // Most of what tests make is garbage at once; with V8's own 16 MB to make it in, a tenth of the time is spent on collecting it.
          execArgv: ["--min-semi-space-size=16", "--max-semi-space-size=32"],
          setupFiles: "scripts/src/testing/restore-process.ts",
        },
      },
      // Whatever a fork's tests do, such as replacing modules, ends with their file.
      { extends: true, test: { name: "actions", pool: "threads", include: ["packages/actions/{src/**/,}*.test.ts"] } },
    ],
  },
});
