/** The card with which a child signs in: its code and pictures. It is shown once, and printed alone on the paper. */

import type { Answer } from "@talim/client";
import { SignInPicture, type PictureName } from "../entry/pictures.tsx";
import { CentreBrand } from "../../frame/centre-brand.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";

interface Props {
  name: string;
  secrets: Answer<"/auth/children/{id}/reset/", "post">;
  close: () => void;
}

export function ChildCard({ name, secrets, close }: Props) {
  const words = useWords();
  const { acts: texts } = pupilsWords.use();
  return (
    <Dialog label={texts.cardTitle} close={close}>
      <div class="child-card">
        <CentreBrand />
        <h2>{name}</h2>
        <p>
          {texts.code}: <b class="child-code">{secrets.code}</b>
        </p>
        <p>{texts.pictures}:</p>
        <ol class="child-pictures">
          {(secrets.pictures as PictureName[]).map((picture, place) => (
            <li key={place}>
              <SignInPicture of={picture} />
              <span class="small">{words.entry.child.names[picture]}</span>
            </li>
          ))}
        </ol>
        <p class="small">{new URL("/app/child", location.origin).href}</p>
      </div>
      <p class="no-print">{texts.cardHelp}</p>
      <div class="buttons no-print">
        <button type="button" class="main" onClick={() => print()}>
          {texts.print}
        </button>
        <button type="button" class="plain" onClick={close}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
