import { apertiumFake } from "./fakes/apertium-fake.ts";
import { deeplFake } from "./fakes/deepl-fake.ts";
import { libretranslateFake } from "./fakes/libretranslate-fake.ts";

/** What stands in for the translators that a stage can choose, for the `fake.ts` of an action that translates. */
export const translatorFakes = { deepl: deeplFake, libretranslate: libretranslateFake, apertium: apertiumFake };
