"""Reads what programs read of partners' sites with programs that have nothing to do with Signpost: Debian's icalendar, vobject and jsonschema.

In: a folder with a site for each partner. Out: JSON, for each partner what its schema says of terms.json (and of one that is broken), and for each language the events of the calendar
and the lines of the card. Never: a judgement; the test has it.
"""
import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
import icalendar
import jsonschema
import vobject


def events(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {
        "name": str(calendar["NAME"]),
        "events": [[str(e["UID"]), e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat(), str(e["SUMMARY"]), e["SUMMARY"].params.get("LANGUAGE")] for e in calendar.walk("VEVENT")],
    }


def card(path):
    text = path.read_bytes().decode("utf-8")
    fields = vobject.readOne(text).getChildren()
    return [[f.name, f.group, str(f.value.street) + "|" + str(f.value.country) if f.name == "ADR" else f.value[0] if f.name == "ORG" else f.value, f.params] for f in fields]


def schema(site):
    rules = json.loads((site / "terms.schema.json").read_text("utf-8"))
    terms = json.loads((site / "terms.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    check = jsonschema.Draft202012Validator(rules)
    broken = {**terms, "hours": [{**h, "openingHours": 7} for h in terms["hours"]]}
    return {"errors": [e.message for e in check.iter_errors(terms)], "broken": len(list(check.iter_errors(broken)))}


root = pathlib.Path(sys.argv[1])
out = {}
for site in sorted(p.parent for p in root.glob("*/terms.json")):
    langs = sorted(p.parent.parent.name for p in site.glob("*/terms/hours.ics"))
    out[site.name] = {"schema": schema(site), "languages": {l: {"calendar": events(site / l / "terms/hours.ics"), "card": card(site / l / "terms/contact.vcf")} for l in langs}}
json.dump(out, sys.stdout)
