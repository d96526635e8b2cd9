/* The three models, loaded from this site and run in this browser. */

/** Loads LiteRT and the models from `folder`; each is then asked with a typed array. */
export async function loadModels(folder) {
  const litert = await import(new URL("litert.js", folder).href);
  await litert.loadLiteRt(folder);
  const load = async (name, shape) => new Model(litert, await compiled(litert, folder, name), shape);
  const [detector, mesh] = await Promise.all([
    load("face_detection.tflite", [1, 128, 128, 3]),
    load("face_landmark.tflite", [1, 192, 192, 3]),
  ]);
  let segmenter;
  return {
    detector,
    mesh,
    /** Only a backdrop needs it, so it is loaded with the first one. */
    segmenter: () => (segmenter ??= load("selfie_segmentation.tflite", [1, 256, 256, 3])),
  };
}

async function compiled(litert, folder, name) {
  const answer = await fetch(new URL(name, folder));
  if (!answer.ok) throw new Error(`a model is missing: ${name}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return litert.loadAndCompile(bytes, { accelerator: "wasm" });
}

class Model {
  constructor(litert, model, shape) {
    this.litert = litert;
    this.model = model;
    this.shape = shape;
    this.side = shape[1];
  }

  /** The outputs as typed arrays, the longest first. */
  async run(values) {
    const input = new this.litert.Tensor(values, this.shape);
    const outputs = await this.model.run(input);
    const answers = outputs.map((output) => output.toTypedArray().slice());
    for (const tensor of [input, ...outputs]) tensor.delete();
    return answers.sort((one, other) => other.length - one.length);
  }
}
