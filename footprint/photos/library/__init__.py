"""The files of folders, many of them, again and again: what is there, what is remembered of it, what must be read.

`folders` lists, `cache` remembers, `batch` reads, `scan` joins the three and `ahead` lets another core look first;
`walk` gives the outcome as paths and readings, `lines` as the lines of JSON that are remembered and written out. What
one file holds is not known here: `read` says that.
"""
