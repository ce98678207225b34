/** Begins a conversation from a person's card. Only on a page that was fetched with `chatWords`. */

import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { chatWords } from "./words/index.ts";

interface WriteButtonProps {
  person: string;
  /** Somebody of the office writes for it: of the branch of the person, where they work there. */
  asOffice?: { branches: string[] };
}

export function WriteButton({ person, asOffice }: WriteButtonProps) {
  const texts = chatWords.use();
  const write = async () => {
    const branch = asOffice && (await findBranch(asOffice.branches));
    return talim.api.post("/chat/conversations/", { body: { person, ...(branch === undefined ? {} : { branch }) } });
  };
  return <ActButton word={texts.writeTo} act={write} onDone={({ id }) => navigate(`chat/${id}`)} />;
}

/** One's own branch to write for, best one of these. */
async function findBranch(branches: string[]): Promise<string | undefined> {
  const { results } = await talim.api.get("/settings/branches/", { query: { mine: true, page_size: 100 } });
  return (results.find(({ id }) => branches.includes(id)) ?? results[0])?.id;
}
