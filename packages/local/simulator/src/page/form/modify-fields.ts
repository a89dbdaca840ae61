import { type Fields, isFields, toFields, toList, toText } from "../reply/fields.ts";
import type { FormField } from "./form-field.ts";

/** Changes the fields of a form as a change handler's reply asks (protocol page 4.4), and gives those that it has then. */
export function modifyFields(
  fields: readonly FormField[],
  reply: Fields,
  draw: (input: Fields) => FormField,
): readonly FormField[] {
  return toList(reply["actions"])
    .map(toFields)
    .reduce<readonly FormField[]>((now, action) => {
      const index = now.findIndex(({ input }) => input["name"] === action["name"]);
      const field = now[index];
      if (field === undefined) return now;
      const { input } = action;
      const added = isFields(input) ? [draw(input)] : [];
      switch (toText(action["type"])) {
        case "remove":
          return now.toSpliced(index, 1);
        case "clear":
          field.clear();
          return now;
        case "enable":
          field.setDisabled(false);
          return now;
        case "disable":
          field.setDisabled(true);
          return now;
        case "update":
          return isFields(input) ? now.toSpliced(index, 1, draw({ ...field.input, ...input })) : now;
        case "add_before":
          return now.toSpliced(index, 0, ...added);
        case "add_after":
          return now.toSpliced(index + 1, 0, ...added);
        default:
          return now;
      }
    }, fields);
}
