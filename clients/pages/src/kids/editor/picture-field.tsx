/** The picture of an item: one of the platform, or a file of the course with words for who does not see it. */

import { FileSource } from "../../learning/editor/file-source.tsx";
import { Fold } from "../../ui/fold.tsx";
import { TranslatedField } from "../../ui/form/translated-field.tsx";
import { asForm } from "../../learning/editor/block-form.ts";
import { activityWords } from "./words/index.ts";
import { Picture } from "../picture.tsx";
import type { Texts } from "../play-types.ts";
import { findFile, findFileError, takeFile, useDesk } from "./desk.ts";
import { lightenPicture } from "./light-picture.ts";
import { PICTURE_GROUPS, usePictureNames } from "./picture-names.ts";

interface PictureFieldProps {
  /** Which picture it is, such as "Picture 2". */
  label: string;
  picture: string;
  alt: Texts;
  /** `more`: files that the picture names. */
  onPick: (picture: string, more?: Record<string, string>) => void;
  onAlt: (alt: Texts) => void;
}

export function PictureField({ label, picture, alt, onPick, onAlt }: PictureFieldProps) {
  const texts = activityWords.use();
  const nameOf = usePictureNames();
  const desk = useDesk();
  const own = findFile(desk, picture);
  const shown = own ? texts.ownPicture : picture ? nameOf(picture) : texts.noPicture;
  return (
    <div class="kid-picture-field">
      <div class="kid-chosen" role="img" aria-label={`${label}: ${shown}`}>
        {own ? <img class="drawing" src={own.url} alt="" /> : picture ? <Picture of={picture} /> : null}
      </div>
      <Fold
        label={picture ? texts.otherPicture : texts.choosePicture}
        name={`${label}: ${picture ? texts.otherPicture : texts.choosePicture}`}
        icon="plus"
      >
        {(close) => (
          <>
            {Object.entries(PICTURE_GROUPS).map(([group, names]) => (
              <fieldset key={group} class="kid-picker">
                <legend>{texts.groups[group as keyof typeof PICTURE_GROUPS]}</legend>
                {names.map((name) => (
                  <button
                    key={name}
                    type="button"
                    class="plain"
                    aria-pressed={name === picture}
                    aria-label={nameOf(name)}
                    title={nameOf(name)}
                    onClick={() => (onPick(name), close())}
                  >
                    <Picture of={name} />
                  </button>
                ))}
              </fieldset>
            ))}
            <fieldset>
              <legend>{texts.ownPicture}</legend>
              <FileSource
                kind="image"
                course={desk.course}
                file={own}
                onFile={(file) => (takeFile(desk, "picture", file, onPick), close())}
                error={findFileError(desk, picture)}
                prepare={lightenPicture}
              />
            </fieldset>
          </>
        )}
      </Fold>
      {own ? (
        <TranslatedField
          of={asForm({ alt }, (values) => onAlt(values.alt))}
          name="alt"
          label={texts.alt}
          required
          maxLength={300}
        />
      ) : null}
      {findFileError(desk, picture) ? <p class="wrong">{findFileError(desk, picture)}</p> : null}
    </div>
  );
}
