/** The areas of the office, in the order of the sidebar. */

import type { OfficeArea } from "./area.ts";
import { cash } from "../payments/cash/pages.ts";
import { centre } from "../settings/centre/pages.ts";
import { groups } from "../courses/office/pages.ts";
import { leads } from "../leads/pages.ts";
import { messages } from "../notifications/office/pages.ts";
import { money } from "../payments/money/pages.ts";
import { people } from "../accounts/people/pages.ts";
import { pupils } from "../accounts/pupils/pages.ts";
import { shop } from "../gamification/office/pages.ts";
import { timetable } from "../lessons/timetable/pages.ts";
import { today } from "../portal/today/pages.ts";

export const AREAS: OfficeArea[] = [
  today,
  cash,
  leads,
  pupils,
  groups,
  timetable,
  money,
  people,
  messages,
  shop,
  centre,
];
