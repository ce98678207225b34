/** The screen of an activity, by its kind. */

import type { VNode } from "preact";
import { CountScreen, ListenScreen, TapScreen } from "./activities/choose.tsx";
import { ColourScreen } from "./activities/colour.tsx";
import { MemoryScreen } from "./activities/memory.tsx";
import { DragScreen, MatchScreen } from "./activities/place.tsx";
import { SayScreen, StoryScreen } from "./activities/say-story.tsx";
import { TraceScreen } from "./activities/trace.tsx";
import type { ActivityKind, ScreenProps } from "./play-types.ts";

export function ActivityScreen({
  activity,
  ...rest
}: Omit<ScreenProps<ActivityKind>, "activity"> & Pick<ScreenProps<ActivityKind>["block"], "activity">): VNode {
  switch (activity.kind) {
    case "tap":
      return <TapScreen activity={activity} {...rest} />;
    case "listen_and_choose":
      return <ListenScreen activity={activity} {...rest} />;
    case "count":
      return <CountScreen activity={activity} {...rest} />;
    case "drag":
      return <DragScreen activity={activity} {...rest} />;
    case "match":
      return <MatchScreen activity={activity} {...rest} />;
    case "memory":
      return <MemoryScreen activity={activity} {...rest} />;
    case "trace":
      return <TraceScreen activity={activity} {...rest} />;
    case "colour":
      return <ColourScreen activity={activity} {...rest} />;
    case "say":
      return <SayScreen activity={activity} {...rest} />;
    case "story":
      return <StoryScreen activity={activity} {...rest} />;
  }
}
