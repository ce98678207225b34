/** Pupils as a cashier knows them: by their own name and phone, a parent's, or a number of a payment or receipt. */

import { talim, type Person } from "../../talim.ts";
import type { FindPicks, Pick } from "../../ui/form/pick-field.tsx";
import { hasPermission } from "../../office/permissions.ts";

/** How many are offered at once, and of how many parents the children are looked up. */
const SHOWN = 10;
const PARENTS = 4;

export interface FamilyMember {
  id: string;
  full_name: string;
}

export function findPupils(me: Person, describe: (parent: string) => string): FindPicks {
  return async (typed) => {
    const found = hasPermission(me, "accounts.view_people") ? await findByPeople(typed, describe) : [];
    return found.length || !typed ? found : findByPayments(typed);
  };
}

async function findByPeople(typed: string, describe: (parent: string) => string): Promise<Pick[]> {
  const query = { page_size: SHOWN, ...(typed ? { search: typed } : {}) };
  const [pupils, parents] = await Promise.all([
    talim.api.get("/auth/users/", { query: { ...query, role: "student" } }),
    typed ? talim.api.get("/auth/users/", { query: { ...query, page_size: PARENTS, role: "parent" } }) : undefined,
  ]);
  const links = await Promise.all(
    (parents?.results ?? []).map(({ id }) =>
      talim.api.get("/auth/guardians/", { query: { parent: id, open: true, page_size: SHOWN } }),
    ),
  );
  const picks = [
    ...pupils.results.map((user) => ({
      id: user.id,
      label: [user.first_name, user.last_name].filter(Boolean).join(" "),
      detail: [user.memberships.map(({ name }) => name).join(", "), user.phone ?? ""].filter(Boolean).join(" · "),
    })),
    ...links
      .flatMap(({ results }) => results)
      .map(({ child, parent }) => ({ id: child.id, label: child.full_name, detail: describe(parent.full_name) })),
  ];
  return dropDoubles(picks);
}

/** Also the way of who may not see people: the office's payments name their pupils. */
async function findByPayments(typed: string): Promise<Pick[]> {
  const { results } = await talim.api.get("/payments/", { query: { search: typed, page_size: 3 * SHOWN } });
  return dropDoubles(
    results.map(({ student, reference, group }) => ({
      id: student.id,
      label: student.full_name,
      detail: [group?.name, reference].filter(Boolean).join(" · "),
    })),
  );
}

function dropDoubles(picks: Pick[]): Pick[] {
  return picks.filter(({ id }, place) => picks.findIndex((other) => other.id === id) === place);
}

/** The other children of this pupil's parents; none for who may not see people. */
export async function fetchSiblings(me: Person, pupil: string): Promise<FamilyMember[]> {
  if (!hasPermission(me, "accounts.view_people")) return [];
  const of = (query: { child: string } | { parent: string }) =>
    talim.api.get("/auth/guardians/", { query: { ...query, open: true, page_size: 20 } });
  const { results: parents } = await of({ child: pupil });
  const families = await Promise.all(parents.map(({ parent }) => of({ parent: parent.id })));
  const children = families.flatMap(({ results }) => results.map(({ child }) => child));
  return children.filter(({ id }, place) => id !== pupil && children.findIndex((other) => other.id === id) === place);
}
