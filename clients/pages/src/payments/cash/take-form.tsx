/** How much is taken and how; read back large before it is taken. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { formatMoney } from "../../format.ts";
import { saveItem, storage, talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import type { Account, Statement, Taken } from "./account.ts";
import { isApproval, type CashDesk } from "./desks.ts";
import { PaymeCode } from "./payme-code.tsx";
import { METHODS, type Intent, type TakingMethod } from "./taking.ts";

const KEY = "talim.cash.method";
/** What the whole of what is owed stands for. */
const ALL = "all";
/** What a sum too many times the owed one looks like: a zero too many. */
const WRONG_ZEROS = [10, 100];

/** `amount`: undefined until it is typed; until then it is what is owed. */
type Fields = { what: string; amount: number | null | undefined; method: TakingMethod; desk: string; note: string };

interface TakeFormProps {
  statement: Statement;
  account: Account | undefined;
  currency: string;
  /** Desks in this currency where the user has a shift. */
  own: CashDesk[];
  reload: () => void;
  onTaken: (taken: Taken) => void;
}

export function TakeForm({ statement, account, currency, own, reload, onTaken }: TakeFormProps) {
  const words = useWords();
  const texts = cashWords.use();
  const centre = useCentre();
  const [intent, setIntent] = useState<Intent>();
  const shownOwed = useRef(0);
  const open = account?.open_payments ?? [];
  const methods = METHODS.filter(
    (name) => name !== "payme" || (currency === "UZS" && centre?.pay_online.payments.includes("payme")),
  );
  const last = METHODS.find((name) => name === storage.getItem(KEY));
  const typed: FormState<Fields> = useForm<Fields, Intent | undefined>({
    initial: { what: ALL, amount: undefined, method: last && last !== "payme" ? last : "cash", desk: "", note: "" },
    send: async (values) => {
      const fresh = await talim.api.get("/payments/balance/{student_id}/", {
        path: { student_id: statement.student.id },
      });
      const account = fresh.accounts.find(({ owed }) => owed.currency === currency);
      return findOwed(account, values.what) === shownOwed.current ? buildIntent(values) : undefined;
    },
    onDone: (built) => {
      if (built) return setIntent(built);
      showNotice(texts.changedMeanwhile);
      reload();
    },
    check: () => ({
      ...(amount === null || amount <= 0 ? { amount: texts.writeAmount } : {}),
      ...(method === "cash" && !own.length ? { method: texts.cashNeedsShift } : {}),
    }),
  });
  const what = open.some(({ id }) => id === typed.values.what) ? typed.values.what : ALL;
  const owed = findOwed(account, what);
  shownOwed.current = owed;
  const amount = typed.values.amount === undefined ? owed || null : typed.values.amount;
  const method = methods.includes(typed.values.method) ? typed.values.method : "cash";
  const form = {
    ...typed,
    values: {
      ...typed.values,
      what,
      amount,
      method,
      desk: own.some(({ id }) => id === typed.values.desk) ? typed.values.desk : (own[0]?.id ?? ""),
    },
  };
  const buildIntent = (values: Fields): Intent => ({
    amount: amount ?? 0,
    owed,
    payment: what === ALL ? (open.length === 1 ? open[0]?.id : undefined) : what,
    method,
    desk: method === "cash" ? form.values.desk : undefined,
    note: values.note.trim(),
  });
  // The amount stands ready: Enter takes it, typing replaces it.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = box.current?.querySelector<HTMLInputElement>('input[name="amount"]');
    field?.focus();
    field?.select();
  }, []);
  return (
    <div ref={box}>
      <Form
        of={form}
        word={amount ? texts.takeAmount(formatMoney({ amount, currency }, words)) : texts.take}
        label={texts.take}
      >
        {open.length > 1 ? (
          <SelectField
            of={form}
            name="what"
            label={texts.what}
            options={[
              { value: ALL, label: texts.all },
              ...open.map((payment) => ({
                value: payment.id,
                label: `${payment.title || payment.reference} · ${formatMoney(payment.outstanding, words)}`,
              })),
            ]}
            required
          />
        ) : null}
        <FieldRow>
          <MoneyField
            of={{ ...form, require: () => undefined }}
            name="amount"
            label={texts.amount}
            currency={currency}
            required
          />
          <ChoiceField
            of={form}
            name="method"
            label={texts.method}
            options={methods.map((value) => ({ value, label: texts.methods[value] }))}
            required
          />
        </FieldRow>
        {method === "cash" && own.length > 1 ? (
          <SelectField
            of={form}
            name="desk"
            label={texts.desk}
            options={own.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
        ) : null}
        {amount !== null && amount > owed ? <Surplus amount={amount} owed={owed} currency={currency} /> : null}
        <details>
          <summary>{texts.note}</summary>
          <TextField of={form} name="note" label={texts.note} maxLength={300} />
        </details>
      </Form>
      {intent ? (
        <ReadBack
          intent={intent}
          student={statement.student}
          currency={currency}
          reload={reload}
          close={() => setIntent(undefined)}
          onTaken={onTaken}
        />
      ) : null}
    </div>
  );
}

