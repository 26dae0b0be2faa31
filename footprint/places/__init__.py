"""Places: distances, UK postcodes and addresses, without asking anyone.

Positions are WGS 84; distances metres. Whatever is found in a text is said as offsets into that very text.
"""
