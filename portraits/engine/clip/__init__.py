"""Clips: a short video goes in, the same video with effects on it comes out.

    file --reader--> pictures, sound --paint--> pictures --writer--> MP4

`container` says which files are opened at all; `reader` runs in the confined child, everything else
in the worker. Frames pass one at a time: nothing here keeps a second picture.

Time. A picture's place is a whole number of ticks of the file's own time base, counted from the
first kept picture, so that a frame rate of 30000/1001 stays exactly that. Sound is 48,000 samples a
second, stereo, int16, its first sample at the first kept picture.
"""
