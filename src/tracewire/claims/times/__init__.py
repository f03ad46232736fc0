"""When was it, and which times are those of something else: another event, a paper, a speech?"""

__all__ = []
