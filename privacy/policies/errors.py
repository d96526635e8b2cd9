"""What can be wrong with a policy text; each has a stable code."""


class PolicyTextError(ValueError):
    """A policy text cannot be used as it is."""

    code = "policy_text"


class UnknownPolicy(PolicyTextError):
    """No text of that version exists in that language."""

    code = "unknown_policy"


class MissingClauses(PolicyTextError):
    """Promises have no clause in the text."""

    code = "missing_clauses"


class UnknownClause(PolicyTextError):
    """A clause carries a key that no promise has."""

    code = "unknown_clause"


class DuplicateClause(PolicyTextError):
    """Two clauses carry the same key."""

    code = "duplicate_clause"


class MisplacedClause(PolicyTextError):
    """A clause stands in another section than its promise."""

    code = "misplaced_clause"


class MalformedMarker(PolicyTextError):
    """A marker stands elsewhere than at the start of a paragraph, or has another form."""

    code = "malformed_marker"


class UndeclaredFigure(PolicyTextError):
    """A number is written by hand, or its placeholder names no figure of the register."""

    code = "undeclared_figure"
