/** What the form of a new pupil holds, and how the server is told. */

import { ApiError } from "@talim/client";
import { talim } from "../../talim.ts";
import { checkReadable } from "../../ui/file.ts";
import type { Pick } from "../../ui/form/pick-field.tsx";
import type { Paper } from "./paper.ts";
import { getFullName } from "./section.tsx";

const ADULT_AGE = 18;

export type EnrolValues = ReturnType<typeof getInitialValues>;

export interface Enrolled {
  pupil: string;
  name: string;
  isChild: boolean;
  /** The name of the group on whose waiting list the pupil is; "" for none. */
  waitsFor: string;
  consentFailed: boolean;
}

export function getInitialValues(today: string) {
  const parent = { person: null as Pick | null, first_name: "", last_name: "", phone: "" };
  return {
    first_name: "",
    last_name: "",
    patronymic: "",
    birth_date: "",
    phone: "",
    locale: "uz" as "uz" | "ru" | "en",
    two_parents: false,
    a_kind: "mother" as Kind,
    a_person: parent.person,
    a_first_name: "",
    a_last_name: "",
    a_phone: "",
    b_kind: "father" as Kind,
    b_person: parent.person,
    b_first_name: "",
    b_last_name: "",
    b_phone: "",
    group: null as Pick | null,
    status: "active" as "active" | "trial",
    joined_on: today,
    price: null as number | null,
    currency: "UZS",
    price_reason: "",
    signed_by: "",
    signed_on: today,
    file: "",
  };
}

type Kind = "mother" | "father" | "guardian" | "other";

/** Whether somebody born on this day is a minor today; false while no day is given. */
export function isMinor(birthDate: string, today: string): boolean {
  return birthDate !== "" && `${Number(birthDate.slice(0, 4)) + ADULT_AGE}${birthDate.slice(4)}` > today;
}

/** Whether a phone or a family name of this parent is typed: without a name nobody would be linked. */
export function needsName(values: EnrolValues, place: "a" | "b"): boolean {
  return Boolean(values[`${place}_phone`].trim() || values[`${place}_last_name`].trim());
}

const getPlaces = (values: EnrolValues) => (values.two_parents ? (["a", "b"] as const) : (["a"] as const));

function getParents(values: EnrolValues) {
  const places = getPlaces(values);
  const named = places.filter((place) => values[`${place}_person`] || values[`${place}_first_name`].trim());
  const guardians = named.map((place) => {
    const known = values[`${place}_person`];
    const [first_name, last_name] = [values[`${place}_first_name`], values[`${place}_last_name`]];
    const person = known
      ? { id: known.id }
      : { first_name, last_name, phone: values[`${place}_phone`].trim() || null, locale: values.locale };
    return { person, kind: values[`${place}_kind`] };
  });
  return { named, guardians };
}

/** The pupil with everything in one act, on this day; then the papers, which can be recorded again when that fails. */
export async function enrol(values: EnrolValues, paper: Paper, key: string, today: string): Promise<Enrolled> {
  const { first_name, last_name, patronymic, birth_date, phone, locale, group, status, joined_on } = values;
  const { named, guardians } = getParents(values);
  const price =
    values.price === null
      ? null
      : { amount: { amount: values.price, currency: values.currency }, reason: values.price_reason };
  const body = {
    pupil: { first_name, last_name, patronymic, birth_date: birth_date || null, phone: phone.trim() || null, locale },
    guardians,
    place: group ? { group: group.id, status, joined_on: joined_on || null, price } : null,
  };
  const made = await talim.api.post("/auth/families/", { body, idempotencyKey: key }).catch((reason: unknown) => {
    throw nameFields(reason, named);
  });
  const consentFailed = await recordPapers(made.pupil, values, paper, key).then(
    () => false,
    () => true,
  );
  const isChild = isMinor(birth_date, today);
  return {
    pupil: made.pupil,
    name: getFullName(values),
    isChild,
    waitsFor: made.waiting ? (group?.label ?? "") : "",
    consentFailed,
  };
}

async function recordPapers(
  id: string,
  { signed_by, signed_on }: EnrolValues,
  { kinds, file }: Paper,
  key: string,
): Promise<void> {
  if (!file) return;
  const photo = await checkReadable(file);
  for (const kind of kinds) {
    const form = { given: true, signed_by, signed_on, file: photo };
    await talim.api.post("/auth/children/{id}/consents/{kind}/paper/", {
      path: { id, kind },
      form,
      idempotencyKey: `${key}${kind}`,
    });
  }
}

/** The same refusal with the names of this form's fields: "guardians.0.person.phone" is "a_phone". */
function nameFields(reason: unknown, named: readonly string[]): unknown {
  if (!(reason instanceof ApiError)) return reason;
  const fields = Object.entries(reason.fields).map(([path, texts]) => {
    const [part, number, ...rest] = path.split(".");
    const last = path.split(".").at(-1) ?? path;
    if (part === "guardians")
      return [`${named[Number(number)] ?? "a"}_${rest.at(-1) === "id" ? "person" : last}`, texts];
    if (path.startsWith("place.price")) return [last === "reason" ? "price_reason" : "price", texts];
    return [last, texts];
  });
  return new ApiError(
    reason.status,
    reason.code,
    reason.detail,
    Object.fromEntries(fields) as Record<string, string[]>,
    reason.requestId,
    reason.retryAfter,
  );
}
