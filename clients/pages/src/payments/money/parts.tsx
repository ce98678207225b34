/** What the pages about money share: a form whose sum is read back before it is sent, states, the centre's currency. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { saveDraft } from "../../drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";

export type PaymentRow = Answer<"/payments/", "get">["results"][number];

/** The currency of the centre's prices. */
export function useCurrency(): string {
  return useCentre()?.currency ?? "UZS";
}

export interface ReadBack {
  /** What is done, large. */
  sum: string;
  /** To whom, and what follows. */
  text?: string | undefined;
  more?: ComponentChildren;
}

interface ReadBackProps<T extends Values, R> {
  word: string;
  initial: T;
  draft?: string;
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
  /** What is read back before it is sent. Without it nothing is. */
  readBack?: (values: T) => ReadBack | Promise<ReadBack>;
  send: (values: T, key: string) => Promise<R>;
  onDone: (result: R) => void;
  close: () => void;
  here?: Record<string, string>;
  children: (form: FormState<T>) => ComponentChildren;
}

/** A form; what was typed is read back large, and only then sent. */
export function ReadBackForm<T extends Values, R>(props: ReadBackProps<T, R>) {
  const { word, initial, draft, check, readBack, send, onDone, close, here, children } = props;
  const words = useWords();
  const texts = moneyWords.use();
  const [shown, setShown] = useState<ReadBack | undefined>();
  const form: FormState<T> = useForm<T, { result: R } | undefined>({
    initial,
    ...(draft ? { draft } : {}),
    ...(check ? { check } : {}),
    send: async (values, key) => {
      if (readBack && !shown) return void setShown(await readBack(values));
      try {
        return { result: await send(values, key) };
      } catch (error) {
        if (error instanceof ApiError && Object.keys(error.fields).length) setShown(undefined);
        throw error;
      }
    },
    onDone: (done) => {
      if (done) onDone(done.result);
      else if (draft) saveDraft(draft, { json: JSON.stringify(form.values) });
    },
  });
  if (shown) {
    return (
      <div class="read-back">
        <p class="sum number">{shown.sum}</p>
        {shown.text ? <p>{shown.text}</p> : null}
        {shown.more}
        {form.error ? <Problem error={form.error} {...(here ? { here } : {})} /> : null}
        <div class="buttons">
          <Button class="main" off={form.busy} onClick={() => void form.submit()}>
            {form.busy ? words.loading : word}
          </Button>
          <button type="button" class="plain" onClick={() => setShown(undefined)}>
            {texts.change}
          </button>
        </div>
      </div>
    );
  }
  return (
    <Form of={form} word={readBack ? texts.goOn : word} label={word} close={close} {...(here ? { here } : {})}>
      {children(form)}
    </Form>
  );
}

/** A button that opens such a form. */
export function FormButton<T extends Values, R>({
  word,
  main = false,
  ...props
}: Omit<ReadBackProps<T, R>, "close"> & { main?: boolean }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button type="button" class={main ? "main" : undefined} onClick={() => setOpen(true)}>
        {word}
      </button>
      {open ? (
        <Dialog label={word} close={close}>
          <h2>{word}</h2>
          <ReadBackForm
            {...props}
            word={word}
            close={close}
            onDone={(result) => {
              close();
              props.onDone(result);
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}

const ICONS = {
  completed: "good",
  overdue: "warning",
  cancelled: "close",
  failed: "close",
  refunded: "close",
} as const;

export function PaymentState({ status }: { status: PaymentRow["status"] }) {
  const words = useWords();
  return (
    <span class={status === "overdue" ? "state warn" : "state"}>
      <Icon name={ICONS[status as keyof typeof ICONS] ?? "clock"} />
      {words.payments.status[status]}
    </span>
  );
}
