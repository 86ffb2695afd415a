//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// partnerCorpus is this repository's own project, its guidance and flows in five
// languages, with made-up partners in place of its examples, and where wanted with more guidance: pages as those of
// the other corpus. Partners are the same on every machine and differ in model, products, hours, prices, colours and in
// what they know of the flows' answers; each publishes in all five languages.
type partnerCorpus struct {
	dir   string
	count int
	more  int // pages of guidance beside the project's own, in each language
}

// sourceParts are the folders of the project that a site is made from.
var sourceParts = []string{"content", "decisions", "i18n"}

// partnerLanguages are those of the sites, as in wordsOfPartners.
var partnerLanguages = []*language{&languages[0], &russian, &languages[1], &languages[2], &languages[3]}

const partnersConf = "title: Support\nbaseURL: https://example.org/\nlanguages: [en, ru, nl, fr, cs]\n"

func (c partnerCorpus) project() string { return filepath.Join(c.dir, "signpost") }

// peer is the Hugo site of the n-th partner.
func (c partnerCorpus) peer(n int) string { return filepath.Join(c.dir, "hugo", partnerID(n)) }

func partnerID(n int) string { return fmt.Sprintf("partner-%03d", n+1) }

// partnerName has letters in it that differ from one partner to the next.
func partnerName(n int) string {
	first := []string{"Nuage", "Wolk", "Oblak", "Cloud", "Mrak", "Himmel", "Stratus"}
	second := []string{"Nord", "Zuid", "Ouest", "Hora", "Sever", "Delta", "Rivage", "Polder", "Alpha"}
	return fmt.Sprintf("%s %s %d", first[n%len(first)], second[n%len(second)], n+1)
}

// write makes the project, and the Hugo sites of some of its partners.
func (c partnerCorpus) write(peers []int) error {
	say("writing %d partners", c.count)
	if err := os.RemoveAll(c.dir); err != nil {
		return err
	}
	for _, part := range sourceParts {
		if err := copyTree(part, filepath.Join(c.project(), part)); err != nil {
			return err
		}
	}
	if err := put(filepath.Join(c.project(), "config.yaml"), partnersConf); err != nil {
		return err
	}
	for _, w := range wordsOfPartners[1:] { // what translations of these parts were made from
		for _, part := range sourceParts {
			from := filepath.Join("translations", w.tag, part)
			if err := copyTree(from, filepath.Join(c.project(), from)); err != nil {
				return err
			}
		}
	}
	if err := c.guidance(); err != nil {
		return err
	}
	for n := range c.count {
		dir := filepath.Join(c.project(), "partners", partnerID(n))
		if err := put(filepath.Join(dir, "terms.yaml"), partnerTerms(n)); err != nil {
			return err
		}
		for _, w := range wordsOfPartners {
			if err := put(filepath.Join(dir, w.tag+".md"), w.text(n)); err != nil {
				return err
			}
		}
	}
	for _, n := range peers {
		if err := c.writePeer(n); err != nil {
			return err
		}
	}
	return nil
}

// guidance writes the pages beside the project's own.
func (c partnerCorpus) guidance() error {
	made := corpus{pages: c.more}
	for _, l := range partnerLanguages {
		seen := map[string]bool{}
		dir := filepath.Join(c.project(), "content", l.tag)
		for n := range c.more {
			section := made.section(n)
			for _, s := range []string{filepath.Dir(section), section} {
				if !seen[s] {
					seen[s] = true
					if err := put(filepath.Join(dir, s, "_index.md"), l.index(len(seen))); err != nil {
						return err
					}
				}
			}
			if err := put(filepath.Join(dir, section, made.article(n)), made.page(l, n)); err != nil {
				return err
			}
		}
	}
	return nil
}

// writePeer makes the Hugo site of a partner: the same pages, each from the same Markdown. What Signpost
// computes has no page in it: search, contact, the table of hours.
func (c partnerCorpus) writePeer(n int) error {
	config, dir := strings.Replace(plainConf, "Support", partnerName(n), 1), c.peer(n)
	for i, w := range wordsOfPartners {
		content := filepath.Join(dir, "content", w.tag)
		config += fmt.Sprintf("  %s: {weight: %d, contentDir: content/%s}\n", w.tag, i+1, w.tag)
		if err := copyTree(filepath.Join(c.project(), "content", w.tag), content); err != nil {
			return err
		}
		flows, err := os.ReadDir("decisions")
		if err != nil {
			return err
		}
		for _, f := range flows {
			if err := copyTree(filepath.Join("decisions", f.Name(), w.tag+".md"), filepath.Join(content, f.Name()+".md")); err != nil {
				return err
			}
		}
		if err := copyTree(filepath.Join("i18n", "glossary."+w.tag+".md"), filepath.Join(content, "glossary.md")); err != nil {
			return err
		}
		if err := put(filepath.Join(content, "terms.md"), w.text(n)); err != nil {
			return err
		}
	}
	if err := put(filepath.Join(dir, "hugo.yaml"), config); err != nil {
		return err
	}
	return put(filepath.Join(dir, "layouts", "all.html"), peerLayout)
}

// copyTree copies a file or a folder.
func copyTree(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return put(to, string(data))
}

