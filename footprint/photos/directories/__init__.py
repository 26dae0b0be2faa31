"""Files made of TIFF's directories: TIFF itself, the raw files of cameras, and EXIF blocks.

`rows` tells which bytes belong to what, so that rows can be taken out; `pages` finds a TIFF file's pictures, `classic`
writes what a BigTIFF says in the older form, and `raw` is what the formats of raw files have in common. To add one of
these, write a subclass of `raw.Raw` in `formats/`. What only reads, however damaged the directories are, is `ifd`
beside this package.
"""
