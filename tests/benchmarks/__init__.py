"""How fast the program is, beside the least that the same work could take in the same run: ``make bench``."""
