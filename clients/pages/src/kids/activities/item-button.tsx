/** A picture that can be touched: it says what it is, and something may happen. */

import type { ActivityBlock, Item } from "../play-types.ts";
import { Picture } from "../picture.tsx";
import { pickText, sayItem } from "../voice.ts";
import { Button } from "../../ui/button.tsx";

interface Props {
  item: Item;
  block: ActivityBlock;
  off?: boolean;
  /** Whether it is chosen; undefined where it cannot be. */
  pressed?: boolean | undefined;
  /** It is shown to the child as right. */
  hinted?: boolean;
  label?: string | undefined;
  onPress?: () => void;
}

export function ItemButton({ item, block, off = false, pressed, hinted = false, label, onPress }: Props) {
  const press = () => {
    sayItem(block, item);
    onPress?.();
  };
  return (
    <Button
      class={hinted ? "kid-item hinted" : "kid-item"}
      off={off}
      aria-pressed={pressed}
      aria-current={hinted ? "true" : undefined}
      aria-label={label ?? pickText(item.alt)}
      data-key={item.key}
      onClick={press}
    >
      <Picture of={item.picture} files={block.files} />
    </Button>
  );
}
