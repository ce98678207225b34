/** Who may take the file of the own data: the server gives it to a proved address only, and to a child. */

import type { Person } from "../../talim.ts";

export function canTakeData(me: Person): boolean {
  return me.child_profile !== null || Boolean(me.email_verified_at ?? me.phone_verified_at);
}
