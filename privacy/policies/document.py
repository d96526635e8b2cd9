"""A policy text taken apart: title, sections, clauses and safe HTML.

A clause is a paragraph or list item that begins with a marker, `{F-6} The photo ...`. In the HTML
it is an element with the id `clause-F-6`; sections are headings with the id `section-1`. The text
may hold headings, lists and emphasis; everything else stays the characters it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from privacy.policies.errors import (
    DuplicateClause,
    MalformedMarker,
    MisplacedClause,
    UnknownClause,
)
from privacy.promises import PROMISES

MARKDOWN = MarkdownIt("zero").enable(["heading", "list", "emphasis"])
MARKER = re.compile(r"\{([A-Z]-\d+(?: [A-Z]-\d+)*)\} +")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: the promise it makes, and its words without markup."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One heading: its number (0 for the introduction), its words, its id in the HTML."""

    number: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """What a policy text says; the HTML has no title of its own, since a page has one already."""

    title: str
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    html: str


@lru_cache(maxsize=16)
def parse_policy(text: str) -> PolicyDocument:
    """This function will take a rendered text apart, this version's or an archived one's.

    :raises PolicyTextError: for an unknown, doubled, misplaced or malformed marker
    """
    tokens = MARKDOWN.parse(text)
    sections = tuple(_name_sections(tokens))
    clauses = tuple(_name_clauses(tokens))
    title = tokens[1].content if tokens and tokens[0].tag == "h1" else ""
    html: str = MARKDOWN.renderer.render(tokens[3:] if title else tokens, MARKDOWN.options, {})
    return PolicyDocument(title=title, sections=sections, clauses=clauses, html=html)


def take_marker(inline: Token) -> tuple[str, ...]:
    """This function will remove a block's leading marker and return its keys, none without one.

    :raises MalformedMarker: when a brace stands anywhere else
    """
    marker = MARKER.match(inline.content)
    words = inline.content[marker.end() :] if marker else inline.content
    if "{" in words or "}" in words:
        raise MalformedMarker(inline.content[:40])
    if marker is None:
        return ()
    inline.content = words
    inline.children = MARKDOWN.parseInline(words)[0].children
    return tuple(marker[1].split())


def plain_words(inline: Token) -> str:
    """This function will return a block's words without markup, in one line."""
    children = inline.children or []
    return "".join(" " if child.type == "softbreak" else child.content for child in children)


def _name_sections(tokens: list[Token]) -> Iterator[Section]:
    number = 0
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            anchor = f"section-{number}"
            opening.attrSet("id", anchor)
            yield Section(number, re.sub(r"^\d+\. ", "", inline.content), anchor)
            number += 1


def _name_clauses(tokens: list[Token]) -> Iterator[Clause]:
    section, seen = -1, set[str]()
    for index, token in enumerate(tokens):
        section += token.type == "heading_open" and token.tag == "h2"
        keys = take_marker(token) if token.type == "inline" else ()
        if keys:
            key = _the_one_key(keys, section, seen)
            seen.add(key)
            _set_anchor(tokens, index, key)
            yield Clause(key, plain_words(token))


def _the_one_key(keys: tuple[str, ...], section: int, seen: set[str]) -> str:
    if len(keys) > 1:
        raise MalformedMarker(f"a clause has one key: {' '.join(keys)}")
    key = keys[0]
    if key not in PROMISES:
        raise UnknownClause(key)
    if key in seen:
        raise DuplicateClause(key)
    if PROMISES[key].clause != section:
        raise MisplacedClause(key)
    return key


def _set_anchor(tokens: list[Token], index: int, key: str) -> None:
    is_item = tokens[index - 2].type == "list_item_open"
    owner = tokens[index - 2] if is_item else tokens[index - 1]
    owner.attrSet("id", f"clause-{key}")
    owner.attrSet("class", "clause")
