/** Orders of online courses: who ordered what, whether it is paid, and an order for a pupil. */

import type { Answer } from "@talim/client";
import { formatDay, formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { usePayme } from "../pupil/pay.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, PickManyField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { PaymentState, useCurrency } from "./parts.tsx";
import { PaymentCard } from "./payment-card.tsx";
import { PayLink } from "./pay-link.tsx";

/** How many courses are offered at once. */
const SHOWN = 12;

/** Online courses that can be ordered. */
const findOnSale: FindPicks = async (typed) => {
  const query = {
    mode: "online" as const,
    status: "published" as const,
    page_size: SHOWN,
    ...(typed ? { search: typed } : {}),
  };
  const { results } = await talim.api.get("/courses/courses/", { query });
  return results.map((course) => ({ id: course.id, label: course.title[getLanguage()] ?? course.slug }));
};

type Order = Answer<"/payments/orders/", "get">["results"][number];

export function Orders({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.orders;
  const { opened, open, close, changes, changed } = useOpenedRow<Order | "new">();
  const { status } = words.payments;
  return (
    <>
      <h1>{words.office.nav.pages.courseOrders}</h1>
      <DataTable<Order>
        name="course-orders"
        label={words.office.nav.pages.courseOrders}
        columns={[
          { id: "learner", title: own.learner, cell: (row) => row.learner.full_name, order: "learner" },
          { id: "courses", title: own.courses, cell: (row) => row.courses.map(({ title }) => title).join(", ") },
          {
            id: "amount",
            title: texts.amount,
            cell: (row) => formatMoney(row.amount, words),
            number: true,
            order: "amount",
          },
          { id: "code", title: texts.codes.usedCode, cell: (row) => row.code, optional: true },
          { id: "status", title: texts.state, cell: (row) => <PaymentState status={row.status} />, order: "status" },
          {
            id: "created_at",
            title: own.ordered,
            cell: (row) => formatDay(row.created_at, me.zone, words),
            order: "created_at",
          },
          { id: "buyer", title: own.buyer, cell: (row) => row.buyer.full_name, order: "buyer", optional: true },
        ]}
        load={(query, { state }) =>
          talim.api.get("/payments/orders/", {
            query: { ...query, ...(state ? { status: state as Order["status"] } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["pending", status.pending],
              ["completed", status.completed],
              ["cancelled", status.cancelled],
              ["refunded", status.refunded],
            ],
          },
        ]}
        acts={
          hasPermission(me, "payments.manage") ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {own.new}
            </button>
          ) : null
        }
        empty={<Empty drawing="box" text={own.none} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.new} close={close}>
          <NewOrder
            close={close}
            onDone={(order) => {
              changed();
              open(order);
              showNotice(own.added);
            }}
          />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.learner.full_name} close={close}>
          <OrderCard order={opened} me={me} onChanged={changed} />
        </Drawer>
      ) : null}
    </>
  );
}

function OrderCard({ order, me, onChanged }: { order: Order; me: Person; onChanged: () => void }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.orders;
  const isPaymeOn = usePayme("payments");
  const isOpen = order.status === "pending" || order.status === "overdue";
  return (
    <>
      <ul class="rows">
        {order.courses.map((item) => (
          <li key={item.course}>
            <span>
              {item.title}
              <span class="state quiet">
                <Icon name={item.open ? "good" : "clock"} />
                {item.open ? own.open : own.notOpen}
              </span>
            </span>
            <b class="number">{formatMoney(item.amount, words)}</b>
          </li>
        ))}
      </ul>
      {order.code ? (
        <p>
          {texts.codes.discount(
            order.code,
            formatMoney({ ...order.price, amount: order.amount.amount - order.price.amount }, words),
          )}
        </p>
      ) : null}
      {isOpen && order.expires_at ? (
        <p>
          {own.until}: {formatDayTime(order.expires_at, me.zone, words)}
        </p>
      ) : null}
      {isOpen && isPaymeOn && order.amount.currency === "UZS" ? <PayLink order={order.id} /> : null}
      <PaymentCard id={order.payment} me={me} onChanged={onChanged} link={false} />
    </>
  );
}

function NewOrder({ close, onDone }: { close: () => void; onDone: (order: Order) => void }) {
  const texts = moneyWords.use();
  const own = texts.orders;
  const currency = useCurrency();
  const form = useForm({
    initial: {
      learner: null as Pick | null,
      buyer: null as Pick | null,
      courses: [] as Pick[],
      months: null as number | null,
      replace: false,
      ignore_prerequisites: false,
    },
    draft: "course-order",
    send: ({ learner, buyer, courses, months, ...values }, idempotencyKey) =>
      talim.api.post("/payments/orders/", {
        body: {
          ...values,
          learner: learner?.id ?? null,
          buyer: buyer?.id ?? null,
          courses: courses.map(({ id }) => ({ course: id, ...(months ? { months } : {}) })),
          currency,
        },
        idempotencyKey,
      }),
    onDone,
  });
  return (
    <Form of={form} word={own.place} close={close}>
      <PickField of={form} name="learner" label={own.learner} find={findPeople("student")} required autofocus />
      <PickField of={form} name="buyer" label={own.buyer} hint={own.buyerHelp} find={findPeople("parent")} />
      <PickManyField of={form} name="courses" label={own.courses} find={findOnSale} required />
      <NumberField of={form} name="months" label={own.months} hint={own.monthsHelp} min={1} max={24} />
      <CheckField of={form} name="replace" label={own.replace} />
      <CheckField of={form} name="ignore_prerequisites" label={own.prerequisites} />
    </Form>
  );
}
