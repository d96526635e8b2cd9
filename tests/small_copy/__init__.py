"""A copy of the site with a catalogue of one template, whose processes can be stopped at a step.

Painting the whole starter catalogue takes a minute; most tests of running copies need one look.
"""
