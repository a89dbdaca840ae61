import { ServiceError } from "../../service-error.ts";
import type { Item } from "./attribute-value.ts";

/** One attribute of a key. */
export interface Key {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

/** An index, as far as its keys are looked at. */
interface Index {
  IndexName: string;
  KeySchema: Key[];
}

/** A table with its indexes, as far as their keys are looked at. */
export interface Indexed {
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
}

/** All indexes of a table. */
export const indexesOf = ({ GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: Indexed): Index[] => [
  ...GlobalSecondaryIndexes,
  ...LocalSecondaryIndexes,
];

/** Refuses an item that would be empty where an index looks for it. */
export function refuseEmptyKeys(table: Indexed, item: Item): void {
  for (const { IndexName, KeySchema } of indexesOf(table))
    for (const { AttributeName } of KeySchema)
      if (item[AttributeName]?.["S"] === "" || item[AttributeName]?.["B"] === "")
        throw new ServiceError(
          "ValidationException",
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${IndexName}, IndexKey: ${AttributeName}`,
        );
}
