/** Says whose pages an administrator looks at in this tab. */

import { signOut, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";

export function ViewingBar({ me }: { me: Person }) {
  const { viewing: texts } = useWords();
  return (
    <div class="notice viewing" role="region" aria-label={texts.title}>
      <p>
        <Icon name="eye" />
        {texts.bar(`${me.first_name} ${me.last_name}`.trim())}
      </p>
      <button type="button" onClick={() => void signOut()}>
        {texts.end}
      </button>
    </div>
  );
}
