import { type CloudFormationClient, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { type StageId, stackNameOf } from "@cliq-actions/infra/stages/stage-names";

/** An origin as a person wrote it. Throws {@link CannotOperate} unless it is one; http only on this machine. */
export function parseOrigin(text: string): string {
  const url = URL.parse(text);
  const isLocal = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url !== null && (url.protocol === "https:" || isLocal) && url.href === `${url.origin}/`) return url.origin;
  throw new CannotOperate(
    "--origin must be an https origin without a path, such as https://abc123.execute-api.eu-west-1.amazonaws.com.",
  );
}

/** Throws {@link CannotOperate} when the origin is the API of another stage that is deployed here. */
export async function refuseOthersOrigin(client: CloudFormationClient, origin: string, stage: StageId): Promise<void> {
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    const holder = Stacks.find(
      ({ StackName, Outputs }) =>
        StackName !== stackNameOf(stage) &&
        Outputs?.some(({ OutputKey, OutputValue }) => OutputKey === "ApiOrigin" && OutputValue === origin),
    );
    if (holder !== undefined)
      throw new CannotOperate(`${origin} is the API of the deployed stack ${holder.StackName}: nothing was removed.`);
  }
}
