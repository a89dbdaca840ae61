import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages/*,infra,scripts}/src/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