function findOwed(account: Account | undefined, what: string): number {
  const named = account?.open_payments.find(({ id }) => id === what);
  return named ? named.outstanding.amount : (account?.owed.amount ?? 0);
}

/** More than is owed is money in advance, or a slip of the finger. */
function Surplus({ amount, owed, currency }: { amount: number; owed: number; currency: string }) {
  const words = useWords();
  const texts = cashWords.use();
  const times = owed ? WRONG_ZEROS.find((zeros) => amount === zeros * owed) : undefined;
  return (
    <p class="notice" role="status">
      <Icon name="warning" />
      <span>
        {times ? `${texts.timesOwed(times)} ` : ""}
        {texts.inAdvance(formatMoney({ amount: amount - owed, currency }, words))}
      </span>
    </p>
  );
}

interface ReadBackProps {
  intent: Intent;
  student: Statement["student"];
  currency: string;
  reload: () => void;
  close: () => void;
  onTaken: (taken: Taken) => void;
}

function ReadBack({ intent, student, currency, reload, close, onTaken }: ReadBackProps) {
  const words = useWords();
  const texts = cashWords.use();
  const sum = formatMoney({ amount: intent.amount, currency }, words);
  const question = texts.readBack[intent.method](sum, student.full_name);
  const done = (taken: Taken) => {
    saveItem(KEY, intent.method);
    close();
    onTaken(taken);
  };
  const take = async (key: string) => {
    try {
      return await send(intent, student.id, currency, key);
    } catch (error) {
      // What is shown behind the question is not so any more.
      if (error instanceof ApiError && error.status === 409) reload();
      throw error;
    }
  };
  return (
    <Dialog label={texts.readBackTitle} close={close}>
      <p class="read-back">{question}</p>
      {intent.amount > intent.owed ? <Surplus amount={intent.amount} owed={intent.owed} currency={currency} /> : null}
      {intent.method === "payme" ? (
        <PaymeCode
          intent={intent}
          student={student.id}
          currency={currency}
          onPaid={(receipt) => done({ receipt, words: texts.taken(sum, student.full_name) })}
        />
      ) : (
        <ActButton
          word={texts.takeAmount(sum)}
          class="main"
          act={take}
          onDone={(answer) => done(readAnswer(answer, texts.taken(sum, student.full_name), texts.moneyWaits))}
        />
      )}
      <button type="button" class="plain" onClick={close}>
        {words.cancel}
      </button>
    </Dialog>
  );
}

type TakenAnswer =
  Answer<"/payments/{id}/confirm/", "post"> | Answer<"/payments/balance/{student_id}/receive/", "post">;

/** Money for one payment names it; else it covers the oldest first. */
function send({ method, ...intent }: Intent, student: string, currency: string, key: string): Promise<TakenAnswer> {
  const { payment, desk } = intent;
  if (method === "payme") throw new Error("Payme takes its money itself");
  const body = {
    method,
    amount: { amount: intent.amount, currency },
    note: intent.note,
    ...(desk ? { desk } : {}),
  };
  if (!payment) {
    return talim.api.post("/payments/balance/{student_id}/receive/", {
      path: { student_id: student },
      body,
      idempotencyKey: key,
    });
  }
  const advance = intent.amount > intent.owed;
  return talim.api.post("/payments/{id}/confirm/", {
    path: { id: payment },
    body: { ...body, advance },
    idempotencyKey: key,
  });
}

function readAnswer(answer: TakenAnswer, words: string, waits: string): Taken {
  if (isApproval(answer)) return { waits };
  const receipt = "receipts" in answer ? answer.receipts.find(({ kind }) => kind === "payment") : answer.receipt;
  return receipt ? { receipt, words } : { waits: words };
}
