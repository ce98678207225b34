/** The pay of a month, and of one person in it. */

import type { Answer } from "@talim/client";

export type Payroll = Answer<"/payments/salaries/", "get">;
export type PayRow = Payroll["rows"][number];
export type PayOut = Payroll["pay_outs"][number];
