"""Whom do words name, mean or take up: persons, bodies, parties, places?"""

__all__ = []
