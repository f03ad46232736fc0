"""What becomes of the claims of a document: which are kept, completed, set right, and how likely are they?"""

__all__ = []
