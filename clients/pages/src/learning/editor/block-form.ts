/** The fields of a block, as those of a form that is sent with each change. */

import type { FormState, Values } from "../../ui/form/use-form.ts";

export function asForm<T extends object>(
  values: T,
  change: (values: T) => void,
  errors: Record<string, string> = {},
): FormState<T & Values> {
  return {
    values: values as T & Values,
    errors,
    error: undefined,
    busy: false,
    restored: false,
    set: (name, value) => change({ ...values, [name]: value }),
    reset: () => undefined,
    submit: async () => undefined,
    require: () => undefined,
    isErrorBesideFields: () => true,
  };
}
