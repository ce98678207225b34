/** The pay of a month: what each teacher earned and is still owed. Who does not manage pay sees their own. */

import { useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { formatDate, formatMoney, shiftMonth, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { payWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { fetchBranches } from "../../office/branches.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { PayLines, PaySheet } from "./pay-lines.tsx";
import type { Payroll, PayRow } from "./payroll.ts";

export function Pay({ me }: PageProps) {
  const words = useWords();
  const texts = payWords.use();
  const thisMonth = toIsoDay(Date.now(), me.zone).slice(0, 7);
  const [month, setMonth] = useState(thisMonth);
  const [branch, setBranch] = useState("");
  const [opened, setOpened] = useState<PayRow>();
  const manages = hasPermission(me, "salaries.manage");
  const branches = useLoad(() => (manages ? fetchBranches("own") : Promise.resolve([])), []);
  const query = { month, ...(branch ? { branch } : {}) };
  const payroll = useLoad(() => talim.api.get("/payments/salaries/", { query }), [month, branch]);
  const severalBranches = (branches.value ?? []).length > 1;
  const closeAt = branch || branches.value?.find(({ is_default }) => is_default)?.id || branches.value?.[0]?.id;
  const closeName = branches.value?.find(({ id }) => id === closeAt)?.name ?? "";
  return (
    <>
      <h1>{words.office.nav.pages.pay}</h1>
      <div class="table-tools">
        <button
          type="button"
          class="month-step"
          aria-label={texts.monthBefore}
          onClick={() => setMonth(shiftMonth(month, -1))}
        >
          ←
        </button>
        <strong role="status">{formatPeriod(month, words)}</strong>
        <button
          type="button"
          class="month-step"
          aria-label={texts.monthAfter}
          disabled={month >= thisMonth}
          onClick={() => setMonth(shiftMonth(month, 1))}
        >
          →
        </button>
        {severalBranches ? (
          <select aria-label={texts.branch} onChange={(event) => setBranch(event.currentTarget.value)}>
            <option value="">{`${texts.branch}: ${words.form.all}`}</option>
            {(branches.value ?? []).map(({ id, name }) => (
              <option key={id} value={id} selected={id === branch}>
                {name}
              </option>
            ))}
          </select>
        ) : null}
        {manages && month < thisMonth && closeAt && payroll.value?.rows.some(({ closed_at }) => !closed_at) ? (
          <ActButton
            word={texts.closeMonth}
            question={<p>{texts.closeSure(formatPeriod(month, words), closeName)}</p>}
            act={() => closeMonth(month, closeAt)}
            onDone={(count) => {
              showNotice(count === null ? texts.alreadyClosed : texts.closed(count));
              payroll.reload();
            }}
          />
        ) : null}
        {manages ? (
          <button type="button" onClick={() => print()}>
            <Icon name="print" />
            {texts.print}
          </button>
        ) : null}
      </div>
      <Loading of={payroll}>
        {(value) => (
          <PayTable
            payroll={value}
            severalBranches={severalBranches}
            open={manages ? setOpened : undefined}
            zone={me.zone}
            empty={manages ? texts.noPay : texts.noOwnPay}
          />
        )}
      </Loading>
      {manages ? null : <OwnPay month={month} meId={me.id} zone={me.zone} />}
      {opened ? (
        <Drawer title={opened.teacher.full_name} close={() => setOpened(undefined)}>
          <PaySheet row={opened} month={month} me={me} onChanged={payroll.reload} />
        </Drawer>
      ) : null}
    </>
  );
}

/** For how many teachers it was closed; null where a colleague was first. */
async function closeMonth(month: string, branch: string): Promise<number | null> {
  try {
    return (await talim.api.post("/payments/salaries/close/", { body: { month, branch } })).months.length;
  } catch (error) {
    if (error instanceof ApiError && error.code === "month_closed") return null;
    throw error;
  }
}

interface TableProps {
  payroll: Payroll;
  severalBranches: boolean;
  open: ((row: PayRow) => void) | undefined;
  zone: string;
  /** What is said where nobody earned anything. */
  empty: string;
}

function PayTable({ payroll, severalBranches, open, zone, empty }: TableProps) {
  const words = useWords();
  const texts = payWords.use();
  if (!payroll.rows.length) return <Empty drawing="money" text={empty} />;
  const branchCell = (name: string) => (severalBranches ? [name] : []);
  return (
    <Table
      label={words.office.nav.pages.pay}
      heads={[
        { word: texts.teacher },
        ...(severalBranches ? [{ word: texts.branch }] : []),
        { word: texts.earned, number: true },
        { word: texts.owed, number: true },
        { word: texts.state },
      ]}
      rows={payroll.rows.map((row) => ({
        key: `${row.teacher.id}${row.branch.id}${row.currency}`,
        cells: [
          open ? (
            <button type="button" class="link" onClick={() => open(row)}>
              {row.teacher.full_name}
            </button>
          ) : (
            row.teacher.full_name
          ),
          ...branchCell(row.branch.name),
          formatMoney(row.total, words),
          formatMoney(row.balance, words),
          <span class="state">
            <Icon name={row.closed_at ? "good" : "clock"} />
            {row.closed_at ? texts.closedOn(formatDate(toIsoDay(row.closed_at, zone), zone, words)) : texts.open}
          </span>,
        ],
      }))}
      foot={payroll.totals.map((total) => ({
        key: total.currency,
        cells: [texts.total, ...branchCell(""), formatMoney(total, words), "", ""],
      }))}
    />
  );
}

function OwnPay({ month, meId, zone }: { month: string; meId: string; zone: string }) {
  const own = useLoad(() => talim.api.get("/payments/salaries/", { query: { month, teacher: meId } }), [month]);
  return (
    <Loading of={own}>
      {({ rows }) => (
        <>
          {rows.map((row) => (
            <PayLines key={`${row.branch.id}${row.currency}`} lines={row.lines ?? []} zone={zone} />
          ))}
        </>
      )}
    </Loading>
  );
}
