"""Which claims do the rules make of the events that sentences state, with what was said before?"""

__all__ = []
