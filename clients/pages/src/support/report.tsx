/** Reports a problem of the page that is open. All that is sent is shown first; a picture is sent only if the person wants that. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { Drawer } from "../ui/drawer.tsx";
import { clearFileField } from "../ui/file.ts";
import { Form } from "../ui/form/form.tsx";
import { FileInput } from "../ui/form/file-input.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { ticketWords } from "./words/index.ts";
import { sendFile } from "./files-field.tsx";
import { canTakePicture, takePicture } from "./screenshot.ts";

export interface ReportProps {
  /** The id of the last request that failed, or "". */
  failed: string;
  close: () => void;
}

/** What the server takes of an address, of a browser's name, and of the subject. */
const [MOST_ADDRESS, MOST_SUBJECT] = [300, 200];

/** The title of the page: without the number of what is new, and without the centre. */
function readTitle(): string {
  return document.title.replace(/^\(\d+\) /, "").split(" · ")[0] ?? "";
}

interface Picture {
  file: File;
  /** For the page. */
  url: string;
  /** The browser took it of the screen; else the person chose a file. */
  isTaken: boolean;
}

export function ReportDrawer({ failed, close }: ReportProps) {
  const texts = ticketWords.use();
  const own = texts.report;
  const [page] = useState(() => (location.pathname + location.search).slice(0, MOST_ADDRESS));
  const [subject] = useState(() => own.subject(readTitle()).slice(0, MOST_SUBJECT));
  const browser = navigator.userAgent.slice(0, MOST_ADDRESS);
  const [picture, setPicture] = useState<Picture>();
  useEffect(() => () => URL.revokeObjectURL(picture?.url ?? ""), [picture]);
  /** The picture as the server has it: another try names the same file. */
  const uploaded = useRef<{ file: File; id: string } | undefined>(undefined);
  /** The last try. The page, the error and the picture are no values of the form, so its key says too little. */
  const tried = useRef({ content: "", key: "" });
  const form = useForm({
    initial: { text: "" },
    draft: "problem",
    send: async ({ text }) => {
      const file = picture?.file;
      if (file && uploaded.current?.file !== file) uploaded.current = { file, id: (await sendFile(file)).id };
      const files = file && uploaded.current ? [uploaded.current.id] : [];
      const body = { source: "page" as const, subject, text, page, browser, failed_request: failed, files };
      const content = JSON.stringify(body);
      if (tried.current.content !== content) tried.current = { content, key: newId() };
      return talim.api.post("/support/tickets/", { body, idempotencyKey: tried.current.key });
    },
    onDone: (ticket) => {
      close();
      showNotice(texts.own.sent(ticket.number), { label: own.open, run: () => navigate(`ticket/${ticket.id}`) });
    },
  });
  return (
    <Drawer title={own.title} close={close}>
      <p>{own.help}</p>
      <Form of={form} word={own.send} label={own.title} close={close}>
        <TextArea of={form} name="text" label={own.what} rows={4} maxLength={20_000} required />
        <section class="report-sends" aria-labelledby="sends">
          <h3 id="sends">{own.sends}</h3>
          <dl class="ticket-facts">
            <Fact word={own.page} value={page} />
            <Fact word={own.browser} value={browser} />
            <Fact word={own.request} value={failed || own.noRequest} />
          </dl>
          <h4>{own.picture}</h4>
          <PictureChoice picture={picture} choose={setPicture} />
        </section>
      </Form>
    </Drawer>
  );
}

function Fact({ word, value }: { word: string; value: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function PictureChoice({
  picture,
  choose,
}: {
  picture: Picture | undefined;
  choose: (picture: Picture | undefined) => void;
}) {
  const own = ticketWords.use().report;
  const [refused, setRefused] = useState(false);
  const put = (file: File, isTaken: boolean) => {
    setRefused(false);
    choose({ file, url: URL.createObjectURL(file), isTaken });
  };
  const take = async () => {
    const file = await takePicture().catch(() => undefined);
    if (file) put(file, true);
    else setRefused(true);
  };
  if (picture) {
    return (
      <>
        <img class="report-picture" src={picture.url} alt={own.picture} />
        <p class="quiet">{picture.isTaken ? own.taken : own.chosen(picture.file.name)}</p>
        <button type="button" onClick={() => choose(undefined)}>
          {own.remove}
        </button>
      </>
    );
  }
  return (
    <>
      <p class="quiet">{own.noPicture}</p>
      {refused ? <p role="status">{own.refused}</p> : null}
      {canTakePicture() ? (
        <>
          <p>
            <button type="button" onClick={() => void take()}>
              {own.take}
            </button>
          </p>
          <p class="quiet small">{own.takeHint}</p>
        </>
      ) : null}
      <label class="file-label">
        {own.choose}
        <FileInput
          accept="image/*"
          onClick={clearFileField}
          onChange={({ currentTarget: { files } }) => files?.[0] && put(files[0], false)}
        />
      </label>
    </>
  );
}
