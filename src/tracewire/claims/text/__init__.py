"""What stands in a text before any claim: words, trees of sentences, the events that sentences state?"""

__all__ = []
