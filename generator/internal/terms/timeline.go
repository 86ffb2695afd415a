package terms

import (
	"cmp"
	"slices"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
)

// timeline finds the version in force on a day and the next one, and holds
// versions against each other: numbers and days grow together, no day has two
// of them. A version without an end is in force until the next begins.
func (p *Partner) timeline(today hours.Date, l *diag.List) {
	if n := p.Newest(); n.Version.Status == "draft" {
		p.Draft = n
	}
	ordered := true // else days that overlap may only follow from a wrong number
	for i := 1; i < len(p.Versions); i++ {
		before, v := p.Versions[i-1].Version, p.Versions[i].Version
		if CompareNumbers(before.Number, v.Number) >= 0 {
			ordered = false
			l.Add(v.Pos, "terms-version", "version %q follows version %q", v.Number, before.Number).Hint = "a newer version has a higher number"
		}
	}
	known := func(number string) bool {
		return slices.ContainsFunc(p.Versions, func(t *Terms) bool { return t.Version.Number == number })
	}
	for _, t := range p.Versions {
		if s := t.Version.Supersedes; s != "" && (!known(s) || CompareNumbers(s, t.Version.Number) >= 0) {
			l.Add(t.Version.Pos, "terms-version", "version %q takes the place of version %q, which is no earlier one", t.Version.Number, s).Hint =
				"published versions are kept: versions/" + s + "/terms.yaml"
		}
	}
	var published []*Terms
	for _, t := range p.Versions {
		if t.Version.Status == "published" {
			published = append(published, t)
		}
	}
	slices.SortStableFunc(published, func(a, b *Terms) int { return cmp.Compare(a.Version.From, b.Version.From) })
	for i, t := range published {
		v := t.Version
		if i+1 < len(published) {
			next := published[i+1].Version
			switch {
			case !ordered:
			case v.From == next.From || v.Through != 0 && v.Through >= next.From:
				l.Add(next.Pos, "terms-overlap", "versions %q and %q are both in force on %s", v.Number, next.Number, next.From).Related =
					[]diag.Related{{Pos: v.through, Message: "the other one is in force on that day"}}
			case v.Through != 0 && v.Through+1 < next.From:
				l.Warn(next.Pos, "terms-gap", "no terms are in force from %s to %s", v.Through+1, next.From-1).Hint = "let version " + v.Number + " last longer, or this one begin earlier"
			}
		}
		switch {
		case v.From <= today && (v.Through == 0 || today <= v.Through):
			p.Current = t
		case v.From > today && p.Next == nil:
			p.Next = t
		}
	}
	if p.Current != nil {
		return
	}
	newest := p.Newest().Version
	switch {
	case len(published) == 0:
		l.Add(newest.Pos, "terms-not-in-force", "no version of the terms is published").Hint = "write status: published when they may be shown"
	case p.Next == nil:
		l.Add(published[len(published)-1].Version.through, "terms-not-in-force", "the terms ended on %s", published[len(published)-1].Version.Through).Hint =
			"publish a new version, or let this one last longer"
	default:
		l.Add(p.Next.Version.Pos, "terms-not-in-force", "no terms are in force before %s", p.Next.Version.From).Hint = "build on that day, or let the version before last until then"
	}
}

// Ahead are the versions that are in force or may come into force: the one in
// force and those after it, the newest alone where none is. Those before stay as
// they were published, whatever the site has become since.
func (p *Partner) Ahead() []*Terms {
	if i := slices.Index(p.Versions, p.Current); i >= 0 {
		return p.Versions[i:]
	}
	return p.Versions[max(0, len(p.Versions)-1):]
}

// Preview is the partner as it will be on a day once its draft is published, for
// its author alone. Where there is no draft, or it begins later, it is the partner
// itself.
func (p *Partner) Preview(today hours.Date) *Partner {
	if p.Draft == nil || p.Draft.Version.From > today {
		return p
	}
	draft, out := *p.Draft, *p
	draft.Version.Status = "published"
	out.Versions = append(slices.Clone(p.Versions[:len(p.Versions)-1]), &draft)
	out.Current, out.Next = &draft, nil
	return &out
}
