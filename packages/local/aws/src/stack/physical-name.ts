import { randomId } from "../random-id.ts";

/** A name as CloudFormation generates one: `<stack>-<logical id>-<random>`, at most `maxLength` characters. */
export function physicalName(
  { stackName, logicalId }: { stackName: string; logicalId: string },
  maxLength: number,
  separator = "-",
): string {
  const random = randomId(12);
  const room = maxLength - random.length - 2;
  const stack = stackName.slice(0, Math.max(room - logicalId.length, Math.floor(room / 2)));
  return [stack, logicalId.slice(0, room - stack.length), random].join(separator);
}
