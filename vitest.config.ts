import { defineConfig } from "vitest/config";

const report: ["json", { outputFile: string }] = ["json", { outputFile: ".local/test-report.json" }];

export default defineConfig({
  test: {
    include: ["{packages/*,infra,scripts}/src/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: process.env.CI === undefined ? ["default"] : ["default", report],
  },
});
