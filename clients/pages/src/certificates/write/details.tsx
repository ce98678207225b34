/** One certificate: what it says, why it was awarded, its files, and its end. */

import { formatDate, formatDayTime } from "../../format.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ReasonAct } from "../../payments/cash/reason-act.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { certificateWords } from "../words/index.ts";
import { certificateWriteWords } from "./words/index.ts";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { CertificateState, Downloads, PublicAddress } from "../certificate-parts.tsx";
import type { Certificate } from "../data.ts";

/** How often (ms) is asked whether the document is made. */
const POLL_MS = 3_000;

interface Props {
  id: string;
  me: Person;
  manages: boolean;
  onChange: () => void;
}

export function CertificateDetails({ id, me, manages, onChange }: Props) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const common = certificateWords.use();
  const certificate = useLoad(() => talim.api.get("/certificates/{id}/", { path: { id } }), [id]);
  usePoll(certificate, certificate.value?.state === "in_work" ? POLL_MS : undefined);
  return (
    <Loading of={certificate}>
      {(value) => (
        <>
          <CertificateState state={value.state} />
          {value.revoked_at ? (
            <div class="notice">
              <div>
                <p>
                  {texts.revokedBy(value.revoked_by?.full_name ?? "–", formatDayTime(value.revoked_at, me.zone, words))}
                </p>
                <p>{common.reason(value.revoke_reason)}</p>
              </div>
            </div>
          ) : null}
          <Facts certificate={value} me={me} />
          <Grounds certificate={value} />
          <Document certificate={value} manages={manages && value.student.id !== me.id} onMake={certificate.replace} />
          <PublicAddress certificate={value} />
          {manages && !value.revoked_at && value.student.id !== me.id ? (
            <section aria-labelledby="revoke">
              <h3 id="revoke">{texts.revokeTitle}</h3>
              <ReasonAct
                word={texts.revoke}
                label={texts.revokeReason}
                question={<p>{texts.revokeSure}</p>}
                act={(reason, idempotencyKey) =>
                  talim.api.post("/certificates/{id}/revoke/", { path: { id }, body: { reason }, idempotencyKey })
                }
                onDone={(revoked) => {
                  showNotice(texts.revokedNow);
                  certificate.replace(revoked);
                  onChange();
                }}
              />
            </section>
          ) : null}
        </>
      )}
    </Loading>
  );
}

interface DocumentProps {
  certificate: Certificate;
  manages: boolean;
  onMake: (certificate: Certificate) => void;
}

function Document({ certificate, manages, onMake }: DocumentProps) {
  const texts = certificateWriteWords.use();
  const common = certificateWords.use();
  if (certificate.state === "in_work") return <p role="status">{common.inWork}</p>;
  if (certificate.state !== "failed") return <Downloads certificate={certificate} />;
  const done = (made: Certificate) => {
    showNotice(texts.madeAgain);
    onMake(made);
  };
  return (
    <>
      <p class="wrong">{manages ? texts.failedHelp : common.failed}</p>
      {manages ? (
        <ActButton
          word={texts.makeAgain}
          act={() => talim.api.post("/certificates/{id}/make/", { path: { id: certificate.id } })}
          onDone={done}
        />
      ) : null}
    </>
  );
}

function Facts({ certificate, me }: { certificate: Certificate; me: Person }) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const rows: [string, string][] = [
    [texts.person, certificate.name],
    [texts.course, certificate.course_title],
    [texts.day, formatDate(certificate.day, me.zone, words)],
    [texts.level, certificate.level],
    [texts.hours, certificate.hours === null ? "" : String(certificate.hours)],
    [texts.language, LANGUAGES[certificate.language]],
    [texts.centre, certificate.centre],
  ];
  return (
    <dl class="facts">
      {rows.map(([label, value]) =>
        value ? (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ) : null,
      )}
    </dl>
  );
}

/** Why it was awarded: by whom and what for, or what held of the rule. */
function Grounds({ certificate: { awarded_by: by, reason, grounds } }: { certificate: Certificate }) {
  const texts = certificateWriteWords.use();
  if (by) {
    return (
      <p>
        {texts.awardedBy} <strong>{by.full_name}</strong>
        {reason ? `: ${reason}` : null}
      </p>
    );
  }
  return (
    <>
      <p>{texts.byRule}</p>
      <ul>
        {Object.entries(grounds).map(([name, percent]) => (
          <li key={name}>
            {texts.grounds[name] ?? name}: <span class="number">{texts.percent(percent)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
