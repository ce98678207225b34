/** Buying a course: the order with its price, a discount code, where to pay, and that the course opens by itself. */

import { ApiError, type Answer } from "@talim/client";
import { useState } from "preact/hooks";
import { useCentre } from "../../centre.ts";
import { formatDayTime, formatMoney } from "../../format.ts";
import { listPrices } from "../pupil/courses.tsx";
import { PayButton } from "../../payments/pupil/pay.tsx";
import { usePaymentChanges } from "../../payments/family/payment-card.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { buyWords } from "./words/index.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import { enrol } from "../learn/learning-calls.ts";

type Order = Answer<"/payments/orders/", "get">["results"][number];
type Course = Answer<"/courses/courses/{id}/", "get">;

/** Of a person's orders so many are looked at, the newest first. */
const LOOKED_AT = 20;
/** Payme takes soʻm only. */
const CURRENCIES: Record<string, string> = { payme: "UZS" };

interface BuyProps {
  course: Course;
  me: Person;
  /** The course may be open by now. */
  reload: () => void;
}

export function Buy({ course, me, reload }: BuyProps) {
  const words = useWords();
  const orders = useLoad(() => findOrder(course.id, me.id), [course.id, me.id]);
  usePaymentChanges(() => {
    orders.reload();
    reload();
  });
  const show = (order: Order | undefined) => (order ? orders.replace(order) : reload());
  return (
    <Loading of={orders}>
      {(order) =>
        order && isOpen(order) ? (
          <OrderToPay order={order} course={course.id} me={me} onChanged={show} />
        ) : (
          <section>
            <p class="number">{listPrices(course.prices, words)}</p>
            <Place course={course.id} isAnew={order?.status === "failed"} onDone={show} />
          </section>
        )
      }
    </Loading>
  );
}

/** The newest order of this person for the course; null without one. */
async function findOrder(course: string, learner: string): Promise<Order | null> {
  const { results } = await talim.api.get("/payments/orders/", { query: { learner, page_size: LOOKED_AT } });
  const own = results.filter(({ courses }) => courses.some((item) => item.course === course));
  return own.find(isOpen) ?? own[0] ?? null;
}

function isOpen({ status, expires_at }: Order): boolean {
  return (status === "pending" || status === "overdue") && (!expires_at || Date.parse(expires_at) > Date.now());
}

function Place({
  course,
  isAnew,
  onDone,
}: {
  course: string;
  isAnew: boolean;
  onDone: (order: Order | undefined) => void;
}) {
  const texts = buyWords.use();
  return (
    <>
      {isAnew ? <p>{texts.over}</p> : null}
      <ActButton
        word={isAnew ? texts.buyAnew : texts.buy}
        class="main"
        act={(key) => placeOrder(course, key)}
        onDone={onDone}
      />
    </>
  );
}

/** The order to pay; undefined where the course opened at once. */
async function placeOrder(course: string, key: string): Promise<Order | undefined> {
  try {
    await enrol(course, key);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 402) return (error.body as { order: Order }).order;
    throw error;
  }
}

interface OrderProps {
  order: Order;
  course: string;
  me: Person;
  onChanged: (order: Order | undefined) => void;
}

function OrderToPay({ order, course, me, onChanged }: OrderProps) {
  const words = useWords();
  const texts = buyWords.use();
  const others = order.courses.filter((item) => item.course !== course).map(({ title }) => title);
  const { code, price, amount, reference, expires_at: until } = order;
  const off = { ...price, amount: amount.amount - price.amount };
  return (
    <section class="card order" aria-labelledby="order">
      <h2 id="order">{texts.title}</h2>
      <span class="quiet">
        {[texts.number(reference), ...(others.length ? [texts.others(others.join(", "))] : [])].join(" · ")}
      </span>
      <dl class="order-sums">
        {code ? (
          <>
            <dt>{texts.price}</dt>
            <dd class="number">{formatMoney(price, words)}</dd>
            <dt>{texts.discount(code)}</dt>
            <dd class="number">{formatMoney(off, words)}</dd>
          </>
        ) : null}
        <dt>{texts.toPay}</dt>
        <dd class="number amount">{formatMoney(amount, words)}</dd>
      </dl>
      {until ? <p class="quiet small">{texts.until(formatDayTime(until, me.zone, words))}</p> : null}
      {code ? (
        <ActButton
          word={texts.removeCode}
          class="plain"
          act={() => talim.api.delete("/payments/orders/{id}/code/", { path: { id: order.id } })}
          onDone={onChanged}
        />
      ) : null}
      <CodeField order={order} onChanged={onChanged} />
      <Providers order={order} />
    </section>
  );
}

function CodeField({ order, onChanged }: { order: Order; onChanged: (order: Order | undefined) => void }) {
  const texts = buyWords.use();
  const [isAsked, setIsAsked] = useState(false);
  const form = useForm<{ code: string }, Order>({
    initial: { code: "" },
    send: ({ code }) => talim.api.post("/payments/orders/{id}/code/", { path: { id: order.id }, body: { code } }),
    onDone: (changed) => {
      setIsAsked(false);
      form.reset();
      showNotice(texts.codeUsed);
      onChanged(isOpen(changed) ? changed : undefined);
    },
  });
  if (!isAsked) {
    return (
      <button type="button" class="plain" onClick={() => setIsAsked(true)}>
        {texts.haveCode}
      </button>
    );
  }
  return (
    <Form of={form} word={texts.useCode} label={texts.code} close={() => setIsAsked(false)}>
      <TextField of={form} name="code" label={texts.code} maxLength={60} required autofocus />
    </Form>
  );
}

/** A button for each provider that takes the currency, and words where none does. */
function Providers({ order }: { order: Order }) {
  const texts = buyWords.use();
  const centre = useCentre();
  if (!centre) return null;
  const taking = centre.pay_online.payments.filter(
    (name) => (CURRENCIES[name] ?? order.amount.currency) === order.amount.currency,
  );
  if (!taking.length) return <p>{texts.payAtCentre(order.reference)}</p>;
  return (
    <>
      {taking.map((name) => (
        <PayButton
          key={name}
          word={texts.payBy[name] ?? name}
          fetchCheckout={(back) => createCheckout(order.id, name, back)}
        />
      ))}
      <p class="quiet small">
        <Icon name="clock" /> {texts.waits}
      </p>
    </>
  );
}

function createCheckout(id: string, name: string, return_url: string): Promise<{ url: string }> {
  const provider = name as "payme" | "stripe";
  return talim.api.post("/payments/orders/{id}/checkout/", {
    path: { id },
    body: { provider, lang: getLanguage(), return_url },
  });
}
