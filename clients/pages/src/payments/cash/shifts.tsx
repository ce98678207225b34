/** Cash desks with what is in them now, and shifts: open, count, close; each with its report and movements. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";
import { DeskForm } from "./desk-form.tsx";
import { fetchDesks, type CashDesk } from "./desks.ts";
import { ShiftForm } from "./shift-form.tsx";
import { ShiftRows } from "./shift-rows.tsx";
import { WaitingCount } from "./waiting-count.tsx";
import { Facts, readFilters, useDaysFilter } from "./table-parts.tsx";

/** Cash that went back to families: receipts that were reversed, and refunds. */
export function sumBack({ reversed, paid_back: paidBack }: Shift): Shift["reversed"] {
  return { ...reversed, amount: reversed.amount + paidBack.amount };
}

export type Shift = Answer<"/payments/shifts/", "get">["results"][number];

type Opened = { action: "open" | "close"; desk: CashDesk } | { action: "edit"; desk: CashDesk | undefined } | undefined;

export function Shifts({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const desks = useLoad(() => fetchDesks(), []);
  const [opened, setOpened] = useState<Opened>();
  const [card, setCard] = useState<Shift>();
  const [changes, setChanges] = useState(0);
  useOfficeUpdates(desks.reload);
  const close = () => setOpened(undefined);
  const changed = () => {
    close();
    desks.reload();
    setChanges((n) => n + 1);
  };
  const mayArrange = hasPermission(me, "payments.arrange_desks");
  const columns: Column<Shift>[] = [
    {
      id: "opened_at",
      title: texts.opened,
      order: "opened_at",
      cell: (row) => formatDayTime(row.opened_at, me.zone, words),
    },
    { id: "desk", title: texts.desk, order: "desk", cell: ({ desk }) => desk.name },
    { id: "cashier", title: texts.cashier, order: "cashier", cell: ({ cashier }) => cashier.full_name },
    {
      id: "taken",
      title: texts.figures.taken,
      number: true,
      cell: ({ taken }) => formatMoney(taken, words),
      optional: "narrow",
    },
    {
      id: "back",
      title: texts.figures.paid_back,
      number: true,
      cell: (row) => formatMoney(sumBack(row), words),
      optional: "narrow",
    },
    {
      id: "balance",
      title: texts.inDrawer,
      number: true,
      cell: ({ balance, counted }) => formatMoney(counted ?? balance, words),
    },
    { id: "difference", title: texts.difference, cell: (row) => <Difference of={row} /> },
    {
      id: "closed_at",
      title: texts.closed,
      order: "closed_at",
      cell: (row) => (row.closed_at ? formatDayTime(row.closed_at, me.zone, words) : texts.stillOpen),
    },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.shifts}</h1>
      <Loading of={desks}>
        {(all) =>
          all.length ? (
            <ul class="cards desks">
              {all.map((desk) => (
                <DeskCard key={desk.id} desk={desk} me={me} open={setOpened} />
              ))}
            </ul>
          ) : (
            <p class="empty">{mayArrange ? texts.noDesks : texts.askForDesk}</p>
          )
        }
      </Loading>
      {mayArrange ? (
        <p>
          <button type="button" onClick={() => setOpened({ action: "edit", desk: undefined })}>
            {texts.newDesk}
          </button>
        </p>
      ) : null}
      <DataTable
        name="shifts"
        label={words.office.nav.pages.shifts}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/shifts/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        filters={[
          useDaysFilter(),
          {
            name: "open",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["true", texts.stillOpen],
              ["false", texts.closed],
            ],
          },
          {
            name: "differs",
            label: texts.difference,
            options: [
              ["", words.form.all],
              ["true", texts.differs],
              ["false", texts.agrees],
            ],
          },
        ]}
        ordering="-opened_at"
        empty={texts.noShifts}
        on={[changes]}
        live={useOfficeUpdates}
      />
      {opened && opened.action !== "edit" ? (
        <Drawer title={opened.action === "open" ? texts.openShift : texts.closeShift} close={close}>
          <ShiftForm
            action={opened.action}
            desks={[desks.value?.find(({ id }) => id === opened.desk.id) ?? opened.desk]}
            close={close}
            onDone={changed}
          />
        </Drawer>
      ) : null}
      {opened?.action === "edit" ? (
        <Drawer title={opened.desk?.name ?? texts.newDesk} close={close}>
          <DeskForm desk={opened.desk} onSaved={changed} close={close} />
        </Drawer>
      ) : null}
      {card ? <ShiftCard shift={card} me={me} close={() => setCard(undefined)} /> : null}
    </>
  );
}

