"""Which goods are told of, how many, and what happens to them: which are handed over, which not?"""

__all__ = []
