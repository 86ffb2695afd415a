"""Counts, over the raw files of Microsoft Learn Markdown, what the importer reports.

Usage: count.py DIR LANG [SOURCE]   prints JSON: {"empty": [...], "dead": [...], "broken": [...], "unequal": [...]}

It shares nothing with the importer: it reads lines with regular expressions and
knows no Markdown. DIR/LANG is held against DIR/SOURCE.
  empty    "file:line"        [](…), and [ ](…), once for each
  dead     "file:line dest"   a relative link to a file or anchor that is not there
  broken   "file:line"        an odd number of marks ** in a line
  unequal  "file kind a b"    kind is bold, links, items, callouts; a of SOURCE, b of LANG
"""

import json
import os
import re
import sys

root, lang = sys.argv[1], sys.argv[2]
source = sys.argv[3] if len(sys.argv) > 3 else ""
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*([^()\s]*(?:\([^()]*\)[^()\s]*)*)[^()]*\)")

BOLD = re.compile(r"\*\*(?!\s)(?:(?!\*\*).)+?(?<!\s)\*\*")


def files(lang):
    top = os.path.join(root, lang)
    for folder, _, names in os.walk(top):
        for name in sorted(names):
            if name.endswith((".md", ".yml")) and name.lower() not in ("toc.yml", "toc.md"):
                yield os.path.relpath(os.path.join(folder, name), top)


def lines(lang, name):
    """The lines of the text: without front matter and blocks of code, code spans blanked."""
    with open(os.path.join(root, lang, name), encoding="utf-8-sig") as f:
        text = f.read().split("\n")
    start = 0
    if text[0] == "---":
        start = text.index("---", 1) + 1
    fence = False
    for i, line in enumerate(text):
        if i < start:
            continue
        if re.match(r"\s*(```|~~~)", line):
            fence = not fence
            continue
        if not fence:
            yield i + 1, re.sub(r"`[^`]*`", lambda m: " " * len(m.group()), line)


def anchors(lang, name):
    with open(os.path.join(root, lang, name), encoding="utf-8-sig") as f:
        return {a.lower() for a in re.findall(r'<a\s+(?:name|id)="([^"]*)"', f.read())}


def counts(lang, name):
    n = {"bold": 0, "links": 0, "items": 0, "callouts": 0}
    for _, line in lines(lang, name):
        n["bold"] += len(BOLD.findall(line))
        n["links"] += len(LINK.findall(line))
        n["callouts"] += bool(re.search(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", line, re.I))
        bare = re.sub(r"^[\s>]*", "", line)
        if name.endswith(".yml"):
            # Items of YAML are no items of a list in the text.
            if re.match(r"- (name|question):", bare) or re.match(r"\s*\w[\w.]*:", line):
                continue
        n["items"] += bool(re.match(r"([-*+]|\d+[.)])(?:\s|$)", bare))
    return n


out = {"empty": [], "dead": [], "broken": [], "unequal": []}
there = {n.lower(): n for n in files(lang)}
for name in files(lang):
    for no, line in lines(lang, name):
        if line.count("**") % 2:
            out["broken"].append(f"{name}:{no}")
        for m in LINK.finditer(line):
            words, dest = m.group(1), m.group(2)
            if not words.strip():
                out["empty"].append(f"{name}:{no}")
            if re.match(r"[a-z]+:|/|www\.", dest, re.I):
                continue
            path, _, fragment = dest.replace("\\", "/").partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
            if target.lower() not in there:
                out["dead"].append(f"{name}:{no} {dest}")
            elif fragment and fragment.lower() not in anchors(lang, there[target.lower()]):
                out["dead"].append(f"{name}:{no} {dest}")
if source:
    for name in sorted(set(files(lang)) & set(files(source))):
        a, b = counts(source, name), counts(lang, name)
        out["unequal"] += [f"{name} {k} {a[k]} {b[k]}" for k in a if a[k] != b[k]]
json.dump(out, sys.stdout, ensure_ascii=False, indent=1)
