"""Who says it? Whose word is each stretch of a dispatch, and who vouches for a claim?"""

__all__ = []
