/** The centre's logo and colour: seen in the frame, in light and dark, before they are saved. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { applyShades, type Colours } from "../../centre-look.ts";
import { fetchCentre, useCentreLook } from "../../centre.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { checkReadable, clearFileField } from "../../ui/file.ts";
import { FieldGroup, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { settingsWords } from "../words/index.ts";
import { READY_COLOURS } from "./ready-colours.ts";

type Settings = Answer<"/settings/system/", "get">;
type Values = { centre_colour: string };

const HEX = /^#[0-9a-f]{6}$/i;

interface LookProps {
  settings: Settings;
  readOnly: boolean;
  onSaved: () => void;
}

export function Look({ settings, readOnly, onSaved }: LookProps) {
  const words = useWords();
  const texts = settingsWords.use();
  const logo = useCentreLook()?.logo ?? undefined;
  const [chosen, setChosen] = useState<File>();
  const chosenUrl = useObjectUrl(chosen);
  const form = useForm<Values, Settings>({
    initial: { centre_colour: settings.centre_colour },
    send: (body) => talim.api.put("/settings/system/", { body: { ...body, version: settings.version } }),
    onDone: onSaved,
  });
  const colour = form.values.centre_colour;
  const shades = useLoad<Colours | undefined>(
    async () => (HEX.test(colour) ? talim.api.get("/settings/colour-shades/", { query: { colour } }) : undefined),
    [colour],
  );
  const colours = shades.stale ? undefined : shades.value;
  const preview = (
    <>
      <div class="look-previews">
        <Preview
          theme="light"
          label={texts.look.light}
          name={settings.centre_name}
          logo={chosenUrl ?? logo}
          colours={colours}
        />
        <Preview
          theme="dark"
          label={texts.look.dark}
          name={settings.centre_name}
          logo={chosenUrl ?? logo}
          colours={colours}
        />
      </div>
      {shades.error ? <Problem error={shades.error} /> : null}
    </>
  );
  if (readOnly) return preview;
  return (
    <>
      <LogoField logo={logo} chosen={chosen} choose={setChosen} />
      <Form of={form} word={words.form.save} label={texts.groups.look} here={{ conflict: words.form.changed }}>
        <FieldGroup title={texts.look.ready}>
          <div class="colour-choice">
            {READY_COLOURS.map(([name, hex]) => (
              <ReadyColour
                key={name}
                word={texts.look.colours[name]}
                hex={hex}
                chosen={hex === colour.toLowerCase()}
                choose={() => form.set("centre_colour", hex)}
              />
            ))}
          </div>
        </FieldGroup>
        <TextField
          of={form}
          name="centre_colour"
          label={texts.settings.centre_colour}
          maxLength={7}
          placeholder="#0b6e6e"
        />
        <p class="quiet">{texts.look.help}</p>
        {preview}
      </Form>
    </>
  );
}

interface LogoFieldProps {
  logo: string | undefined;
  chosen: File | undefined;
  choose: (file: File | undefined) => void;
}

function LogoField({ logo, chosen, choose }: LogoFieldProps) {
  const words = useWords();
  const texts = settingsWords.use().look;
  const send = (file: File) => talim.api.put("/settings/logo/", { form: { file } });
  const saved = async () => {
    await fetchCentre(true);
    choose(undefined);
    showNotice(words.form.saved);
  };
  /** The picture is fetched before it goes, so that it can come back. */
  const remove = async (address: string) => {
    const response = await fetch(new URL(address, location.origin).pathname);
    const before = response.ok ? new File([await response.blob()], "logo.webp", { type: "image/webp" }) : undefined;
    await talim.api.delete("/settings/logo/");
    await fetchCentre(true);
    return before;
  };
  const restore = (file: File) => void send(file).then(saved, () => showNotice(texts.notRestored));
  return (
    <section class="logo-field" aria-label={texts.logo}>
      <label class="file-button">
        <input
          type="file"
          class="unseen"
          accept="image/jpeg,image/png,image/webp,image/gif"
          onClick={clearFileField}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
        {logo ? texts.otherLogo : texts.addLogo}
      </label>
      {chosen ? (
        <>
          <ActButton
            class="main"
            word={texts.useLogo}
            act={async () => send(await checkReadable(chosen))}
            onDone={() => void saved()}
          />
          <button type="button" class="plain" onClick={() => choose(undefined)}>
            {words.cancel}
          </button>
        </>
      ) : logo ? (
        <ActButton
          class="plain"
          word={texts.removeLogo}
          act={() => remove(logo)}
          onDone={(before) =>
            showNotice(texts.removed, before ? { label: words.form.undo, run: () => restore(before) } : undefined)
          }
        />
      ) : null}
      <p class="quiet">{texts.logoHelp}</p>
    </section>
  );
}

interface ReadyColourProps {
  word: string;
  hex: string;
  chosen: boolean;
  choose: () => void;
}

function ReadyColour({ word, hex, chosen, choose }: ReadyColourProps) {
  const swatch = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (hex) swatch.current?.style.setProperty("--swatch", hex);
  }, [hex]);
  return (
    <button type="button" aria-pressed={chosen} onClick={choose}>
      <span class="swatch" ref={swatch}>
        {chosen ? <Icon name="good" /> : null}
      </span>
      {word}
    </button>
  );
}

interface PreviewProps {
  theme: "light" | "dark";
  label: string;
  name: string;
  logo: string | undefined;
  colours: Colours | undefined;
}

function Preview({ theme, label, name, logo, colours }: PreviewProps) {
  const texts = settingsWords.use().look;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) applyShades(box.current, colours?.[theme]);
  }, [colours, theme]);
  return (
    <figure class="look-preview">
      <div class={`theme-${theme}`} ref={box} aria-hidden="true">
        <p class="centre-brand">
          {logo ? <img src={logo} alt="" width="32" height="32" /> : null}
          <span>{name}</span>
        </p>
        <p class="preview-current">{texts.sample.current}</p>
        <p class="preview-link">{texts.sample.link}</p>
        <p class="preview-button">{texts.sample.button}</p>
      </div>
      <figcaption>{label}</figcaption>
    </figure>
  );
}

function useObjectUrl(file: File | undefined): string | undefined {
  const url = useMemo(() => file && URL.createObjectURL(file), [file]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  return url;
}
