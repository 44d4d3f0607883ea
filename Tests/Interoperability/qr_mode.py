#!/usr/bin/env python3
"""Says how segno, which knows nothing of kho, would put texts into QR codes.

    qr_mode.py FILE      one text a line

Prints for each line its mode and the version (size) of the symbol at error correction M, the mode left to segno.
"""

import sys

import segno

with open(sys.argv[1], encoding="ascii") as lines:
    for line in lines:
        symbol = segno.make_qr(line.rstrip("\n"), error="m", boost_error=False)
        print(symbol.mode, symbol.version)
