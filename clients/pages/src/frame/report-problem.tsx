/** Reports a problem of any page. The form is fetched when it is opened. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { describeError, fromImportError } from "../errors.ts";
import { lastFailedRequest, reportOffer } from "../last-failure.ts";
import { path } from "../router.tsx";
import { useStore } from "../store.ts";
import type { Person } from "../talim.ts";
import type { ReportProps } from "../support/report.tsx";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { isViewing } from "../viewing.ts";
import { useWords } from "../words/index.ts";

/** How long (ms) after the beginning it is asked what waits on other pages: the first view comes first. */
const MARKS_MS = 4_000;

/** The button in the foot; nothing where nobody can report. `class` as of a button. */
export function ReportButton({ class: name }: { class?: string }) {
  const words = useWords();
  const report = useStore(reportOffer);
  if (!report) return null;
  return (
    <button
      type="button"
      class={name}
      aria-haspopup="dialog"
      data-testid="report-problem"
      onClick={() => report(lastFailedRequest.get())}
    >
      <Icon name="warning" />
      {words.report}
    </button>
  );
}

/** Stands once in the frame: makes the offer, and shows the form. */
export function ReportSlot({ me }: { me: Person }) {
  const words = useWords();
  const here = useStore(path);
  const [Drawer, setDrawer] = useState<ComponentType<ReportProps>>();
  const [failed, setFailed] = useState<string>();
  const may = me.permissions.includes("support.ask") && !isViewing;
  const report = (requestId: string) =>
    void import("../support/fetches.ts")
      .then(({ fetchReport }) => fetchReport())
      .then(
        (loaded) => {
          setDrawer(() => loaded);
          setFailed(requestId);
        },
        (reason: unknown) => showNotice(describeError(fromImportError(reason), words).text),
      );
  useEffect(() => setFailed(undefined), [here]);
  useEffect(() => {
    if (!may) return undefined;
    reportOffer.set(report);
    return () => reportOffer.set(null);
  }, [may, words]);
  useEffect(() => {
    if (isViewing) return undefined;
    let left = false;
    let stop = () => {};
    const begin = () =>
      void Promise.all([import("./page-marks.ts"), import("./activity.ts")]).then(
        ([{ startPageMarks }, { startActivity }]) => {
          if (left) return;
          const stops = [startPageMarks(me), startActivity()];
          stop = () => stops.forEach((one) => one());
        },
        () => undefined,
      );
    const timer = setTimeout(begin, MARKS_MS);
    return () => {
      left = true;
      clearTimeout(timer);
      stop();
    };
  }, [me.id]);
  return failed !== undefined && Drawer ? <Drawer failed={failed} close={() => setFailed(undefined)} /> : null;
}
