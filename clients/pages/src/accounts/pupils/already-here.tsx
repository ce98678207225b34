/** People of this name, in either script, or with this phone, shown while one types. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import type { Pick } from "../../ui/form/pick-field.tsx";
import { pupilsWords } from "./words/index.ts";
import { getFullName } from "./section.tsx";

type User = Answer<"/auth/users/", "get">["results"][number];

const DEBOUNCE_MS = 350;
/** Shorter texts fit too many people. */
const MIN_LETTERS = 4;
const MIN_DIGITS = 7;
const SHOWN = 3;

async function findPeople(name: string, phone: string): Promise<User[]> {
  const texts = [
    ...(name.length >= MIN_LETTERS && name.includes(" ") ? [name] : []),
    ...(phone.replace(/\D/g, "").length >= MIN_DIGITS ? [phone] : []),
  ];
  const answers = await Promise.all(
    texts.map((search) => talim.api.get("/auth/users/", { query: { search, page_size: SHOWN } })),
  );
  const people = new Map(answers.flatMap(({ results }) => results).map((user) => [user.id, user]));
  return [...people.values()];
}

interface Props {
  name: string;
  phone: string;
  /** What the server refused; then it is looked again, for somebody may have been added meanwhile. */
  refused: unknown;
  /** This person is meant, and is taken in place of a new one. */
  take?: (person: Pick) => void;
}

export function AlreadyHere({ name, phone, refused, take }: Props) {
  const { enrol: texts, facts } = pupilsWords.use();
  const [people, setPeople] = useState<User[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      findPeople(name.trim(), phone.trim()).then(
        (found) => current && setPeople(found),
        () => current && setPeople([]),
      );
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, phone, refused]);
  return (
    <div role="status">
      {people.length ? (
        <div class="notice">
          <div>
            <p>{texts.already}</p>
            <ul class="plain-list">
              {people.map((user) => (
                <li key={user.id}>
                  <Link to={`pupils/${user.id}`}>{getFullName(user)}</Link>{" "}
                  <span class="quiet">
                    {[facts.roles[user.role], user.phone, ...user.memberships.map(({ name: group }) => group)]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>{" "}
                  {take ? (
                    <button
                      type="button"
                      onClick={() => take({ id: user.id, label: getFullName(user), detail: user.phone ?? "" })}
                    >
                      {texts.useThis}
                    </button>
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
    </div>
  );
}
