/** The areas of the office, in the order of the sidebar. */

import type { OfficeArea } from "./area.ts";
import { cash } from "./cash/pages.ts";
import { centre } from "./centre/pages.ts";
import { groups } from "./groups/pages.ts";
import { leads } from "./leads/pages.ts";
import { messages } from "./messages/pages.ts";
import { money } from "./money/pages.ts";
import { people } from "./people/pages.ts";
import { pupils } from "./pupils/pages.ts";
import { shop } from "./shop/pages.ts";
import { timetable } from "./timetable/pages.ts";
import { today } from "./today/pages.ts";

export const AREAS: OfficeArea[] = [today, cash, leads, pupils, groups, timetable, money, people, messages, shop, centre];
