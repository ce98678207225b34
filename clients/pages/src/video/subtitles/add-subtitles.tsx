/** New subtitles of a film: by speech recognition, from a file, or by hand. */

import { talim } from "../../talim.ts";
import { FileField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { getLanguage } from "../../words/index.ts";
import { subtitleWords } from "./words/index.ts";
import { LANGUAGES, SPOKEN, type Subtitles, type SubtitlesState } from "./data.ts";

interface AddSubtitlesProps {
  state: SubtitlesState;
  onChanged: () => void;
  edit: (subtitles: Subtitles) => void;
}

export function AddSubtitles({ state, onChanged, edit }: AddSubtitlesProps) {
  const texts = subtitleWords.use();
  const isMaking = ["waiting", "running"].includes(state.making?.state ?? "");
  return (
    <>
      <h3>{texts.add}</h3>
      {isMaking ? null : state.can_make ? (
        <MakeForm video={state.video} onChanged={onChanged} />
      ) : (
        <p class="quiet">{texts.cannotMake}</p>
      )}
      <FileForm state={state} onChanged={onChanged} edit={edit} />
    </>
  );
}

function MakeForm({ video, onChanged }: { video: string; onChanged: () => void }) {
  const texts = subtitleWords.use();
  const form = useForm({
    initial: { language: "" },
    send: (body) => talim.api.post("/video/videos/{id}/subtitles/make/", { path: { id: video }, body }),
    onDone: onChanged,
  });
  const options = [{ value: "", label: texts.anyLanguage }, ...SPOKEN.map(([value, label]) => ({ value, label }))];
  return (
    <Form of={form} word={texts.make} label={texts.make}>
      <SelectField of={form} name="language" label={texts.spoken} hint={texts.makeHelp} options={options} />
    </Form>
  );
}

function FileForm({ state: { video, subtitles }, onChanged, edit }: AddSubtitlesProps) {
  const texts = subtitleWords.use();
  const form = useForm({
    initial: { language: getLanguage() as string, file: null as File | null },
    send: ({ language, file }) => {
      if (!file) throw new Error("A required field is empty.");
      return talim.api.post("/video/videos/{id}/subtitles/{language}/file/", {
        path: { id: video, language },
        form: { file },
      });
    },
    onDone: ({ shortened }) => {
      showNotice(shortened ? `${texts.sent} ${texts.shortened(shortened)}` : texts.sent);
      form.reset();
      onChanged();
    },
  });
  const options = LANGUAGES.map(([value, label]) => ({ value, label }));
  const { language } = form.values;
  const write = () =>
    edit({
      video,
      language,
      label: options.find(({ value }) => value === language)?.label ?? language,
      source: "hand",
      is_published: false,
      doubt: null,
      version: 0,
      changed_at: "",
      cues: [],
      shortened: 0,
    });
  return (
    <>
      <Form of={form} word={texts.send} label={texts.file}>
        <SelectField of={form} name="language" label={texts.language} options={options} required />
        <FileField of={form} name="file" label={texts.file} accept=".vtt,.srt,text/vtt,application/x-subrip" required />
      </Form>
      {subtitles.some((row) => row.language === language) ? null : (
        <button type="button" class="plain" onClick={write}>
          {texts.write}
        </button>
      )}
    </>
  );
}
