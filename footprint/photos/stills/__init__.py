"""Still pictures in boxes: HEIC and AVIF, single or in a sequence.

`still` is what their formats have in common. `layout` and `catalogue` read what there is and where it lies, `pieces`
and `sequence` make blocks of it, and `remainder` and `shortlist` write the tables of a copy, without what goes. To add
a still format in boxes, write a subclass of `still.Still` in `formats/`.
"""
