/** Take a payment: find the pupil, see what is owed, take the money, print the receipt. */

import { useEffect, useId, useState } from "preact/hooks";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate, replacePage } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { type Loaded, Loading, useLoad, Waiting } from "../../ui/load.tsx";
import { PickInput } from "../../ui/form/pick-field.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { fetchDesks, findOwnDesks, type CashDesk } from "./desks.ts";
import { fetchSiblings, findPupils, type FamilyMember } from "./find-pupil.ts";
import { OpenPayments } from "./open-payments.tsx";
import { ShiftForm } from "./shift-form.tsx";
import { WaitingCount } from "./waiting-count.tsx";
import { PrintReceipt } from "./slip.tsx";
import { TakeForm } from "./take-form.tsx";
import type { Account, Statement, Taken } from "./account.ts";

export function Desk({ me, values }: PageProps) {
  const texts = cashWords.use();
  const desks = useLoad(() => fetchDesks(), []);
  const id = useId();
  const pupil = values["pupil"];
  useEffect(() => {
    if (!pupil) document.getElementById(id)?.focus();
  }, []);
  return (
    <div class="cash-desk">
      <h1>{texts.take}</h1>
      <OwnShift desks={desks} me={me} />
      <div class="field">
        <label for={id}>{texts.pupil}</label>
        <PickInput
          label={texts.pupil}
          control={{ id, name: "pupil", "aria-invalid": false, "aria-describedby": undefined, "aria-required": true }}
          find={findPupils(me, texts.childOf)}
          picked={null}
          onPick={(pick) => pick && navigate(`cash/${pick.id}`)}
          placeholder={texts.findPupil}
          clears
        />
      </div>
      {pupil ? (
        <PupilDesk key={pupil} pupil={pupil} me={me} desks={desks} />
      ) : (
        <Empty drawing="search" text={texts.nobodyYet} />
      )}
    </div>
  );
}

