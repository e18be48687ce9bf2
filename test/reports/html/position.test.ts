import { describe, expect, test } from "vitest";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import {
  goTo,
  goToStep,
  lookOfArrow,
  lookOfRow,
  movedTo,
  overview,
  sightFrom,
} from "../../../reports/html/viewer/position.ts";
import type { Picture } from "../../../reports/space-time/picture.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { witness } from "../samples.ts";

/** Bsmr commits honestly in round 1: four deliveries that depend on each other. */
const picture = async (): Promise<Picture> => {
  const { trace, outcome } = await witness();
  return pictureOf({ trace, configuration: outcome.configuration, protocol: bsmr });
};

describe("a reader", () => {
  test("sees the whole picture at first, with nothing highlighted", async () => {
    const one = await picture();
    const position = overview(one);
    const sight = sightFrom(position, one);
    expect(position.lines.map((_, line) => lookOfRow(position, sight, line))).toEqual(
      position.lines.map(() => "plain"),
    );
    expect(sight.step).toBe(one.moments.length - 1);
  });

  test("never leaves the picture", async () => {
    const position = overview(await picture());
    expect(goTo(position, -3).at).toBe(0);
    expect(goTo(position, 999).at).toBe(position.lines.length - 1);
    expect(goToStep(position, 999).at).toBe(position.lines.length - 1);
  });

  test("at a step sees what it depended on, and what is to come faintly", async () => {
    const one = await picture();
    const position = goToStep(overview(one), 2);
    const sight = sightFrom(position, one);
    const looks = position.lines.map((_, line) => lookOfRow(position, sight, line));
    expect(looks.slice(0, 3)).toEqual(["past", one.moments[2]?.causes.includes(1) ? "past" : "plain", "chosen"]);
    expect(new Set(looks.slice(3))).toEqual(new Set(["future"]));
  });

  test("sees a message on its way between its sending and its arrival", async () => {
    const one = await picture();
    const arrow = one.arrows.find(
      ({ delivered, sending }) => (delivered ?? 0) > (one.sendings[sending]?.step ?? 0) + 1,
    );
    if (!arrow?.delivered) throw new Error("a message that takes its time was expected");
    const { sending, delivered } = arrow;
    const left = one.sendings[sending]?.step ?? 0;
    const lookAt = (step: number) => {
      const position = goToStep(overview(one), step);
      return lookOfArrow(position, sightFrom(position, one), { sending, left, arrived: delivered, delivered });
    };
    expect([lookAt(left), lookAt(delivered)]).toEqual(["flying", "past"]);
    if (left > 0) expect(lookAt(left - 1)).toBe("future");
  });

  test("stays at the step when the order changes", async () => {
    const one = await picture();
    const there = movedTo(goToStep(overview(one), 3), one, "everything");
    expect(there.lines[there.at]).toMatchObject({ kind: "moment", step: 3 });
    expect(there.lines.length).toBeGreaterThan(one.moments.length);
  });

  test("is told the state before a lie where the lie is told, for it changes nothing yet", async () => {
    const one = await picture();
    const all = overview(one, "everything");
    const lie = all.lines.findIndex(({ kind }) => kind === "lie");
    expect(sightFrom(goTo(all, lie), one).step).toBe((all.lines[lie]?.step ?? 0) - 1);
  });
});
