/** An act takes days away that are marked as attended: the server names them, and the office says that it knows. */

import { useEffect } from "preact/hooks";
import { ApiError } from "@talim/client";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import type { BulkChange } from "../../courses/office/data.ts";

interface AttendedFieldProps<T extends Values> {
  of: FormState<T & { accept_attended: boolean }>;
  label: string;
  /** The day that the form sends: of another day, other days are attended. */
  day: string;
}

/** Shown once the server has asked. */
export function AttendedField<T extends Values>({ of: form, label, day }: AttendedFieldProps<T>) {
  const accepted = form.values.accept_attended;
  const set = (known: boolean) =>
    form.set("accept_attended", known as (T & { accept_attended: boolean })["accept_attended"]);
  form.require("accept_attended", false);
  useEffect(() => {
    if (accepted) set(false);
  }, [day]);
  const asked = isAsked(form.error) ? form.error.detail : "";
  if (!asked && !accepted) return null;
  return (
    <div class="field">
      {asked ? (
        <p class="wrong" role="alert">
          {asked}
        </p>
      ) : null}
      <label class="check">
        <input
          type="checkbox"
          name="accept_attended"
          checked={accepted}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {label}
      </label>
    </div>
  );
}

function isAsked(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "attended_days";
}

export const getAttendedRows = (change: BulkChange) =>
  change.rows.filter(({ error }) => error?.code === "attended_days");

/** Throw what one act would be refused with, where the preview of many says that attended days are taken away. */
export function checkAttendedDays(preview: BulkChange): void {
  const rows = getAttendedRows(preview);
  if (!rows.length) return;
  const days = rows.flatMap(({ error }) => error?.fields["accept_attended"] ?? []);
  const detail = rows.map(({ error }) => error?.detail).join(" ");
  throw new ApiError(409, "attended_days", detail, { accept_attended: days }, "");
}
