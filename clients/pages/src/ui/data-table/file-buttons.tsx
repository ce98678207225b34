/** A list as a file: at once, or made in the background for who may have such reports. */

import { useState } from "preact/hooks";
import { askForReport } from "../../analytics/reports/data.ts";
import { useStore } from "../../store.ts";
import { person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { ActButton } from "../act-button.tsx";
import { Button } from "../button.tsx";
import { downloadFile, type TableFile } from "../download.ts";
import { Icon } from "../icon.tsx";
import { showNotice } from "../notices.tsx";
import { Problem } from "../problem.tsx";

export function FileButtons({ getFile }: { getFile: () => TableFile }) {
  const { list: texts } = useWords().office;
  const me = useStore(person);
  const hasReports = me?.permissions.includes("analytics.report") && !getFile().atOnce;
  return (
    <>
      <FileButton getFile={getFile} />
      {hasReports ? (
        <ActButton
          word={texts.inBackground}
          act={(key) => askForReport(getFile(), "xlsx", key)}
          onDone={() => showNotice(texts.asked)}
        />
      ) : null}
    </>
  );
}

/** Saves the list as a file; what goes wrong stands beside the button. */
function FileButton({ getFile }: { getFile: () => TableFile }) {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { path, query, name } = getFile();
      await downloadFile(path, query, name);
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
  };
  return (
    <>
      <Button off={busy} onClick={() => void save()}>
        <Icon name="download" />
        {busy ? words.loading : words.office.list.file}
      </Button>
      {error ? <Problem error={error} again={() => void save()} /> : null}
    </>
  );
}
