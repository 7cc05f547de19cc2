#!/usr/bin/python3
"""Reads RDF with rdflib and prints its triples as N-Triples, sorted.

rdf_check.py turtle|json-ld FILE. Nothing is fetched: a JSON-LD context that is an
address is taken as a vocabulary of that address, which is what schema.org's own says
for the terms that pages use.
"""
import json
import sys

import rdflib


def local(node):
    """Replaces contexts that are addresses by ones that say the same."""
    if isinstance(node, list):
        return [local(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = {name: local(value) for name, value in node.items()}
    context = node.get("@context")
    if isinstance(context, str):
        if context != "https://schema.org":
            raise SystemExit(f"unknown context {context}")
        vocabulary = "http://schema.org/"
        addresses = ("url", "eventStatus", "eventAttendanceMode", "sameAs", "itemListOrder")
        dates = ("startDate", "endDate", "previousStartDate")
        node["@context"] = {"@vocab": vocabulary}
        node["@context"].update({name: {"@id": vocabulary + name, "@type": "@id"} for name in addresses})
        node["@context"].update({name: {"@id": vocabulary + name, "@type": vocabulary + "DateTime"} for name in dates})
    return node


def main():
    form, name = sys.argv[1:]
    with open(name, encoding="utf-8") as file:
        content = file.read()
    if form == "json-ld":
        content = json.dumps(local(json.loads(content)))
    graph = rdflib.Graph()
    graph.parse(data=content, format=form)
    lines = graph.serialize(format="nt").splitlines()
    print("\n".join(sorted(line for line in lines if line)))


main()
