import { describe, expect, test } from "vitest";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { cardHtml } from "../../../reports/html/card.ts";
import { replicasHtml } from "../../../reports/html/replicas.ts";
import { goTo, goToStep, overview, sightFrom } from "../../../reports/html/viewer/position.ts";
import type { Picture } from "../../../reports/space-time/picture.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { fork, only, witness } from "../samples.ts";

const forked = async (): Promise<Picture> => {
  const outcome = await fork();
  const { trace, finding } = only(outcome);
  if (trace === null) throw new Error("a trace was expected");
  return pictureOf({ trace, configuration: outcome.configuration, protocol: bsmr, finding });
};
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the card of a step", () => {
  const cardAt = (picture: Picture, step: number): string => {
    const position = goToStep(overview(picture), step);
    return textOf(cardHtml(picture, position, sightFrom(position, picture)));
  };

  test("says that it is a lie, and whose", async () =>
    expect(cardAt(await forked(), 1)).toContain("A lie: node 0 is Byzantine."));

  test("says what it changed, and that nothing had to come before it", async () => {
    const card = cardAt(await forked(), 1);
    expect(card).toContain("What it changed round 0 -&#62; 1 log $1 sends PROPOSAL");
    expect(card).toContain("No step had to come before it.");
  });

  test("counts votes, and names who cast them", async () => {
    const { trace, outcome } = await witness();
    const picture = pictureOf({ trace, configuration: outcome.configuration, protocol: bsmr });
    const enough = picture.moments.find(({ tallies }) =>
      tallies.some(({ voters, needed }) => voters.length === needed),
    );
    if (!enough) throw new Error("a quorum was expected");
    expect(cardAt(picture, enough.step)).toMatch(/REPLY round \d: nodes \d and \d; 2 of 2, enough/);
    expect(cardAt(picture, enough.step)).toMatch(/node \d: received f\+1 = 2 replies/);
  });

  test("of a message says when it left, who took it, and who did not", async () => {
    const picture = await forked();
    const all = overview(picture, "everything");
    const at = all.lines.findIndex(({ kind }) => kind === "send");
    const position = goTo(all, at);
    const card = textOf(cardHtml(picture, position, sightFrom(position, picture)));
    expect(card).toContain("Sent in step 1 . nodes 2 and 3 have not taken it when the trace ends.");
  });
});

describe("the card of a late step", () => {
  test("names the nearest of the steps that it depends on, and how many there are before", async () => {
    const {
      moments: [start],
      ...rest
    } = await forked();
    if (!start) throw new Error("a start was expected");
    const long = Array.from({ length: 101 }, (_, step) => ({ ...start, step, causes: step > 0 ? [step - 1] : [] }));
    const picture: Picture = { ...rest, moments: long, sendings: [], arrows: [] };
    const position = goToStep(overview(picture), 100);
    const card = cardHtml(picture, position, sightFrom(position, picture));
    expect(textOf(card)).toMatch(/Depends on steps 59 earlier ones, 60 61 .* 98 99$/);
  });
});

describe("the replicas at a step", () => {
  test("show what the step changed beside what it was, at the replica that took it only", async () => {
    const markup = replicasHtml(await forked(), 2);
    expect([...markup.matchAll(/<del>(.*?)<\/del> <ins>(.*?)<\/ins>/g)].map(([, old, now]) => [old, now])).toEqual([
      ["0", "1"],
    ]);
    expect([...markup.matchAll(/class="replica acts"/g)]).toHaveLength(1);
  });

  test("have the logs of that moment, not those of the end", async () => {
    const picture = await forked();
    const logs = (step: number) =>
      [...replicasHtml(picture, step).matchAll(/aria-label="log of (node \d): (.*?)"/g)].map(([, who, log]) => [
        who,
        log,
      ]);
    expect(logs(0)).toEqual([]);
    expect(logs(1)).toEqual([["node 1", "1"]]);
    expect(logs(2)).toEqual([
      ["node 1", "1"],
      ["node 2", "2"],
    ]);
  });

  test("leave the Byzantine ones without a state", async () =>
    expect(textOf(replicasHtml(await forked(), 0))).toContain("node 0 Byzantine: it has no state"));
});
