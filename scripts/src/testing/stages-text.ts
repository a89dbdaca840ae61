/** A stages file of the starter's form; a fork's own says other things. */
export const stagesText = `import { defineStages } from "./src/stages/define-stages.ts";

export default defineStages({
  name: "acme",
  stages: {
    local: {
      organizationId: "1",
      dataCentre: "US",
    },
    dev: {
      organizationId: "REPLACE_ME",
      // Where your Zoho account lives: US, EU, IN.
      dataCentre: "US",
    },
    prod: {
      organizationId: "REPLACE_ME",
      dataCentre: "US",
      production: true,
    },
  },
});
`;
