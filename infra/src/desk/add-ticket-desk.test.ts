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
