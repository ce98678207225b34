/** One's own certificates and those of one's children, each with its files and its public address. */

import { useState } from "preact/hooks";
import { formatDate, formatDay } from "../format.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { certificateWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { CertificateState, Downloads, PublicAddress } from "./certificate-parts.tsx";
import { fetchShownName, type Certificate } from "./data.ts";

const PAGE_SIZE = 20;
/** A certificate that was made, and one that was revoked, are told by a message. */
const EVENTS = ["notification.created"] as const;

export function OwnCertificates({ me }: PageProps) {
  const words = useWords();
  const texts = certificateWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const certificates = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) => talim.api.get("/certificates/", { query: { page, page_size } })),
    [me.id, limit],
  );
  useEvents(talim.realtime.own, EVENTS, certificates.reload);
  return (
    <>
      <h1>{words.learning.pages.certificates}</h1>
      <Loading of={certificates}>
        {({ results, more }) =>
          results.length ? (
            <>
              {groupByPerson(results, me).map((own) => (
                <CertificatesOfPerson key={own[0].student.id} own={own} me={me} />
              ))}
              <ShowMore when={more} show={() => setLimit(limit + PAGE_SIZE)} off={certificates.stale} />
            </>
          ) : (
            <Empty drawing="done" text={texts.none} />
          )
        }
      </Loading>
    </>
  );
}

type OfOne = [Certificate, ...Certificate[]];

/** The certificates of each person, one's own first. */
function groupByPerson(all: Certificate[], me: Person): OfOne[] {
  const people = new Map<string, OfOne>();
  for (const certificate of all) {
    const own = people.get(certificate.student.id);
    if (own) own.push(certificate);
    else people.set(certificate.student.id, [certificate]);
  }
  return [...people.values()].sort(
    ([one], [other]) => Number(other.student.id === me.id) - Number(one.student.id === me.id),
  );
}

function CertificatesOfPerson({ own, me }: { own: OfOne; me: Person }) {
  const [{ student }] = own;
  return (
    <section aria-label={student.full_name}>
      {student.id === me.id ? null : <h2>{student.full_name}</h2>}
      <ShownName certificate={own[0]} me={me} />
      <ul class="cards certificates">
        {own.map((certificate) => (
          <CertificateCard key={certificate.id} certificate={certificate} me={me} />
        ))}
      </ul>
    </section>
  );
}

/** Which name strangers see, and where that is changed. */
function ShownName({ certificate, me }: { certificate: Certificate; me: Person }) {
  const texts = certificateWords.use();
  const { hasPage } = usePersonPages();
  const shown = useLoad(() => fetchShownName(certificate), [certificate.id]);
  if (shown.value === undefined) return null;
  const isFull = shown.value === certificate.name;
  const isOwn = certificate.student.id === me.id;
  const consents = isOwn ? "account" : `consents/${certificate.student.id}`;
  return (
    <p class="quiet">
      {isFull ? texts.shownFull(shown.value) : texts.shownShort(shown.value)} {isFull ? null : texts.allow}{" "}
      {isOwn && me.is_minor ? (
        isFull ? null : (
          texts.askParent
        )
      ) : hasPage(me, consents) ? (
        <Link to={consents}>{texts.toConsents}</Link>
      ) : null}
    </p>
  );
}

function CertificateCard({ certificate, me }: { certificate: Certificate; me: Person }) {
  const words = useWords();
  const texts = certificateWords.use();
  const {
    course_title: title,
    number,
    day,
    level,
    hours,
    state,
    revoked_at: revokedAt,
    revoke_reason: reason,
  } = certificate;
  const facts = [
    texts.number(number),
    formatDate(day, me.zone, words),
    level && texts.level(level),
    hours && texts.hours(hours),
  ];
  return (
    <li class="card">
      <h3>{title}</h3>
      <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <CertificateState state={state} />
      {revokedAt ? (
        <>
          <p>{texts.revoked(formatDay(revokedAt, me.zone, words))}</p>
          <p>{texts.reason(reason)}</p>
        </>
      ) : state === "in_work" ? (
        <p>{texts.inWork}</p>
      ) : state === "failed" ? (
        <p>{texts.failed}</p>
      ) : (
        <Downloads certificate={certificate} />
      )}
      <PublicAddress certificate={certificate} />
    </li>
  );
}
