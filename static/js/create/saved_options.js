/* This template's options as a person saved them: saved with one press, set again with one. */
import { askedEffect, describeEffect, effects, saveEffect } from "../device/saved_effects.js";
import { bindStrip } from "../device/strip.js";
import { changedWords, chosenOptions, setOptions } from "./options.js";
import { previewOf } from "./preview.js";
import { announce } from "./take_card.js";

export async function bindSavedOptions(studio) {
  const { template } = studio.dataset;
  const box = studio.querySelector('[data-strip="effects"]');
  const save = box.querySelector("[data-strip-offer]");
  const use = ({ settings }) => {
    setOptions(studio, settings);
    announce(save.dataset.used);
  };
  const strip = bindStrip(box, {
    list: effects,
    describe: describeEffect,
    onUse: use,
    belongs: (row) => row.template === template,
  });
  save.addEventListener("click", async () => {
    const effect = await effectOf(studio);
    const run = await strip;
    await run(() => saveEffect(effect));
  });
  await strip;
  const asked = await askedEffect();
  if (asked) use(asked);
}

async function effectOf(studio) {
  return {
    template: studio.dataset.template,
    title: studio.querySelector("[data-template-title]").textContent,
    details: changedWords(studio),
    settings: chosenOptions(studio),
    // One that could not be fetched is not shown.
    picture: await previewOf(studio.querySelector("[data-template-preview]")).catch(() => null),
  };
}
