import { githubFake } from "./fakes/github-fake.ts";
import { jiraFake } from "./fakes/jira-fake.ts";
import { zohoDeskFake } from "./fakes/zoho-desk-fake.ts";

/** What stands in for the desks that a stage can choose, for the `fake.ts` of an action that opens tickets. */
export const deskFakes = { github: githubFake, jira: jiraFake, zohoDesk: zohoDeskFake };
