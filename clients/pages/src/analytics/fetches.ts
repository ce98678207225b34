/** The pages of figures, with their words and their style. */

import sheet from "sheet:../style/analytics.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { analyticsWords } from "./words/index.ts";

function withAnalytics<P>(fetch: () => Promise<P>): () => Promise<P> {
  return withWords(
    [analyticsWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchPlatform = withAnalytics(async () => (await import("./platform.tsx")).Platform);
export const fetchMeasure = withAnalytics(async () => (await import("./measure.tsx")).MeasurePage);
export const fetchOwnFigures = withAnalytics(async () => (await import("./own-figures.tsx")).OwnFigures);
export const fetchOwnFigure = withAnalytics(async () => (await import("./own-figures.tsx")).OwnFigurePage);
export const fetchTeacher = withAnalytics(async () => (await import("./teacher.tsx")).TeacherFigures);
export const fetchRevenueBoard = withAnalytics(async () => (await import("./board.tsx")).RevenueBoard);
export const fetchMarketingBoard = withAnalytics(async () => (await import("./board.tsx")).MarketingBoard);
export const fetchCourseBoard = withAnalytics(async () => (await import("./board.tsx")).CourseBoard);
export const fetchGlance = withAnalytics(async () => (await import("./glance.tsx")).Glance);
export const fetchStory = withAnalytics(async () => (await import("./story.tsx")).StoryOfPupil);
export const fetchChildStory = withAnalytics(async () => (await import("./child-story.tsx")).ChildStory);
