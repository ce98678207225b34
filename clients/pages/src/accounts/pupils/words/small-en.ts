/** English, for the kindergarten on the page of a pupil. */

export const small = {
  title: "Kindergarten",
  open: "Skills, observations and report",
};
