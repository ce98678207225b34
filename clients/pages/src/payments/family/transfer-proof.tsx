/** The photo of a bank transfer for an open payment: sent, seen or withdrawn while the office checks it, refused and sent again. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney, readMoney, writeMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { checkReadable, clearFileField } from "../../ui/file.ts";
import { FieldFrame, type ControlProps } from "../../ui/form/field.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { familyMoneyWords } from "./words/index.ts";
import { ProofPhoto } from "./proof-photo.tsx";

type Proof = Answer<"/payments/{id}/", "get">["proofs"][number];
type Money = Proof["amount"];
type Values = { file: File | null; amount: string; note: string };

const MAX_BYTES = 10 * 1024 * 1024;
/** The longest side (px) of the preview. */
const PREVIEW_SIZE = 320;
const EVENTS = ["payment.changed", "payment.received", "notification.created"] as const;

interface Props {
  /** An open payment. */
  payment: { id: string; outstanding: Money };
  me: Person;
}

/** Only on a page that was fetched with `familyMoneyWords`. */
export function TransferProof({ payment, me }: Props) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const proofs = useLoad(
    async () => (await talim.api.get("/payments/{id}/", { path: { id: payment.id } })).proofs,
    [payment.id],
  );
  const [open, setOpen] = useState(false);
  useEvents(talim.realtime.own, EVENTS, proofs.reload);
  /** The bill comes back into view when its photo has been sent. */
  const isJustSent = useRef(false);
  const showCard = (element: HTMLElement | null) => {
    if (!element || !isJustSent.current) return;
    isJustSent.current = false;
    (element.closest(".card") ?? element).scrollIntoView({ block: "center" });
  };
  const handleSent = () => {
    isJustSent.current = true;
    setOpen(false);
    showNotice(texts.sent);
    proofs.reload();
  };
  return (
    <Loading of={proofs}>
      {(all) => {
        const newest = [...all].sort((a, b) => b.created_at.localeCompare(a.created_at))[0];
        if (newest?.state === "sent") {
          return (
            <>
              <p class="state" role="status" ref={showCard}>
                <Icon name="clock" />
                {texts.checking(formatDayTime(newest.created_at, me.zone, words))} · {formatMoney(newest.amount, words)}
              </p>
              <div class="buttons">
                <SentPhoto payment={payment.id} />
                {newest.sent_by?.id === me.id ? (
                  <ActButton
                    word={texts.withdraw}
                    question={<p>{texts.withdrawSure}</p>}
                    act={() => talim.api.delete("/payments/{id}/proof/", { path: { id: payment.id } })}
                    onDone={() => {
                      showNotice(texts.withdrawn);
                      proofs.reload();
                    }}
                  />
                ) : null}
              </div>
            </>
          );
        }
        const isRefused = newest?.state === "refused";
        return (
          <>
            {isRefused ? (
              <p class="state warn">
                <Icon name="warning" />
                {texts.refused}
                {newest.answer ? `: ${newest.answer}` : ""}
              </p>
            ) : null}
            {open ? (
              <ProofForm payment={payment} onSent={handleSent} close={() => setOpen(false)} />
            ) : (
              <>
                <button type="button" onClick={() => setOpen(true)}>
                  {isRefused ? texts.again : texts.transferred}
                </button>
                <p class="quiet small">{texts.whereTo}</p>
              </>
            )}
          </>
        );
      }}
    </Loading>
  );
}

/** What was sent and waits. The link of a photo ends soon, so it is asked for when somebody looks. */
function SentPhoto({ payment }: { payment: string }) {
  const texts = familyMoneyWords.use();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        {texts.seePhoto}
      </button>
      {isOpen ? <PhotoDialog payment={payment} close={() => setIsOpen(false)} /> : null}
    </>
  );
}

