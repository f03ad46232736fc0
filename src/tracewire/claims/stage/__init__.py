"""How far has come what is told, how surely is it told, and is it told at all, or denied?"""

__all__ = []
