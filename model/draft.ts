/** The one place that knows immer: recipes, drafts and freezing. */
export { type Draft, freeze, produce } from "immer";
