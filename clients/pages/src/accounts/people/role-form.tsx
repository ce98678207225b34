/** The form of a role of the centre's own: begun from another role, its rights by subject, and in words what they come to. */

import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { foldText } from "../../search-text.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { SearchField } from "../../office/search.tsx";
import type { OwnRole, RoleTable } from "./role-names.ts";
import { ABILITIES, groupByArea, type Permission } from "./role-rights.ts";

/** The built-in roles that another is cut from, the likeliest first. */
const BASES = ["manager", "teacher", "admin"];

/** An interface would have no index of its own. */
type Fields = { name: Translated; base: string; permissions: string[] };

interface RoleFormProps {
  role: OwnRole | undefined;
  table: RoleTable;
  me: Person;
  onDone: () => void;
  close: () => void;
}

export function RoleForm({ role, table, me, onDone, close }: RoleFormProps) {
  const words = useWords();
  const texts = peopleWords.use();
  // What everybody may is in each role; nobody gives what they do not have.
  const offered = table.permissions.filter(
    ({ name, everyones }) => !everyones && (hasPermission(me, name) || role?.permissions.includes(name)),
  );
  const form = useForm<Fields, OwnRole>({
    initial: {
      name: { ...EMPTY_TRANSLATED, ...role?.name },
      base: "",
      permissions: listNames(offered, role?.permissions ?? []),
    },
    ...(role ? {} : { draft: "new-role" }),
    send: ({ base: _, ...body }) =>
      role
        ? talim.api.patch("/auth/roles/{id}/", { path: { id: role.id }, body })
        : talim.api.post("/auth/roles/", { body }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  const pick = (names: string[]) => form.set("permissions", names);
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.ownRole} close={close}>
        <TranslatedField of={form} name="name" label={texts.roleName} required />
        {role?.holders ? <p class="quiet">{texts.rightsEnd(role.holders)}</p> : null}
        {role ? null : <BaseField of={form} table={table} offered={offered} />}
        <Abilities offered={offered} chosen={form.values.permissions} />
        <Rights offered={offered} chosen={form.values.permissions} pick={pick} />
      </Form>
      {role ? (
        <ActButton
          word={texts.archiveRole}
          class="plain"
          act={() => talim.api.delete("/auth/roles/{id}/", { path: { id: role.id } })}
          here={{ conflict: texts.roleInUse, role_in_use: texts.roleInUse }}
          onDone={() => {
            showNotice(texts.roleArchived);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

/** Another role, whose rights are taken over. */
function BaseField({ of: form, table, offered }: { of: FormState<Fields>; table: RoleTable; offered: Permission[] }) {
  const texts = peopleWords.use();
  const bases = [
    ...table.built_in
      .filter(({ role }) => BASES.includes(role))
      .sort((a, b) => BASES.indexOf(a.role) - BASES.indexOf(b.role))
      .map(({ role, permissions }) => ({ value: role as string, label: texts.roles[role] ?? role, permissions })),
    ...table.own.map(({ id, name, permissions }) => ({ value: id, label: readTranslated(name), permissions })),
  ];
  const take: FormState<Fields>["set"] = (field, value) => {
    form.set(field, value);
    const base = bases.find((one) => one.value === value);
    if (base) form.set("permissions", listNames(offered, base.permissions));
  };
  return (
    <SelectField
      of={{ ...form, set: take }}
      name="base"
      label={texts.startFrom}
      hint={texts.startFromHelp}
      options={bases}
    />
  );
}

interface ChosenProps {
  offered: Permission[];
  chosen: string[];
}

/** What a role with these rights can do and what it cannot; where several rights may be the reason, those that are. */
function Abilities({ offered, chosen }: ChosenProps) {
  const words = useWords();
  const texts = peopleWords.use();
  return (
    <section aria-label={texts.comesTo}>
      <h3>{texts.comesTo}</h3>
      <dl class="facts">
        {(Object.entries(ABILITIES) as [keyof typeof ABILITIES, string[]][]).map(([ability, any]) => {
          const reasons = offered.filter(({ name }) => any.includes(name) && chosen.includes(name));
          return (
            <Fragment key={ability}>
              <dt>{texts.abilities[ability]}</dt>
              <dd>
                <span class="state">
                  <Icon name={reasons.length ? "good" : "close"} />
                  {reasons.length ? words.form.yes : words.form.no}
                </span>
                {any.length > 1
                  ? reasons.map(({ name, text }) => (
                      <div key={name} class="quiet small">
                        {text}
                      </div>
                    ))
                  : null}
              </dd>
            </Fragment>
          );
        })}
      </dl>
    </section>
  );
}

/** The rights to tick, by subject; a text narrows them, and what a button ticks. */
function Rights({ offered, chosen, pick }: ChosenProps & { pick: (names: string[]) => void }) {
  const words = useWords();
  const texts = peopleWords.use();
  const [wanted, setWanted] = useState("");
  const areas = groupByArea(offered).map(([area, all]) => {
    const title = texts.areas[area] ?? texts.otherArea;
    return {
      area,
      title,
      all,
      shown: all.filter(({ text }) => foldText(`${title} ${text}`).includes(foldText(wanted))),
    };
  });
  const found = areas.filter(({ shown }) => shown.length);
  const count = (rights: Permission[]) => rights.filter(({ name }) => chosen.includes(name)).length;
  const set = (rights: Permission[], on: boolean) => {
    const names = rights.map(({ name }) => name);
    const others = chosen.filter((name) => !names.includes(name));
    pick(on ? [...others, ...names] : others);
  };
  return (
    <section aria-label={texts.rights}>
      <h3>{texts.rights}</h3>
      <div onKeyDown={stayHere}>
        <SearchField label={texts.findRight} onSearch={setWanted} />
      </div>
      {found.length ? null : <p class="empty">{words.form.nothingFound}</p>}
      {found.map(({ area, title, all, shown }) => (
        <details key={area} open={wanted ? true : undefined}>
          <summary>{texts.rightsOf(title, count(all), all.length)}</summary>
          <div role="group" aria-label={title}>
            <div class="choice">
              <button type="button" onClick={() => set(shown, true)}>
                {words.form.all}
              </button>
              <button type="button" onClick={() => set(shown, false)}>
                {texts.noRights}
              </button>
            </div>
            {shown.map((right) => (
              <label key={right.name} class="check">
                <input
                  type="checkbox"
                  name={right.name}
                  checked={chosen.includes(right.name)}
                  onChange={(event) => set([right], event.currentTarget.checked)}
                />
                {right.text}
              </label>
            ))}
          </div>
        </details>
      ))}
    </section>
  );
}

function listNames(offered: Permission[], wanted: string[]): string[] {
  return offered.map(({ name }) => name).filter((name) => wanted.includes(name));
}

/** Enter in the field that narrows the rights does not send the form. */
function stayHere(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