function DeskCard({ desk, me, open }: { desk: CashDesk; me: Person; open: (opened: Opened) => void }) {
  const words = useWords();
  const texts = cashWords.use();
  const { shift } = desk;
  return (
    <li class="card">
      <strong>{desk.name}</strong>
      <span class="amount">{formatMoney(desk.balance, words)}</span>
      {desk.change_float.amount ? (
        <span class="quiet">{texts.floatHere(formatMoney(desk.change_float, words))}</span>
      ) : null}
      {desk.held.amount ? (
        <span class="state">
          <Icon name="clock" />
          {texts.held(formatMoney(desk.held, words))}
        </span>
      ) : null}
      <span class="state">
        <Icon name={shift ? "good" : "pause"} />
        {shift
          ? texts.openSince(shift.cashier.full_name, formatDayTime(shift.opened_at, me.zone, words))
          : texts.noShiftHere}
      </span>
      <WaitingCount desk={desk} me={me} />
      <span class="quiet">{[desk.branch.name, desk.keeper?.full_name].filter(Boolean).join(" · ")}</span>
      <div class="buttons">
        {shift ? null : (
          <button type="button" onClick={() => open({ action: "open", desk })}>
            {desk.waiting ? texts.countAgain : texts.openShift}
          </button>
        )}
        {shift?.cashier.id === me.id ? (
          <>
            <button type="button" onClick={() => open({ action: "close", desk })}>
              {desk.waiting ? texts.countAgain : texts.closeShift}
            </button>
            <Link to="bank">{texts.carry}</Link>
          </>
        ) : null}
        {hasPermission(me, "payments.arrange_desks") ? (
          <button
            type="button"
            class="plain"
            aria-label={`${words.form.edit}: ${desk.name}`}
            onClick={() => open({ action: "edit", desk })}
          >
            {words.form.edit}
          </button>
        ) : null}
      </div>
    </li>
  );
}

function Difference({ of: shift }: { of: Shift }) {
  const words = useWords();
  const texts = cashWords.use();
  if (!shift.closed_at) return <>–</>;
  const differs = Boolean(shift.difference?.amount);
  return (
    <span class="state">
      <Icon name={differs ? "warning" : "good"} />
      {differs && shift.difference ? formatMoney(shift.difference, words) : texts.agrees}
    </span>
  );
}

function ShiftCard({ shift, me, close }: { shift: Shift; me: Person; close: () => void }) {
  const words = useWords();
  const texts = cashWords.use();
  const path = { id: shift.desk.id, shift_id: shift.id };
  const report = useLoad(() => talim.api.get("/payments/cash-desks/{id}/shift/{shift_id}/", { path }), [shift.id]);
  const figures = ["taken", "reversed", "paid_back", "spent", "paid_out", "banked", "moved_in", "moved_out"] as const;
  return (
    <Drawer title={`${shift.desk.name} · ${formatDayTime(shift.opened_at, me.zone, words)}`} close={close}>
      <Loading of={report}>
        {(value) => (
          <Facts
            of={[
              [texts.cashier, value.shift.cashier.full_name],
              [texts.openedWith, formatMoney(value.shift.opened_with, words)],
              [texts.ofFloatTaken, value.shift.float_taken.amount ? formatMoney(value.shift.float_taken, words) : ""],
              ...figures.map((name): [string, string] => [
                texts.figures[name],
                value[name].amount ? formatMoney(value[name], words) : "",
              ]),
              [texts.expected, <strong key="sum">{formatMoney(value.expected, words)}</strong>],
              [texts.countedSum, value.shift.counted ? formatMoney(value.shift.counted, words) : ""],
              [
                texts.ofFloatReturned,
                value.shift.float_returned.amount ? formatMoney(value.shift.float_returned, words) : "",
              ],
              [texts.difference, value.shift.closed_at ? <Difference key="difference" of={shift} /> : ""],
              [texts.note, value.shift.note],
              [texts.closed, value.shift.closed_at ? formatDayTime(value.shift.closed_at, me.zone, words) : ""],
            ]}
          />
        )}
      </Loading>
      <ShiftRows shift={shift.id} me={me} />
    </Drawer>
  );
}
