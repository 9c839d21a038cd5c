"""A desk for fact-checkers: articles in, claims out, verdicts with a history nobody can quietly change."""
