"""The words in which files say things: what a block of metadata gives away, as `Facts`.

`exif` and `xmp` beside this package, and `makernotes`, belong to them. A vocabulary has `read`, which never raises for
what it finds: `Facts.problem` says what was damaged. Some read for another: `photoshop` the blocks around those of
`iptc`, `cbor` the items of `c2pa`, `geotiff` tags of EXIF, `ciff` and `flir` what `segments` meets in a JPEG.

To add one, write a module here with `read`, and name it in `read.py` under the kind of block that it reads.
"""
