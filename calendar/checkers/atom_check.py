#!/usr/bin/python3
"""Reads an Atom feed with feedparser and prints it as JSON.

atom_check.py FILE. Fails on a file that is not well-formed or no Atom 1.0.
"""
import json
import sys

import feedparser


def main():
    with open(sys.argv[1], "rb") as file:
        read = feedparser.parse(file.read(), response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    if read.bozo:
        raise SystemExit(f"not well-formed: {read.bozo_exception}")
    if read.version != "atom10":
        raise SystemExit(f"not Atom 1.0 but {read.version!r}")
    print(json.dumps({
        "id": read.feed.id,
        "title": read.feed.title,
        "updated": read.feed.updated,
        "author": read.feed.author,
        "links": {link.rel: link.href for link in read.feed.links},
        "entries": [{
            "id": entry.id, "title": entry.title, "updated": entry.updated, "published": entry.published,
            "link": entry.link, "content": entry.content[0].value, "kind": entry.tags[0].term,
        } for entry in read.entries],
    }))


main()
