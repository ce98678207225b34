/** The code with which pupils check in to a lesson: as text that is read from the last row, and as a QR code. */

import { useEffect } from "preact/hooks";
import { ApiError } from "@talim/client";
import { talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { QrImage } from "../../ui/qr-image.tsx";
import { groupWords } from "../../courses/teacher/words/index.ts";

export function CheckInCode({ lesson }: { lesson: string }) {
  const texts = groupWords.use();
  const code = useLoad(() => talim.api.get("/lessons/{id}/check-in/", { path: { id: lesson } }), [lesson]);
  useEffect(() => {
    if (!code.value) return undefined;
    const timer = setTimeout(code.reload, code.value.seconds_left * 1000);
    return () => clearTimeout(timer);
  }, [code.value, code.reload]);
  // The centre has switched it off, or it is too early: another try changes nothing.
  if (code.error instanceof ApiError && code.error.code === "conflict")
    return <p class="notice">{code.error.detail}</p>;
  // A code that could not be renewed is dead: nobody should type it.
  if (code.error !== undefined) return <Problem error={code.error} again={code.reload} />;
  return (
    <div class="check-in-code">
      <Loading of={code}>
        {({ code: letters, qr }) => (
          <>
            <QrImage svg={qr} label={texts.code} />
            <strong class="number">{letters}</strong>
            <p class="quiet">{texts.codeHelp}</p>
          </>
        )}
      </Loading>
    </div>
  );
}
