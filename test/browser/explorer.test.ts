import type { Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../checker/check.ts";
import { serve } from "../../explorer/site/serve.ts";
import { site } from "../../explorer/site/site.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { traceItf } from "../../reports/itf.ts";
import { traceJson } from "../../reports/json.ts";
import { traceFileOf } from "../../reports/trace-file.ts";
import { hasChromium, launch, pixelsHidden, seriousFaults, type Watched, watchedPage } from "./chromium.ts";

/** Milliseconds within which the page finds the fork of BSMR, its worker's start included. */
const SOON = 2000;
/** Two lies that fork BSMR, as a link. */
const FORK = "protocol=bsmr&steps=1v3uxrs.y3owgs";

describe.skipIf(!hasChromium)("the explorer in a browser", () => {
  let browser: Browser;
  let server: Server;
  let url: string;
  let watched: Watched;
  let page: Page;
  beforeAll(async () => {
    ({ server, url } = await serve(await site(), 0));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  beforeEach(async () => {
    watched = await watchedPage(browser);
    page = watched.page;
    await page.goto(url);
  });
  afterEach(async () => {
    await page.close();
    expect(watched.complaints).toEqual([]);
    expect(watched.requests.filter((address) => !address.startsWith(url))).toEqual([]);
  });

  /** Loads the page with a link, and not only another address of the page that is there. */
  const visit = async (link: string): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(`${url}#${link}`);
  };
  const trail = (): Promise<string> => page.locator(".trail h2").innerText();
  const lies = (): Promise<number> => page.locator(".diagram .arrow.lie").count();
  const press = (name: string | RegExp): Promise<void> => page.getByRole("button", { name, exact: true }).click();
  const choose = (replica: string, words: string): Promise<void> =>
    page
      .locator(".actor", { has: page.getByRole("heading", { name: replica, exact: true }) })
      .getByRole("button", { name: words })
      .first()
      .click();
  const offer = (name: string, text: string) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

  // Again where the machine was busy with something else.
  test("finds the fork of BSMR within two seconds, and opens it as a diagram", { retry: 2 }, async () => {
    const began = performance.now();
    await press("Check");
    await page.locator(".run").waitFor();
    const took = performance.now() - began;
    expect(await page.locator(".run").innerText()).toContain("VIOLATED agreement in 2 steps");
    expect(took).toBeLessThan(SOON);
    await page.getByRole("button", { name: "counterexample of agreement" }).click();
    await expect.poll(trail).toBe("After 2 of 2 steps");
    expect(await lies()).toBe(2);
    expect(await page.locator(".violated").first().innerText()).toContain("Node 1 executed 1 and node 2 executed 2");
    // How it came to that is known from the check, told and drawn.
    expect(await page.locator(".trail").innerText()).toContain("Votes: node 1 counted RESULT of node 0 for 1");
    expect(await page.locator(".no-return").count()).toBe(1);
  });

  test("warns of more liars than are tolerated once, before the check and after it", async () => {
    await visit("protocol=bsmr&byzantine=0.1");
    const warned = page.getByText("2 nodes are Byzantine, more than the 1");
    await warned.waitFor();
    await press("Check");
    await page.locator(".run").waitFor();
    expect(await warned.count()).toBe(1);
  });

  test("takes a step, and undoes it", async () => {
    await choose("node 1", "RESULT round 0 value 1");
    await expect.poll(trail).toBe("After 1 of 1 step");
    expect(await page.locator(".replica", { hasText: "node 1" }).innerText()).toContain("round");
    await choose("node 2", "RESULT round 0 value 2");
    await expect.poll(() => page.locator(".violated").count()).toBe(2);
    await press("Undo");
    await expect.poll(trail).toBe("After 1 of 2 steps");
    expect(await page.locator(".violated").count()).toBe(0);
    await press("Redo");
    await expect.poll(trail).toBe("After 2 of 2 steps");
  });

  test("is used with the keyboard: a step is taken with Enter, and arrows lead back and forth", async () => {
    await page.getByRole("button", { name: "RESULT round 0 value 1" }).first().focus();
    await page.keyboard.press("Enter");
    await expect.poll(trail).toBe("After 1 of 1 step");
    // Where the keyboard goes on from is where the choices are.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(trail).toBe("After 2 of 2 steps");
    await page.keyboard.press("Home");
    await expect.poll(trail).toBe("After 0 of 2 steps");
    await page.keyboard.press("ArrowRight");
    await expect.poll(trail).toBe("After 1 of 2 steps");
    await page.keyboard.press("End");
    await expect.poll(trail).toBe("After 2 of 2 steps");
  });

  test("shares what is looked at as a link, in which another page is where this one was", async () => {
    await choose("node 2", "RESULT round 0 value 2");
    await choose("node 1", "RESULT round 0 value 1");
    await press("Undo");
    const other = await browser.newPage();
    await other.goto(page.url());
    await expect.poll(() => other.locator(".trail h2").innerText()).toBe("After 1 of 2 steps");
    expect(await other.locator(".replicas").innerText()).toBe(await page.locator(".replicas").innerText());
    await other.close();
  });

  test("says what is wrong with a link that leads nowhere, and goes on with the usual setup", async () => {
    await visit("protocol=bsmr&rounds=0");
    expect(await page.getByRole("alert").innerText()).toContain("This link leads nowhere: rounds is 0");
    expect(await page.locator(".choice").count()).toBeGreaterThan(0);
  });

  test("follows an address that is changed by hand, and the way back", async () => {
    await page.waitForURL(/#protocol=bsmr/);
    await page.goto(`${url}#${FORK}`);
    await expect.poll(trail).toBe("After 2 of 2 steps");
    await page.getByRole("combobox", { name: /^protocol/ }).selectOption("pbft");
    await expect.poll(trail).toBe("At the start");
    await page.goBack();
    await expect.poll(trail).toBe("After 2 of 2 steps");
    expect(await page.getByRole("combobox", { name: /^protocol/ }).inputValue()).toBe("bsmr");
  });

  test("changes the setup where that makes sense, and says why where it does not", async () => {
    await page.getByLabel("nodes").first().fill("7");
    await page.keyboard.press("Tab");
    await expect.poll(() => page.locator(".replica").count()).toBe(7);
    await page.getByLabel("faulty").fill("9");
    await page.keyboard.press("Tab");
    expect(await page.getByRole("alert").innerText()).toContain("Faulty is 9; it must be a whole number, 0 to 6");
    expect(page.url()).toContain("nodes=7&faulty=1");
  });

  test("opens trace files, JSON and ITF, and says what is wrong with a damaged one", async () => {
    const outcome = await check({ protocol: bsmr, properties: ["agreement"], rounds: 1 } as CheckOptions);
    const file = traceFileOf(outcome, outcome.property("agreement"));
    if (!file) throw new Error("bsmr forks");
    const json = traceJson(file);
    await offer("trace.json", json);
    await page.getByText("These are the steps of a trace file of agreement, replayed.").waitFor();
    expect(await lies()).toBe(2);
    await press("Start over");
    await offer("trace.itf.json", traceItf(outcome, outcome.property("agreement")) ?? "");
    await page.getByText("After 2 of 2 steps").waitFor();
    await offer("trace.json", json.slice(0, 300));
    await page.getByRole("alert").filter({ hasText: "trace.json: it is not JSON" }).waitFor();
    await offer("trace.json", json.replace('"kind": "RESULT"', '"kind": "REPLY"'));
    await page.getByRole("alert").filter({ hasText: "step 1 is not enabled" }).waitFor();
  });

  test("shows what a hostile file says as text", async () => {
    const hostile = "\u202e<img src=x onerror=alert(1)>";
    await offer("<b>.json", JSON.stringify({ schemaVersion: hostile }));
    const said = page.getByRole("alert").filter({ hasText: "<b>.json: schemaVersion is" });
    expect(await said.innerText()).toContain("<img src=x onerror=alert(1)>");
    expect(await said.innerText()).toContain("\\u202e");
    expect(await page.locator("img, [role=alert] b").count()).toBe(0);
  });

  test("plays a scenario of the seed to its end", async () => {
    await page.clock.install();
    await press("result-equivocation");
    await expect.poll(trail).toBe("After 0 of 24 steps");
    await press("Play");
    for (let step = 0; step < 25; step++) await page.clock.runFor(1000);
    await expect.poll(trail).toBe("After 24 of 24 steps");
    const logs = page.locator(".replica .log-row svg");
    expect(await logs.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).toEqual([
      "log of node 1: 1, 2, 3, 4",
      "log of node 2: 2, 2, 3, 4",
      "log of node 3: 2, 2, 3, 4",
    ]);
  });

  test("stops a check that takes long, with what it has found", async () => {
    await visit("protocol=pbft&views=2&slots=2");
    await press("Check");
    await page.locator(".progress", { hasText: "states" }).waitFor();
    await press("Stop");
    await page.locator(".run").waitFor();
    expect(await page.locator(".run").innerText()).toMatch(/UNDECIDED|VIOLATED|interrupted/i);
  });

  test("draws a small state space, and leads to any of its states", async () => {
    await visit("protocol=two-phase-commit&nodes=4");
    await page.getByLabel("states at most").last().selectOption("300");
    await press("Draw it");
    await page.getByText("All 288 states and 653 ways between them").waitFor();
    expect(await page.locator(".graph circle").count()).toBe(288);
    await page.getByLabel("go to state").fill("287");
    await page.keyboard.press("Tab");
    await expect.poll(trail).toBe("After 10 of 10 steps");
    expect(await page.locator(".graph circle.current title").textContent()).toContain("state 287");
    await page.locator(".graph circle").first().click();
    await expect.poll(trail).toBe("At the start");
  });

  for (const width of [375, 800, 1600]) {
    test.each(["light", "dark"] as const)(
      `has no serious fault at ${width} pixels, %s, and nothing sticks out`,
      async (theme) => {
        const narrow = await watchedPage(browser, width, theme);
        await narrow.page.goto(`${url}#${FORK}`);
        await narrow.page.getByRole("button", { name: "Check", exact: true }).click();
        await narrow.page.locator(".run").waitFor();
        expect(await seriousFaults(narrow.page)).toEqual([]);
        expect(await narrow.page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        // Four lanes have room beside each other: nothing of the last is cut.
        expect(await pixelsHidden(narrow.page)).toBe(0);
        expect(narrow.complaints).toEqual([]);
        await narrow.page.close();
      },
    );
  }
});
