"""Who takes part in a dealing, on which side, and who only stands beside it?"""

__all__ = []
