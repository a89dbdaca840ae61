import { expect, test } from "vitest";
import { grantsOf, templateWith } from "../testing/stack-with.ts";
import { addTicketDesk } from "./add-ticket-desk.ts";

test("the table is backed up, encrypted, paid by use, and kept in production only", () => {
  const template = templateWith(addTicketDesk);
  template.hasResource("AWS::DynamoDB::Table", {
    DeletionPolicy: "Delete",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    },
  });
  templateWith(addTicketDesk, true).hasResource("AWS::DynamoDB::Table", { DeletionPolicy: "Retain" });
});

test("the function may put and get single tickets, nothing else", () => {
  const resources = expect.stringMatching(/^\{"Fn::GetAtt":\["\w*Tickets\w+","Arn"\]\}$/);
  expect(grantsOf(templateWith(addTicketDesk))).toEqual([
    { actions: ["dynamodb:PutItem", "dynamodb:GetItem"], resources },
  ]);
});

test("a desk outside needs its connection, and says to the function what the stage says of it", () => {
  const desk = { kind: "github", repository: "acme/support" } as const;
  const template = templateWith(addTicketDesk, false, { desk }, ["github"]);
  template.hasResourceProperties("AWS::Lambda::Function", {
    Environment: { Variables: { TICKET_DESK: JSON.stringify(desk) } },
  });
  expect(() => templateWith(addTicketDesk, false, { desk })).toThrow(
    'the stage\'s desk is of the kind "github", and this action connects to none: add a connections.ts',
  );
});
