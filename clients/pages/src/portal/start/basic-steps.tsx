/** The first steps of a new centre: a room, a course with its price, a teacher. */

import { useCentre } from "../../centre.ts";
import { toContactAddress } from "../../accounts/entry/pending-sign-up.ts";
import { talim, type Person } from "../../talim.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, NumberField, PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { getLanguage } from "../../words/index.ts";
import { startWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { saveChoices } from "./state.ts";

interface StepProps {
  me: Person;
  onDone: () => void;
}

export function RoomStep({ onDone }: StepProps) {
  const texts = startWords.use();
  const form = useForm({
    initial: { name: "", seats: null as number | null },
    draft: "start-room",
    send: ({ name, seats }, key) =>
      retryAfterSignIn(() =>
        talim.api.post("/courses/rooms/", { body: { name: name.trim(), seats, branch: null }, idempotencyKey: key }),
      ),
    onDone,
  });
  return (
    <Form of={form} word={texts.saveRoom} label={texts.steps.room}>
      <FieldRow>
        <TextField of={form} name="name" label={texts.roomName} maxLength={80} placeholder="204" required />
        <NumberField of={form} name="seats" label={texts.seats} min={1} max={1000} />
      </FieldRow>
    </Form>
  );
}

export function CourseStep({ me, onDone }: StepProps) {
  const texts = startWords.use();
  const currency = useCentre()?.currency ?? "UZS";
  const levels = useLoad(
    async () => (await talim.api.get("/courses/levels/", { query: { page_size: 100 } })).results,
    [],
  );
  const form = useForm({
    initial: { title: "", level: "", price: null as number | null },
    draft: "start-course",
    send: async ({ title, level, price }, key) => {
      const body = {
        title: { [getLanguage()]: title.trim() },
        slug: "",
        level,
        prices: [{ amount: price ?? 0, currency: currency as "UZS" }],
      };
      const course = await retryAfterSignIn(() => talim.api.post("/courses/courses/", { body, idempotencyKey: key }));
      // A course of a new centre is on offer at once, as those of the first-run page.
      if (!hasPermission(me, "courses.publish")) return;
      await retryAfterSignIn(() =>
        talim.api.post("/courses/courses/{id}/publish/", { path: { id: course.id }, idempotencyKey: `${key}p` }),
      );
    },
    onDone,
  });
  const options = [
    { value: "", label: texts.noLevel },
    ...(levels.value ?? []).map(({ code }) => ({ value: code, label: code })),
  ];
  return (
    <Form of={form} word={texts.saveCourse} label={texts.steps.course}>
      <TextField of={form} name="title" label={texts.courseName} placeholder={texts.courseExample} required />
      <FieldRow>
        <SelectField of={form} name="level" label={texts.level} options={options} />
        <MoneyField of={form} name="price" label={texts.price} currency={currency} required />
      </FieldRow>
    </Form>
  );
}

/** Who teaches: the person here, a teacher who is added, or one who is invited. */
export function TeacherStep({ me, onDone }: StepProps) {
  const texts = startWords.use();
  const ways = Object.entries(texts.whoOptions).filter(
    ([way]) => way !== "invite" || hasPermission(me, "accounts.invite"),
  );
  const form = useForm({
    initial: { way: "alone", first_name: "", last_name: "", phone: "", address: "" },
    draft: "start-teacher",
    send: async ({ way, first_name, last_name, phone, address }) => {
      const locale = getLanguage();
      if (way === "alone") return saveChoices(me, { alone: true });
      if (way === "create") {
        const body = { first_name, last_name, phone: phone.trim(), role: "teacher" as const, locale };
        return void (await retryAfterSignIn(() => talim.api.post("/auth/users/", { body })));
      }
      const body = { ...toContactAddress(address.trim()), role: "teacher" as const, days: 7, locale };
      return void (await retryAfterSignIn(() => talim.api.post("/auth/invitations/", { body })));
    },
    onDone,
  });
  const { way } = form.values;
  // The server names the address by its kind.
  const wrong = form.errors["email"] ?? form.errors["phone"];
  const invited = wrong ? { ...form, errors: { ...form.errors, address: wrong } } : form;
  return (
    <Form
      of={form}
      word={way === "alone" ? texts.alone : way === "create" ? texts.saveTeacher : texts.invite}
      label={texts.steps.teacher}
    >
      <ChoiceField
        of={form}
        name="way"
        label={texts.who}
        options={ways.map(([value, label]) => ({ value, label }))}
        required
      />
      {way === "create" ? (
        <>
          <FieldRow>
            <TextField of={form} name="first_name" label={texts.firstName} maxLength={80} required />
            <TextField of={form} name="last_name" label={texts.lastName} maxLength={80} />
            <PhoneField of={form} name="phone" label={texts.phone} required />
          </FieldRow>
          <p class="quiet">{texts.createHelp}</p>
        </>
      ) : null}
      {way === "invite" ? (
        <TextField of={invited} name="address" label={texts.address} hint={texts.inviteHelp} maxLength={254} required />
      ) : null}
    </Form>
  );
}
