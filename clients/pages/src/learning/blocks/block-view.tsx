/** A block of a lesson, whatever its kind. A kind that these pages do not know yet is left out. */

import type { VNode } from "preact";
import { Icon } from "../../ui/icon.tsx";
import { courseBlockWords } from "./words/index.ts";
import { ActivityBlock } from "./activity-block.tsx";
import { AudioBlock, type PlayReport } from "./audio-block.tsx";
import { getBlockElementId } from "./block-id.ts";
import type { Block, BlockOf } from "./block-types.ts";
import { DocumentText } from "./document.tsx";
import { Embed } from "./embed.tsx";
import { FileBlock, ImageBlock } from "./file-block.tsx";
import { Flashcards } from "./flashcards.tsx";
import { FormulaBlock } from "./formula.tsx";
import { PackageBlock } from "./package-block.tsx";
import { PdfBlock } from "./pdf-block.tsx";
import { QuizBlock } from "./quiz-block.tsx";
import { TaskBlock } from "./task-block.tsx";
import { VideoBlock } from "./video-block.tsx";

interface BlockViewProps {
  block: Block;
  /** Where a sound or a video goes on (ms). */
  from?: number | undefined;
  /** Hears what is played; none where nobody learns, as in a preview. */
  report?: ((played: PlayReport) => void) | undefined;
  /** Asks for the block anew, when the address of its file holds no longer. */
  renew?: (() => void) | undefined;
  /** What the learner hands in for a task. */
  work?: VNode | undefined;
}

/** Pages that show blocks are fetched with `courseBlockWords`. */
export function BlockView(props: BlockViewProps): VNode {
  return (
    <div class={`block block-${props.block.kind}`} id={getBlockElementId(props.block.id)}>
      <BlockContent {...props} />
    </div>
  );
}

function BlockContent({ block, from, report, renew, work }: BlockViewProps): VNode | null {
  switch (block.kind) {
    case "text":
      return <DocumentText document={block.document} />;
    case "note":
      return <Note block={block} />;
    case "formula":
      return <FormulaBlock block={block} />;
    case "image":
      return <ImageBlock block={block} />;
    case "audio":
      return <AudioBlock block={block} from={from} report={report} renew={renew} />;
    case "video":
      return <VideoBlock block={block} from={from} report={report} renew={renew} />;
    case "pdf":
      return <PdfBlock block={block} />;
    case "slides":
    case "file":
      return <FileBlock block={block} />;
    case "embed":
      return <Embed block={block} />;
    case "interactive":
      return <PackageBlock block={block} renew={renew} />;
    case "quiz":
      return <QuizBlock block={block} />;
    case "flashcards":
      return <Flashcards block={block} />;
    case "assignment":
    case "spoken":
      return <TaskBlock block={block} work={work} />;
    case "activity":
      return <ActivityBlock block={block} />;
    default:
      return null;
  }
}

const NOTE_ICONS = { tip: "star", warning: "warning", note: "write" } as const;

function Note({ block: { tone, document } }: { block: BlockOf<"note"> }) {
  const texts = courseBlockWords.use();
  return (
    <aside class={`lesson-note ${tone}`} aria-label={texts.tones[tone]}>
      <strong>
        <Icon name={NOTE_ICONS[tone] ?? "write"} /> {texts.tones[tone]}
      </strong>
      <DocumentText document={document} />
    </aside>
  );
}