function PhotoDialog({ payment: id, close }: { payment: string; close: () => void }) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const payment = useLoad(() => talim.api.get("/payments/{id}/", { path: { id } }), [id]);
  return (
    <Dialog label={texts.photo} close={close}>
      <Loading of={payment}>
        {({ proofs }) => {
          const proof = proofs.find(({ state }) => state === "sent");
          return proof?.file ? (
            <ProofPhoto file={proof.file} type={proof.content_type} label={texts.photo} open={texts.openPhoto} />
          ) : null;
        }}
      </Loading>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </Dialog>
  );
}

function ProofForm({
  payment: { id, outstanding },
  onSent,
  close,
}: {
  payment: Props["payment"];
  onSent: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const form = useForm<Values, Proof>({
    initial: { file: null, amount: writeMoney(outstanding.amount, words), note: "" },
    check: ({ file, amount }) => ({
      ...(file && file.size > MAX_BYTES ? { file: texts.tooLarge } : {}),
      ...(amount.trim() && !readMoney(amount) ? { amount: texts.wrongAmount } : {}),
    }),
    send: async ({ file, amount, note }, key) => {
      const sent = { file: await checkReadable(file!), amount: readMoney(amount), note: note.trim() };
      return await talim.api.post("/payments/{id}/proof/", { path: { id }, form: sent, idempotencyKey: key });
    },
    onDone: onSent,
  });
  const take = (file: File | undefined) => {
    if (file) form.set("file", file);
  };
  return (
    <Form of={form} word={texts.send} label={texts.transferred} close={close}>
      <FieldFrame
        of={form}
        name="file"
        label={texts.photo}
        hint={texts.photoHelp}
        missing={texts.noPhoto}
        required
        group
      >
        {(control) => (
          <>
            <Preview file={form.values.file} />
            <div class="buttons">
              <PhotoButton control={control} word={texts.chooseFile} accept="image/*,application/pdf" take={take} />
              <PhotoButton control={control} word={texts.camera} accept="image/*" camera take={take} />
            </div>
          </>
        )}
      </FieldFrame>
      <FieldFrame
        of={form}
        name="amount"
        label={texts.howMuch(words.currency[outstanding.currency] ?? outstanding.currency)}
        required
      >
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            autocomplete="off"
            value={form.values.amount}
            onInput={(event) => form.set("amount", event.currentTarget.value)}
          />
        )}
      </FieldFrame>
      <FieldFrame of={form} name="note" label={texts.note}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={300}
            value={form.values.note}
            onInput={(event) => form.set("note", event.currentTarget.value)}
          />
        )}
      </FieldFrame>
    </Form>
  );
}

interface PhotoButtonProps {
  control: ControlProps;
  word: string;
  accept: string;
  /** Phones open the camera at once. */
  camera?: boolean;
  take: (file: File | undefined) => void;
}

function PhotoButton({ control, word, accept, camera = false, take }: PhotoButtonProps) {
  return (
    <label class="file-button">
      <input
        type="file"
        class="unseen"
        accept={accept}
        aria-invalid={control["aria-invalid"]}
        {...(camera ? { capture: "environment" } : {})}
        onClick={clearFileField}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      {word}
    </label>
  );
}

/** The chosen photo, drawn by the page itself; the name of a file that is no picture. */
function Preview({ file }: { file: File | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    setIsDrawn(false);
    if (!file?.type.startsWith("image/")) return undefined;
    let left = false;
    const draw = (picture: ImageBitmap) => {
      const context = canvas.current?.getContext("2d");
      if (left || !canvas.current || !context) return;
      const scale = Math.min(1, PREVIEW_SIZE / Math.max(picture.width, picture.height));
      canvas.current.width = Math.max(1, picture.width * scale);
      canvas.current.height = Math.max(1, picture.height * scale);
      context.drawImage(picture, 0, 0, canvas.current.width, canvas.current.height);
      setIsDrawn(true);
    };
    createImageBitmap(file).then(draw, () => undefined);
    return () => {
      left = true;
    };
  }, [file]);
  return (
    <>
      <canvas ref={canvas} class="proof-preview" hidden={!isDrawn} role="img" aria-label={file?.name ?? ""} />
      {file ? <p class="quiet small">{file.name}</p> : null}
    </>
  );
}