function OwnShift({ desks, me }: { desks: Loaded<CashDesk[]>; me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  const own = findOwnDesks(desks.value ?? [], me);
  const waiting = (desks.value ?? []).filter(
    (desk) => desk.waiting && (desk.waiting.requested_by.id === me.id || desk.shift?.cashier.id === me.id),
  );
  if (!own.length && !waiting.length) return null;
  return (
    <p class="own-shift">
      {own.map((desk) => (
        <span key={desk.id} class="state">
          <Icon name="cash" />
          {texts.shiftSince(desk.name, formatDayTime(desk.shift?.opened_at ?? "", me.zone, words))}
        </span>
      ))}
      {waiting.map((desk) => (
        <WaitingCount key={desk.id} desk={desk} me={me} />
      ))}
      <Link to="shifts">{texts.toShifts}</Link>
    </p>
  );
}

function PupilDesk({ pupil, me, desks }: { pupil: string; me: Person; desks: Loaded<CashDesk[]> }) {
  const texts = cashWords.use();
  const [taken, setTaken] = useState<Taken>();
  const path = { student_id: pupil };
  const statement = useLoad(() => talim.api.get("/payments/balance/{student_id}/", { path }), [pupil]);
  const siblings = useLoad(() => fetchSiblings(me, pupil).catch(() => []), [pupil]);
  useOfficeUpdates(statement.reload);
  if (taken) return <TakenView taken={taken} pupil={pupil} siblings={siblings.value ?? []} />;
  return (
    <Loading of={statement}>
      {(value) => (
        <>
          <Family pupil={value} siblings={siblings.value ?? []} />
          <PupilAccount statement={value} reload={statement.reload} me={me} desks={desks} onTaken={setTaken} />
          <p>
            <Link to={`receipts/of/${pupil}`}>{texts.receiptsOf}</Link>
          </p>
        </>
      )}
    </Loading>
  );
}

/** Children of one family, side by side: the mother at the desk pays for all of them. */
function Family({ pupil, siblings }: { pupil: Statement; siblings: FamilyMember[] }) {
  const texts = cashWords.use();
  return (
    <div class="family" role="group" aria-label={texts.family}>
      <div class="family-child" aria-current="true">
        <strong>{pupil.student.full_name}</strong>
        <Owed accounts={pupil.accounts} />
      </div>
      {siblings.map((child) => (
        <Sibling key={child.id} child={child} />
      ))}
    </div>
  );
}

function Sibling({ child }: { child: FamilyMember }) {
  const statement = useLoad(
    () => talim.api.get("/payments/balance/{student_id}/", { path: { student_id: child.id } }),
    [child.id],
  );
  useOfficeUpdates(statement.reload);
  return (
    <button type="button" class="family-child" onClick={() => replacePage(`cash/${child.id}`)}>
      <strong>{child.full_name}</strong>
      {statement.value ? <Owed accounts={statement.value.accounts} /> : null}
    </button>
  );
}

function Owed({ accounts }: { accounts: Account[] }) {
  const words = useWords();
  const texts = cashWords.use();
  const owing = accounts.filter(({ owed }) => owed.amount > 0);
  const credit = accounts.filter(({ free_credit: free }) => free.amount > 0);
  return (
    <>
      {owing.map(({ owed }) => (
        <span key={owed.currency} class="state">
          <Icon name="warning" />
          {texts.owes(formatMoney(owed, words))}
        </span>
      ))}
      {owing.length ? null : (
        <span class="state">
          <Icon name="good" />
          {texts.owesNothing}
        </span>
      )}
      {credit.map(({ free_credit: free }) => (
        <span key={free.currency} class="quiet">
          {texts.credit(formatMoney(free, words))}
        </span>
      ))}
    </>
  );
}

interface AccountProps {
  statement: Statement;
  reload: () => void;
  me: Person;
  desks: Loaded<CashDesk[]>;
  onTaken: (taken: Taken) => void;
}

function PupilAccount({ statement, reload, me, desks, onTaken }: AccountProps) {
  const texts = cashWords.use();
  const withDebt = statement.accounts.find(({ owed }) => owed.amount > 0);
  const [currency, setCurrency] = useState((withDebt ?? statement.accounts[0])?.owed.currency ?? "UZS");
  const account = statement.accounts.find(({ owed }) => owed.currency === currency);
  const [opening, setOpening] = useState(false);
  const own = findOwnDesks(desks.value ?? [], me, currency);
  const free = (desks.value ?? []).filter((desk) => !desk.shift && desk.currency === currency);
  return (
    <>
      {statement.accounts.length > 1 ? (
        <div class="choice" role="group" aria-label={texts.currency}>
          {statement.accounts.map(({ owed }) => (
            <button
              type="button"
              key={owed.currency}
              aria-pressed={owed.currency === currency}
              onClick={() => setCurrency(owed.currency)}
            >
              {owed.currency}
            </button>
          ))}
        </div>
      ) : null}
      {account ? <OpenPayments of={account} me={me} /> : null}
      {desks.value && !own.length ? (
        <div class="notice">
          <Icon name="cash" />
          <p>{free.length ? texts.noShift : texts.noFreeDesk}</p>
          {free.length && !opening ? (
            <button type="button" onClick={() => setOpening(true)}>
              {texts.openShift}
            </button>
          ) : null}
        </div>
      ) : null}
      {opening && !own.length ? (
        <ShiftForm
          action="open"
          desks={free}
          onDone={() => (setOpening(false), desks.reload())}
          close={() => setOpening(false)}
        />
      ) : null}
      {desks.value || desks.error !== undefined ? (
        <TakeForm
          key={currency}
          statement={statement}
          account={account}
          currency={currency}
          own={own}
          reload={() => (reload(), desks.reload())}
          onTaken={onTaken}
        />
      ) : (
        <Waiting />
      )}
    </>
  );
}

function TakenView({ taken, pupil, siblings }: { taken: Taken; pupil: string; siblings: FamilyMember[] }) {
  const texts = cashWords.use();
  return (
    <section class="taken" aria-live="polite">
      {"waits" in taken ? (
        <p class="notice">
          <Icon name="clock" />
          {taken.waits}
        </p>
      ) : (
        <>
          <h2>
            <Icon name="good" /> {taken.words}
          </h2>
          <p class="number">{texts.receiptNumber(taken.receipt.number)}</p>
          <PrintReceipt receipt={{ ...taken.receipt, student: pupil }} next />
        </>
      )}
      <div class="buttons">
        {siblings.map((child) => (
          <button key={child.id} type="button" onClick={() => replacePage(`cash/${child.id}`)}>
            {texts.nextFor(child.full_name)}
          </button>
        ))}
        <button type="button" onClick={() => navigate("cash")}>
          {texts.next}
        </button>
      </div>
    </section>
  );
}
