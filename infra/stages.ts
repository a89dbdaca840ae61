import { defineStages } from "./src/stages/define-stages.ts";

/**
 * The product, and every stage it can be deployed as: `pnpm cdk deploy -c stage=dev`.
 * Replace each REPLACE_ME before the first deployment; a stage that still holds one is refused, naming the key.
 */
export default defineStages({
  // Stacks, parameters, metrics and the API carry this name: two teams in one AWS account choose two.
  name: "cliq-actions",
  stages: {
    // What `pnpm start` runs on a laptop. It cannot be deployed: its account does not exist.
    local: {
      organizationId: "60012345678",
      dataCentre: "US",
      account: "000000000000",
      region: "us-east-1",
      // Names as declared: nobody else is in that organisation.
      registration: {},
    },
    dev: {
      // Cliq's organisation id: `params.access.organization.id` of an event, or ask your Zoho administrator.
      organizationId: "REPLACE_ME",
      // Where your Zoho account lives: US, EU, IN, AU, JP, CA, SA, CN, UK or AE.
      dataCentre: "US",
      // Outside production, actions are registered for the registering person only and carry the stage's name. To change:
      // registration: { scope: "personal", nameSuffix: " (dev)" },
    },
    prod: {
      organizationId: "REPLACE_ME",
      dataCentre: "US",
      production: true,
      // Add alarmEmail: "…" to hear of its alarms.
    },
  },
});
