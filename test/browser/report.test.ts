import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { pageScript } from "../../cli/page.ts";
import { configure } from "../../model/configuration.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { outcomePage, type PageScript } from "../../reports/html/page.ts";
import { randomTrace } from "../model/walks.ts";
import { fork, nasty } from "../reports/samples.ts";
import { hasChromium, launch, pixelsHidden, seriousFaults, type Watched, watchedPage } from "./chromium.ts";

describe.skipIf(!hasChromium)("the HTML report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "byzcheck-report-"));
  let browser: Browser;
  let script: PageScript;
  let watched: Watched | null = null;
  beforeAll(async () => {
    [browser, script] = await Promise.all([launch(), pageScript()]);
  });
  afterEach(async () => {
    await watched?.page.close();
    expect(watched?.complaints).toEqual([]);
    expect(watched?.requests.filter((address) => !address.startsWith("file:"))).toEqual([]);
    expect(watched?.requests.length).toBe(1);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes the page of an outcome to a file, and opens that. */
  async function open(
    outcome: Outcome,
    protocol: Protocol,
    width = 1280,
    theme: "light" | "dark" = "light",
  ): Promise<Page> {
    const file = join(folder, "report.html");
    const replayed = (property: string): string => `npm run replay -- ${property}.json`;
    writeFileSync(file, outcomePage(outcome, { ...script, protocol, replay: replayed }));
    watched = await watchedPage(browser, width, theme);
    await watched.page.goto(pathToFileURL(file).href);
    return watched.page;
  }
  const looks = (page: Page, selector: string): Promise<readonly (string | null)[]> =>
    page.locator(selector).evaluateAll((found) => found.map((one) => one.getAttribute("data-look")));
  /** Waits until a page is there: its address changes at once, what it shows a moment later. */
  const standsAt = (page: Page, words: string): Promise<void> =>
    page.locator("[data-part=place]", { hasText: words }).waitFor();
  const place = (page: Page): Promise<string | null> => page.locator("[data-part=place]").textContent();

  test("shows four lanes, the liar's among them, and a lie to each of two nodes", async () => {
    const page = await open(await fork(), bsmr);
    expect(await page.locator(".heads .head").allTextContents()).toEqual([
      "node 0Byzantine",
      "node 1",
      "node 2",
      "node 3",
    ]);
    expect(await page.locator(".body line.lane").count()).toBe(4);
    const arrows = page.locator(".body .arrow.lie");
    expect(
      await arrows.evaluateAll((all) => all.map((one) => [one.getAttribute("data-from"), one.getAttribute("data-to")])),
    ).toEqual([
      ["0", "1"],
      ["0", "2"],
    ]);
    expect(await page.locator(".logs .ring").count()).toBe(2);
  });

  test("goes from step to step with the keys, the buttons and the slider, and knows what is to come", async () => {
    const page = await open(await fork(), bsmr);
    expect(await place(page)).toBe("2 of 2");
    await page.keyboard.press("Home");
    expect(await place(page)).toBe("0 of 2");
    expect(await looks(page, ".row")).toEqual(["future", "future"]);
    await page.keyboard.press("ArrowRight");
    expect(await place(page)).toBe("1 of 2");
    expect(await looks(page, ".row")).toEqual(["chosen", "future"]);
    expect(await page.locator(".replica.acts").textContent()).toContain("round0 1");
    await page.keyboard.press("End");
    expect(await place(page)).toBe("2 of 2");
    await page.keyboard.press("ArrowLeft");
    expect(await place(page)).toBe("1 of 2");
    await page.locator("[data-go=next]").click();
    expect(await place(page)).toBe("2 of 2");
    await page.locator("input[type=range]").fill("1");
    expect(await place(page)).toBe("1 of 2");
    expect(page.url()).toMatch(/#trace-1\.1$/);
    await page.locator("input[type=range]").press("End");
    expect(await place(page)).toBe("2 of 2");
    await page.keyboard.press("Escape");
    expect(page.url()).toMatch(/#trace-1$/);
  });

  test("opens at the step that the address names", async () => {
    const page = await open(await fork(), bsmr);
    await page.evaluate("location.hash = 'trace-1.1'");
    await standsAt(page, "1 of 2");
  });

  test("highlights what a step depended on, and nothing else", async () => {
    const outcome = await check({ protocol: bsmr, properties: ["commits-in-every-slot"] });
    const page = await open(outcome, bsmr);
    await page.locator(".band[data-line='3']").click({ position: { x: 5, y: 5 } });
    const shown = await page.locator(".card .past button").allTextContents();
    const past = await page
      .locator(".band[data-look=past]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-step")));
    expect(shown.length).toBeGreaterThan(0);
    expect(past.filter((step) => step !== "0")).toEqual(shown);
    await page.locator(".card .past button").first().click();
    expect(await place(page)).toBe(`${shown[0]} of 15`);
  });

  test("shows in full order each lie as it is told, and what nobody takes", async () => {
    const page = await open(await fork(), bsmr);
    await page.getByRole("button", { name: "Full order" }).click();
    expect(await page.locator(".band").evaluateAll((all) => all.map((one) => one.getAttribute("data-kind")))).toEqual([
      "moment",
      "lie",
      "moment",
      "send",
      "lie",
      "moment",
    ]);
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator(".card h3").textContent()).toBe("node 0 -> node 2  RESULT round 0 value 2");
    expect(await page.locator(".card").textContent()).toContain("node 2 takes it in step 2");
  });

  test("changes between the traces of an outcome, and remembers none of the other's steps", async () => {
    const page = await open(await check({ protocol: bsmr }), bsmr);
    await page
      .getByRole("link", { name: /commits-in-every-slot/ })
      .first()
      .click();
    await standsAt(page, "15 of 15");
    expect(await page.locator("section.trace:visible").count()).toBe(1);
    await page.locator(".checked a", { hasText: "agreement" }).click();
    await standsAt(page, "2 of 2");
    await expect
      .poll(async () => (await page.locator("section.trace:visible h2").boundingBox())?.y)
      .toBeGreaterThanOrEqual(0);
    await page
      .getByRole("link", { name: /^progress/ })
      .first()
      .click();
    await standsAt(page, "0 of 0");
  });

  test.each([
    [375, "light"],
    [375, "dark"],
    [1600, "light"],
    [1600, "dark"],
  ] as const)("has no serious fault for those who use it otherwise, at %i pixels in %s", async (width, theme) => {
    const page = await open(await check({ protocol: bsmr }), bsmr, width, theme);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press("ArrowLeft");
    expect(await seriousFaults(page)).toEqual([]);
  });

  test.each([375, 800, 1600])("is not wider than a window of %i pixels", async (width) => {
    const page = await open(await check({ protocol: bsmr }), bsmr, width);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    // Four lanes have room beside each other: nothing of the last is cut.
    expect(await pixelsHidden(page)).toBe(0);
  });

  test("shows markup of a protocol as text, in the drawing and beside it", async () => {
    const protocol = nasty();
    const page = await open(await check({ protocol }), protocol);
    for (const key of ["Home", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    expect(await page.locator("main script:not([type='application/json']), main img, main iframe").count()).toBe(0);
    expect(await page.locator(".card").textContent()).toContain("<script>alert(1)</script>");
  });

  test("is there without JavaScript as a still diagram", async () => {
    await open(await fork(), bsmr);
    const still = await browser.newPage({ javaScriptEnabled: false });
    await still.goto(pathToFileURL(join(folder, "report.html")).href);
    expect(await still.locator("svg.diagram .arrow.lie").count()).toBe(2);
    expect(await still.locator("h2").first().textContent()).toBe("agreement is violated in 2 steps");
    await still.close();
  });

  test("scrolls and steps through a random trace of 2,000 steps", async () => {
    const outcome = await fork();
    const configuration = configure(clocks);
    const trace = randomTrace(createSystem(clocks, configuration), 2000);
    expect(trace.length).toBe(2000);
    const finding = { says: "", replicas: [] };
    const properties = outcome.properties.map((one) => ({ ...one, trace, length: 2000, conflict: null, finding }));
    const page = await open({ ...outcome, configuration, properties }, clocks);
    const since = async (act: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await act();
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      return Math.round(performance.now() - start);
    };
    const scrolled: number[] = [];
    for (let screen = 0; screen < 21; screen++) scrolled.push(await since(() => page.mouse.wheel(0, 900)));
    await page.keyboard.press("Home");
    const stepped: number[] = [];
    for (let step = 0; step < 11; step++) stepped.push(await since(() => page.keyboard.press("ArrowRight")));
    expect(await place(page)).toBe("11 of 2000");
    // Either takes about 100 ms, two frames included; a pause that is felt begins at a second.
    expect({ scrolled: middle(scrolled), stepped: middle(stepped) }).toEqual({
      scrolled: expect.toSatisfy(isPrompt),
      stepped: expect.toSatisfy(isPrompt),
    });
  });
});

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
const isPrompt = (milliseconds: number): boolean => milliseconds < 1000;

/** Clocks that go on when they hear their own time from anybody: for ever, with few messages. */
const clocks = defineProtocol<{ time: number }, { kind: "TICK"; value: number }, Record<never, never>, null>({
  name: "clocks",
  says: "who hears its own time goes on",
  kinds: ["TICK"],
  defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "none" },
  parameters: {},
  rules: () => null,
  start: (out) => {
    out.broadcast({ kind: "TICK", value: 0 });
    return { time: 0 };
  },
  receive(replica, { body }, out) {
    if (body.value !== replica.time) return;
    replica.time = (replica.time + 1) % HOURS;
    out.broadcast({ kind: "TICK", value: replica.time });
    if (replica.time === 0) out.execute(0, 0, replica.time);
  },
  *forge() {
    for (let value = 0; value < HOURS; value++) yield { body: { kind: "TICK", value } };
  },
  properties: () => [],
});
const HOURS = 24;
