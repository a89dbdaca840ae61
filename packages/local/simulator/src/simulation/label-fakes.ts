import type { LocalStack } from "@cliq-actions/local-aws";

/**
 * What stands in for systems outside this machine, one line each: the fakes of connections (`call-api: orders`),
 * one line for all that an action's stage chooses among, then what the AWS services that actions bring say of themselves.
 */
export function labelFakes({ fakes, serviceLabels }: Pick<LocalStack, "fakes" | "serviceLabels">): string[] {
  const always = Object.keys(fakes).filter((name) => fakes[name]?.isForChoice !== true);
  const choices = Map.groupBy(
    Object.keys(fakes).filter((name) => !always.includes(name)),
    (name) => name.split("/")[0],
  );
  return [
    ...always.map((name) => name.replace("/", ": ")),
    ...Array.from(choices, ([slug, names]) => {
      const systems = names.map((name) => name.split("/")[1]).join(", ");
      return `${slug}: ${systems}, whichever the stage chooses`;
    }),
    ...Object.values(serviceLabels),
  ];
}
