// Sums what the phases of .ci/run report: names what failed, and prints `N passed, N failed` last. Plain JavaScript, because
// it must run even where the install failed. A phase that failed without saying what failed counts as one failure, never as
// none.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

const out = process.argv[2];
const report = (name) => JSON.parse(readFileSync(join(out, `${name}.json`), "utf8"));

/** A file that does not load has no tests to count: it is one failure itself. */
function vitest(name) {
  const { numPassedTests, testResults } = report(name);
  const failed = testResults.flatMap(({ name: file, status, assertionResults }) =>
    status === "failed" && assertionResults.length === 0
      ? [relative(".", file)]
      : assertionResults
          .filter((test) => test.status === "failed")
          .map(({ fullName }) => `${relative(".", file)}: ${fullName}`),
  );
  return { passed: numPassedTests, failed };
}

function gate(name) {
  const { expectations } = report(name);
  const unmet = expectations.filter(({ met }) => met !== true);
  return {
    passed: expectations.length - unmet.length,
    failed: unmet.map((one) => `${one.name}: expected ${one.expected}, found ${one.found}`),
  };
}

const succeeded = () => ({ passed: 1, failed: [] });
const nothing = () => ({ passed: 0, failed: [] });
const counters = { install: nothing, typecheck: succeeded, lint: succeeded, test: vitest, slow: vitest, gate };

const total = { passed: 0, failed: 0 };
const exitCodes = new Map(
  readFileSync(join(out, "phases"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ")),
);
for (const [name, counter] of Object.entries(counters)) {
  let count;
  try {
    count = counter(name);
  } catch {
    count = { passed: 0, failed: [`${name} reported nothing`] };
  }
  if (exitCodes.get(name) !== "0" && count.failed.length === 0) {
    count = { passed: counter === succeeded ? 0 : count.passed, failed: [`${name} ended with ${exitCodes.get(name)}`] };
  }
  for (const what of count.failed) console.log(`FAILED ${what}`);
  console.log(`${name}: ${count.passed} passed, ${count.failed.length} failed`);
  total.passed += count.passed;
  total.failed += count.failed.length;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
