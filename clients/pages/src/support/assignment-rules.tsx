/** Who gets new tickets: rules in their order. */

import { useBranches } from "../office/branches.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { Empty } from "../ui/empty.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickManyField, type Pick } from "../ui/form/pick-field.tsx";
import { NumberField } from "../ui/form/text-fields.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useOpenedRow } from "../ui/opened-row.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { fetchCategories, findStaff, type AssignmentRule } from "./data.ts";

interface Place {
  id: string;
  name: string;
}

export function AssignmentRules() {
  const words = useWords();
  const own = ticketWords.use().rules;
  const { opened, open, close, changes, done } = useOpenedRow<AssignmentRule | "new">();
  const branches: Place[] = useBranches("own");
  const loaded = useLoad(async () => {
    const [{ rules }, categories] = await Promise.all([talim.api.get("/support/rules/"), fetchCategories()]);
    return { rules, categories: categories.map(({ id, title }): Place => ({ id, name: readTranslated(title) })) };
  }, [changes]);
  const find = (all: Place[], id: string | null, word: string) =>
    id === null ? word : (all.find((one) => one.id === id)?.name ?? "…");
  return (
    <>
      <p class="quiet">{own.rulesHelp}</p>
      <p>
        <button type="button" class="main" onClick={() => open("new")}>
          {own.newRule}
        </button>
      </p>
      <Loading of={loaded}>
        {({ rules, categories }) => (
          <>
            {rules.length ? (
              <ul class="rows">
                {rules.map((rule) => (
                  <li key={rule.id} data-testid="rule">
                    <span>
                      {own.ruleName(
                        find(categories, rule.category, own.anyCategory),
                        find(branches, rule.branch, own.anyBranch),
                      )}
                      <span class="quiet small">
                        {" "}
                        {[own.methods[rule.method], rule.people.map(({ full_name }) => full_name).join(", ")].join(
                          " · ",
                        )}
                      </span>
                    </span>
                    <button type="button" onClick={() => open(rule)}>
                      {words.form.edit}
                    </button>
                  </li>
                ))}
              </ul>
            ) : (
              <Empty drawing="people" text={own.noRules} />
            )}
            {opened ? (
              <Drawer
                title={
                  opened === "new"
                    ? own.newRule
                    : own.ruleName(
                        find(categories, opened.category, own.anyCategory),
                        find(branches, opened.branch, own.anyBranch),
                      )
                }
                close={close}
              >
                <RuleForm
                  of={opened === "new" ? undefined : opened}
                  categories={categories}
                  branches={branches}
                  onDone={() => done(own.saved)}
                  close={close}
                />
                {opened === "new" ? null : (
                  <ActButton
                    word={own.removeRule}
                    question={<p>{own.removeRule}?</p>}
                    act={() => talim.api.delete("/support/rules/{id}/", { path: { id: opened.id } })}
                    onDone={() => done(own.removed)}
                  />
                )}
              </Drawer>
            ) : null}
          </>
        )}
      </Loading>
    </>
  );
}

interface RuleFormProps {
  of: AssignmentRule | undefined;
  categories: Place[];
  branches: Place[];
  onDone: () => void;
  close: () => void;
}

function RuleForm({ of: rule, categories, branches, onDone, close }: RuleFormProps) {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.rules;
  const form = useForm({
    initial: {
      category: rule?.category ?? "",
      branch: rule?.branch ?? "",
      method: rule?.method ?? ("round_robin" as const),
      people: (rule?.people ?? []).map(({ id, full_name }): Pick => ({ id, label: full_name })),
      position: (rule?.position ?? 0) as number | null,
    },
    send: ({ category, branch, people, position, method }, idempotencyKey) => {
      const body = {
        category: category || null,
        branch: branch || null,
        people: people.map(({ id }) => id),
        position: position ?? 0,
        method,
      };
      return rule
        ? talim.api.put("/support/rules/{id}/", { path: { id: rule.id }, body })
        : talim.api.post("/support/rules/", { body, idempotencyKey });
    },
    onDone,
  });
  const list = (all: Place[], word: string) => [
    { value: "", label: word },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Form of={form} word={words.form.save} label={own.newRule} close={close}>
      <SelectField of={form} name="category" label={texts.category} options={list(categories, own.anyCategory)} />
      <SelectField of={form} name="branch" label={texts.figures.branch} options={list(branches, own.anyBranch)} />
      <SelectField
        of={form}
        name="method"
        label={own.method}
        options={Object.entries(own.methods).map(([value, label]) => ({ value, label }))}
        required
      />
      <PickManyField of={form} name="people" label={own.people} find={findStaff} required />
      <NumberField of={form} name="position" label={own.position} min={0} max={1000} />
    </Form>
  );
}
