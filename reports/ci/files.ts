/** The files that CI servers read, by name and content. */
import type { ReportFile } from "../files.ts";
import { jobSummary } from "./job-summary.ts";
import { junitXml } from "./junit.ts";
import { sarif } from "./sarif.ts";
import type { Suite } from "./suite.ts";

/** The formats for CI servers. */
export const CI_FORMATS = ["junit", "sarif", "github"] as const;
export type CiFormat = (typeof CI_FORMATS)[number];

/**
 * `bsmr.junit.xml`, `bsmr.sarif` and `bsmr.github.md`.
 *
 * @param stem what the names begin with
 * @param version of byzcheck
 */
export const ciFiles = (
  suites: readonly Suite[],
  formats: readonly string[],
  stem: string,
  version: string,
): readonly ReportFile[] =>
  CI_FORMATS.filter((format) => formats.includes(format)).map((format) => ciFile(format, suites, stem, version));

function ciFile(format: CiFormat, suites: readonly Suite[], stem: string, version: string): ReportFile {
  switch (format) {
    case "junit":
      return { name: `${stem}.junit.xml`, content: junitXml(suites) };
    case "sarif":
      return { name: `${stem}.sarif`, content: sarif(suites, version) };
    case "github":
      return { name: `${stem}.github.md`, content: jobSummary(suites) };
  }
}