// text is the words of the n-th partner.
func (w partnerWords) text(n int) string {
	var b strings.Builder
	name := strings.NewReplacer("{name}", partnerName(n))
	fmt.Fprintf(&b, "---\ntitle: %s\ndescription: %s\nmade: machine\nreviewed: no\n---\n", w.title, name.Replace(w.about))
	for i, s := range w.sections {
		if id := partnerSections[i]; id != "provider-does" || partnerModel(n) == "reseller" {
			fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s\n", s[0], id, name.Replace(s[1]))
		}
	}
	return b.String()
}

func partnerModel(n int) string { return []string{"direct", "reseller", "provider"}[n%3] }

// partnerTerms are the facts of the n-th partner.
func partnerTerms(n int) string {
	pick := func(of ...string) string { return of[n%len(of)] }
	id := partnerID(n)
	model, plan := partnerModel(n), pick("", "advanced", "signature", "none")
	var b strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	add("languages: [en, ru, nl, fr, cs]")
	add("organisation:\n  name: %s Limited\n  brand: %s\n  country: IE\n  address: [%d Nowhere Lane, Galway]\n  website: https://%s.example/\n  ids: {eu-vat: IE0000001B}", partnerName(n), partnerName(n), n+1, id)
	add("partner:\n  type: %s", model)
	if plan != "" && model != "reseller" {
		add("  plan: %s", plan)
	}
	add("  products: %s", pick("[microsoft-365]", "[azure, microsoft-365]", "[azure]", "[microsoft-365, dynamics-365]", "[azure, microsoft-365, power-platform]"))
	if model == "reseller" {
		add("  provider: {name: Broad Sky Distribution Limited, country: IE, email: care@broadsky.example, does: [requests]}")
	}
	add("version: {number: %d, status: published, valid-from: 2026-01-01, review-by: 2099-01-01}", n%5+1)
	add("kinds: [remote, advice]")
	zone, country := pick("Europe/Prague", "Europe/Amsterdam", "Europe/Paris", "Europe/Brussels", "Europe/Dublin"), pick("CZ", "NL", "FR", "BE", "IE")
	add("hours:\n  desk:\n    zone: %s\n    week: %s\n    holidays: {country: %s}", zone,
		pick("{mon-fri: 09:00-17:00}", "{mon-fri: [08:00-12:00, 13:00-17:30]}", "{mon-thu: 08:30-17:00, fri: 08:30-16:00}", "{mon-fri: 08:00-18:00, sat: 09:00-13:00}"), country)
	add("  on-call:\n    zone: %s\n    week: %s\n    for: [critical]", zone, pick("always", "{mon-fri: 18:00-22:00}", "{sun-thu: 22:00-06:00}"))
	add("channels:\n  phone: {by: phone, at: +353 91 000 %03d, languages: [en, ru, nl, fr, cs], hours: [desk, on-call], cost: local}", n%1000)
	add("  mail: {by: email, at: help@%s.example, languages: [en, ru, nl, fr, cs], hours: desk}", id)
	add("severities:\n  critical: {vendor: A, set-by: %s}\n  minor: {vendor: C, set-by: partner}", pick("partner", "both", "customer"))
	add("plans:\n  basic:\n    kinds: [remote]\n    hours: desk\n    prices: [{amount: %d, currency: EUR, per: hour, vat: excluded, vat-rate: 23}]", 50+n%40)
	add("    targets:\n      critical: {first-response: %s, resolution: best-effort}\n      minor: {first-response: P2D, resolution: best-effort}", pick("PT2H", "PT4H", "PT1H"))
	add("  care:\n    kinds: [remote, advice]\n    hours: [desk, on-call]\n    prices: [{amount: %d, currency: EUR, per: user-month, vat: excluded, vat-rate: 23}]\n    included: PT2H\n    term: P12M\n    notice: P1M", 9+n%20)
	add("    targets:\n      critical: {first-response: PT30M, update: PT1H, resolution: best-effort, hours: [desk, on-call]}\n      minor: {first-response: P1D, resolution: P5D, hours: desk}")
	add("scope:\n  included: [accounts, mail]\n  excluded: [hardware, training]\n  checks: [status, restart]")
	add("escalation:\n  levels:\n    desk: {channels: [phone, mail]}\n    lead: {email: lead@%s.example, after: PT4H}\n    microsoft: {vendor: yes}\n  evidence: [since-when, message]", id)
	add("legal:\n  complaints: {email: complaints@%s.example, answer-within: P20D}\n  privacy: {email: privacy@%s.example}\n  law: IE\n  data: [EU]", id, id)
	known := "{partner-type: " + model + "}"
	if plan != "" && model != "reseller" {
		known = "{partner-type: " + model + ", plan: " + plan + "}"
	}
	add("flows:\n  escalate:\n    known: %s", known)
	add("  contact:\n    outcomes:\n      partner-fault: {channels: [phone, mail]}\n      partner-urgent: {channels: [phone]}")
	if n%3 > 0 { // two of three have colours of their own
		add("look:\n  colors: {accent: \"%s\"}", pick("#7a1f5c", "#1f4f9c", "#205c3b", "#5c2020"))
	}
	return b.String()
}
