/** A button that keeps the focus while it can do nothing: one that is `disabled` loses it to the top of the page. */

import type { ComponentProps, TargetedMouseEvent } from "preact";

type Props = Omit<ComponentProps<"button">, "disabled" | "onClick" | "type"> & {
  /** It does nothing now, a form that it stands in neither. */
  off: boolean;
  type?: "button" | "submit";
  onClick?: (() => void) | undefined;
};

export function Button({ off, type = "button", onClick, ...rest }: Props) {
  const press = (event: TargetedMouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.();
  };
  return <button {...rest} type={type} aria-disabled={off} onClick={press} />;
}
