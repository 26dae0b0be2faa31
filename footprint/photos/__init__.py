"""The photo library: walk a folder, read what each file gives away, write a copy that does not.

`walk` finds files, `read` reads one, `clean` writes a proven copy, `thumbnail` makes a small picture free of
metadata. `formats/` holds one file format each; the vocabularies (`exif`, `xmp`, `iptc`, `quicktime`) read traces
out of the blocks that a format splits a file into.
"""
