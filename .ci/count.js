// Sums what the phases of .ci/run report, and prints `N passed, N failed`. Plain JavaScript, because it must run even
// where the install failed. A phase that failed without saying what failed counts as one failure, never as none.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const out = process.argv[2];
const report = (name) => JSON.parse(readFileSync(join(out, `${name}.json`), "utf8"));

/** A file that does not load has no tests to count: it is one failure itself. */
function vitest(name) {
  const { numPassedTests, numFailedTests, testResults } = report(name);
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

function gate(name) {
  const { expectations } = report(name);
  const passed = expectations.filter((expectation) => expectation.met === true).length;
  return { passed, failed: expectations.length - passed };
}

const succeeded = () => ({ passed: 1, failed: 0 });
const nothing = () => ({ passed: 0, failed: 0 });
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
    count = { passed: 0, failed: 1 };
  }
  if (exitCodes.get(name) !== "0" && count.failed === 0) {
    count = { passed: counter === succeeded ? 0 : count.passed, failed: 1 };
  }
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed`);
  total.passed += count.passed;
  total.failed += count.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
