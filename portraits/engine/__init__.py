"""The portrait engine: a photo and a template become a portrait. Plain Python over arrays.

It knows neither Django nor the product, opens no file but the model files, and never computes
anything by which a face could be recognised.

    file --codec--> pixels --detect--> faces --landmarks--> 68 points --gate--> words
                                                                 |
                          scene, look or studio paints <---------+---------- template_pack, options
                                    |
                                judge --> words --quality--> card
                                    |
                                  codec --> JPEG

`pipeline` is the only file that knows this order; every stage is a pure function in its own file
and never changes what it is given.

Coordinates. Points are (x, y) in float pixels, x to the right, y down, and a pixel's value belongs
to its middle; arrays are indexed [row, column]. Landmarks are (68, 2) float32 in iBUG 300-W order;
"right" is the person's right. Distances on a face are measured in its eye distance.

Colours. A picture is uint8 (H, W, 3), sRGB, upright. A mask is float32 (H, W) in 0..1. Floating
point pixels exist only inside the region that a stage changes. L*a*b* is CIE, D65, L in 0..100.

The same photo, template and options give the same bytes. What cannot be done is an EngineError
with a stable code.

Public names, each in its own module, so that a decoder loads no detector: `pipeline.render`,
`pipeline.render_photo`, `pipeline.Effect`; `codec.decode`, `codec.Photo`, `codec.read_header`,
`codec.encode_jpeg`; `detect.find_upright`, `detect.find_faces`; `landmarks.place_landmarks`;
`template_pack.TemplatePack`, `read_pack`, `write_pack`; `quality.VOCABULARY`; `errors.EngineError`.

>>> import numpy as np
>>> from portraits.engine.codec import Photo
>>> from portraits.engine.pipeline import render
>>> from portraits.engine.template_pack import TemplatePack
>>> nobody = Photo(np.full((300, 400, 3), 128, np.uint8), 400, 300)
>>> render(nobody, TemplatePack("plain", "look"))
Traceback (most recent call last):
portraits.engine.errors.NoFace: nobody was found in the photo
"""
