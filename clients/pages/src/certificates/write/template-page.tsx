/** The editor of a template, with a preview beside it. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { FieldFrame, type FieldProps } from "../../ui/form/field.tsx";
import { FieldGroup, FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Loading, useLoad, Waiting } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { certificateWriteWords } from "./words/index.ts";
import { getLanguage, LANGUAGES, type Language } from "../../words/index.ts";
import type { Template } from "./options.ts";
import { PictureField } from "./picture-field.tsx";
import { Preview } from "./preview.tsx";
import { Signatures } from "./signatures.tsx";
import {
  buildContent,
  findPresentErrors,
  LAYOUTS,
  ORIENTATIONS,
  PAGES,
  readTemplate,
  type TemplateValues,
} from "./template-data.ts";
import { TemplateTexts } from "./texts.tsx";

export function CertificateTemplatePage({ values: { id = "" } }: PageProps) {
  const texts = certificateWriteWords.use();
  const template = useLoad(() => talim.api.get("/certificates/templates/{id}/", { path: { id } }), [id]);
  /** What the editor began with: what is loaded later does not change what is being written. */
  const [begun, setBegun] = useState<Template | undefined>();
  const wanted = useRef(true);
  useEffect(() => {
    if (!template.value || !wanted.current) return;
    wanted.current = false;
    setBegun(template.value);
  }, [template.value]);
  const loadAgain = () => {
    wanted.current = true;
    template.reload();
  };
  return (
    <>
      <p>
        <Link to="certificate-templates">← {texts.allTemplates}</Link>
      </p>
      <Loading of={template}>
        {() =>
          begun ? (
            <Editor key={`${begun.id} ${begun.version}`} template={begun} onSaved={setBegun} loadAgain={loadAgain} />
          ) : (
            <Waiting />
          )
        }
      </Loading>
    </>
  );
}

interface EditorProps {
  template: Template;
  onSaved: (template: Template) => void;
  loadAgain: () => void;
}

function Editor({ template, onSaved, loadAgain }: EditorProps) {
  const texts = certificateWriteWords.use();
  const [language, setLanguage] = useState<Language>(getLanguage());
  const sent = useRef<TemplateValues | undefined>(undefined);
  const [previewed, setPreviewed] = useState<{ errors: Record<string, string>; values: TemplateValues } | undefined>();
  const { id } = template;
  const form = useForm<TemplateValues, Template>({
    draft: `certificate-template-${id}`,
    initial: readTemplate(template),
    check: (values) => {
      sent.current = values;
      return {};
    },
    send: (values) =>
      talim.api.put("/certificates/templates/{id}/", {
        path: { id },
        body: { version: values.version, name: values.name, content: buildContent(values) },
      }),
    onDone: (saved) => {
      showNotice(texts.saved);
      onSaved(saved);
    },
  });
  const { values } = form;
  const errors = {
    ...findPresentErrors(previewed?.errors ?? {}, previewed?.values, values),
    ...findPresentErrors(form.errors, sent.current, values),
  };
  const view = { ...form, errors };
  const others = (Object.keys(LANGUAGES) as Language[]).filter(
    (other) => other !== language && Object.keys(errors).some((path) => path.endsWith(`.${other}`)),
  );
  const startAnew = () => {
    form.reset();
    loadAgain();
  };
  return (
    <>
      <h1>{template.name}</h1>
      <div class="certificate-editor">
        <div>
          <Form of={form} word={texts.save} label={template.name} loadAgain={{ word: texts.loadAgain, run: startAnew }}>
            <TextField of={view} name="name" label={texts.templateName} maxLength={120} required />
            <Look of={view} />
            <div class="field">
              <span class="label">{texts.textsIn}</span>
              <Choice label={texts.textsIn} options={LANGUAGES} chosen={language} choose={setLanguage} />
              {others.length ? (
                <p class="wrong" role="status">
                  {texts.otherLanguages} {others.map((other) => LANGUAGES[other]).join(", ")}
                </p>
              ) : null}
            </div>
            <TemplateTexts of={form} errors={errors} language={language} />
            <Signatures of={form} errors={errors} language={language} />
          </Form>
          <ActButton
            word={texts.archiveTemplate}
            class="plain"
            question={<p>{texts.archiveTemplateSure}</p>}
            act={() => talim.api.delete("/certificates/templates/{id}/", { path: { id } })}
            onDone={() => {
              form.reset();
              showNotice(texts.templateArchived(template.name));
              navigate("certificate-templates");
            }}
          />
        </div>
        <Preview
          content={buildContent(values)}
          language={language}
          onErrors={(found) => setPreviewed({ errors: found, values })}
        />
      </div>
    </>
  );
}

/** Layout, paper, colours and logo. */
function Look({ of: form }: { of: FormState<TemplateValues> }) {
  const texts = certificateWriteWords.use();
  const list = (values: readonly string[], names: Record<string, string>) =>
    values.map((value) => ({ value, label: names[value] ?? value }));
  return (
    <FieldGroup title={texts.look}>
      <ChoiceField of={form} name="layout" label={texts.layout} options={list(LAYOUTS, texts.layouts)} required />
      <FieldRow>
        <ChoiceField of={form} name="page" label={texts.page} options={list(PAGES, texts.pages)} required />
        <ChoiceField
          of={form}
          name="orientation"
          label={texts.orientation}
          options={list(ORIENTATIONS, texts.orientations)}
          required
        />
      </FieldRow>
      <FieldRow>
        <ColourField of={form} name="colour" label={texts.colour} required />
        <ColourField of={form} name="accent" label={texts.accent} required />
      </FieldRow>
      <PictureField
        name="logo"
        label={texts.logo}
        picture={form.values.logo}
        error={form.errors["logo"]}
        set={(logo) => form.set("logo", logo)}
      />
    </FieldGroup>
  );
}

function ColourField(field: FieldProps<TemplateValues, "colour" | "accent">) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control}
          type="color"
          value={form.values[name]}
          onInput={(event) => form.set(name, event.currentTarget.value.toUpperCase())}
        />
      )}
    </FieldFrame>
  );
}
