from urllib.parse import quote


def segment(value: str) -> str:
    """A value as a part of a path."""
    if not value:
        raise ValueError("A part of the path is empty.")
    return quote(value, safe="")
