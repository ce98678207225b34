/** What every form says, in the languages of the walks with leads. */

import { ru } from "../src/words/ru.ts";
import { uz } from "../src/words/uz.ts";

export const form = { uz: uz.form, ru: ru.form };
