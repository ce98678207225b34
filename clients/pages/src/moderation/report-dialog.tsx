/** Tells moderators of a text of somebody else, with a reason. Only on a page that was fetched with `forumWords`. */

import { talim } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { forumWords } from "../forums/words/index.ts";

type Reason = "spam" | "insult" | "threat" | "adult" | "private" | "off_topic" | "other";

interface ReportProps {
  /** What the server calls such texts. */
  kind: "forums.text" | "chat.message";
  id: string;
  close: () => void;
}

export function ReportDialog({ kind, id, close }: ReportProps) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { reason: "" as Reason | "", words: "" },
    send: ({ reason, words }, idempotencyKey) =>
      talim.api.post("/moderation/reports/", { body: { kind, id, reason: reason || "other", words }, idempotencyKey }),
    onDone: () => {
      close();
      showNotice(texts.reported);
    },
  });
  const reasons = Object.entries(texts.reasons).map(([value, label]) => ({ value, label }));
  return (
    <Dialog label={texts.report} close={close}>
      <h2>{texts.reportTitle}</h2>
      <p class="quiet">{texts.reportHint}</p>
      <Form
        of={form}
        word={texts.report}
        label={texts.report}
        close={close}
        here={{ already_reported: texts.alreadyReported, not_open: texts.decidedAlready }}
      >
        <SelectField of={form} name="reason" label={texts.reportReason} options={reasons} required />
        <TextArea of={form} name="words" label={texts.reportWords} maxLength={1_000} />
      </Form>
    </Dialog>
  );
}
