package lms

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var files = []string{"SHA256SUMS", "assets/site.0811b5950a1e.css", "bundle.json", "index.html", "ru/training/index.html"}

func course() Course {
	return Course{
		ID: "support.example", IRI: "https://support.example/#course", Languages: []string{"ru", "en"}, Mastery: 80,
		Title:       map[string]string{"en": "Support & <training>", "ru": "Поддержка: тренировка"},
		Description: map[string]string{"en": "Cases.", "ru": "Случаи."},
	}
}

// element is a part of a manifest; names are "namespace name".
type element struct {
	name     string
	attrs    map[string]string
	text     string
	children []*element
}

func parse(data []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &element{}
	stack := []*element{root}
	full := func(n xml.Name) string { return strings.TrimSpace(n.Space + " " + n.Local) }
	for {
		token, err := d.Token()
		if err == io.EOF {
			if len(root.children) != 1 {
				return nil, fmt.Errorf("%d roots", len(root.children))
			}
			return root.children[0], nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: full(token.Name), attrs: map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attrs[full(a.Name)]; twice {
					return nil, fmt.Errorf("%s twice", full(a.Name))
				}
				e.attrs[full(a.Name)] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}

// all gives the elements of a name at any depth.
func (e *element) all(name string) []*element {
	var out []*element
	for _, child := range e.children {
		if child.name == name {
			out = append(out, child)
		}
		out = append(out, child.all(name)...)
	}
	return out
}

// at gives the only element at a way of names in one namespace, or an empty one.
func (e *element) at(space string, names ...string) *element {
	for _, name := range names {
		i := slices.IndexFunc(e.children, func(c *element) bool { return c.name == space+" "+name })
		if i < 0 || slices.ContainsFunc(e.children[i+1:], func(c *element) bool { return c.name == space+" "+name }) {
			return &element{}
		}
		e = e.children[i]
	}
	return e
}

var idForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)

// scormWrong says what a platform would not take of a manifest.
func scormWrong(f Format, data []byte, files []string) string {
	space, version, kind, adlcp := "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "1.2", "scormtype", "http://www.adlnet.org/xsd/adlcp_rootv1p2"
	if f == SCORM2004 {
		space, version, kind, adlcp = "http://www.imsglobal.org/xsd/imscp_v1p1", "2004 4th Edition", "scormType", "http://www.adlnet.org/xsd/adlcp_v1p3"
	}
	m, err := parse(data)
	if err != nil {
		return err.Error()
	}
	if m.name != space+" manifest" {
		return "root " + m.name
	}
	if m.at(space, "metadata", "schema").text != "ADL SCORM" || m.at(space, "metadata", "schemaversion").text != version {
		return "version"
	}
	seen := map[string]bool{}
	ids := append([]*element{m}, slices.Concat(m.all(space+" organization"), m.all(space+" item"), m.all(space+" resource"))...)
	for _, e := range ids {
		id := e.attrs["identifier"]
		if !idForm.MatchString(id) || seen[id] {
			return "identifier " + id
		}
		seen[id] = true
	}
	organization := m.at(space, "organizations", "organization")
	if m.at(space, "organizations").attrs["default"] != organization.attrs["identifier"] || organization.attrs["identifier"] == "" {
		return "default organization"
	}
	items, resources := organization.all(space+" item"), m.all(space+" resource")
	if len(items) != 1 || len(resources) != 1 {
		return "one item, one resource"
	}
	item, resource := items[0], resources[0]
	if item.attrs["identifierref"] != resource.attrs["identifier"] || item.attrs["isvisible"] != "true" {
		return "the item names no resource"
	}
	if organization.at(space, "title").text == "" || item.at(space, "title").text == "" {
		return "no title"
	}
	if resource.attrs["type"] != "webcontent" || resource.attrs[adlcp+" "+kind] != "sco" || resource.attrs["href"] != "index.html" {
		return "the resource is no SCO"
	}
	var listed []string
	for _, file := range resource.all(space + " file") {
		listed = append(listed, file.attrs["href"])
	}
	if !slices.Equal(listed, files) || !slices.Contains(listed, resource.attrs["href"]) {
		return "files"
	}
	if len(m.all("http://www.adlnet.org/xsd/adlnav_v1p3 hideLMSUI")) > 0 {
		return "the way out is hidden"
	}
	if f == SCORM12 {
		mastery := item.all(adlcp + " masteryscore")
		if len(mastery) != 1 {
			return "mastery"
		}
		if n, err := strconv.Atoi(mastery[0].text); err != nil || n < 0 || n > 100 {
			return "mastery " + mastery[0].text
		}
		if len(item.children) != 2 {
			return "more of the item"
		}
		return ""
	}
	const ss = "http://www.imsglobal.org/xsd/imsss"
	measure := item.all(ss + " minNormalizedMeasure")
	if len(measure) != 1 {
		return "mastery"
	}
	if n, err := strconv.ParseFloat(measure[0].text, 64); err != nil || n < 0 || n > 1 {
		return "mastery " + measure[0].text
	}
	primary := item.at(ss, "sequencing", "objectives", "primaryObjective")
	if primary.attrs["satisfiedByMeasure"] != "true" || primary.attrs["objectiveID"] == "" {
		return "primary objective"
	}
	if len(item.all(ss+" controlMode"))+len(item.all(ss+" sequencingRules")) > 0 {
		return "sequencing"
	}
	return ""
}

// cmi5Wrong says what a platform would not take of a course structure.
func cmi5Wrong(data []byte) string {
	const space = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
	m, err := parse(data)
	if err != nil {
		return err.Error()
	}
	if m.name != space+" courseStructure" {
		return "root " + m.name
	}
	course, units := m.at(space, "course"), m.all(space+" au")
	if len(units) != 1 {
		return "one unit"
	}
	for _, e := range []*element{course, units[0]} {
		if u, err := url.Parse(e.attrs["id"]); err != nil || !u.IsAbs() {
			return "id " + e.attrs["id"]
		}
		for _, part := range []string{"title", "description"} {
			seen := map[string]bool{}
			for _, text := range e.at(space, part).all(space + " langstring") {
				if seen[text.attrs["lang"]] || strings.TrimSpace(text.text) == "" {
					return part
				}
				seen[text.attrs["lang"]] = true
			}
			if !seen["ru"] || !seen["en"] || len(seen) != 2 {
				return part
			}
		}
	}
	au := units[0]
	if course.attrs["id"] == au.attrs["id"] || au.at(space, "url").text != "index.html" {
		return "the unit"
	}
	if !slices.Contains([]string{"Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed"}, au.attrs["moveOn"]) || au.attrs["launchMethod"] != "AnyWindow" {
		return "how it moves on"
	}
	if n, err := strconv.ParseFloat(au.attrs["masteryScore"], 64); err != nil || n < 0 || n > 1 {
		return "mastery"
	}
	order := ""
	for _, child := range au.children {
		order += strings.TrimPrefix(child.name, space+" ") + " "
	}
	if order != "title description url " {
		return "order " + order
	}
	return ""
}

func wrong(f Format, data []byte) string {
	if f == CMI5 {
		return cmi5Wrong(data)
	}
	return scormWrong(f, data, files)
}

// TestManifests holds the manifests against what the formats ask for, and the check itself
// against manifests that break one rule each.
func TestManifests(t *testing.T) {
	mutations := map[Format][][2]string{
		SCORM12: {
			{`<schemaversion>1.2`, `<schemaversion>1.3`}, {`adlcp:scormtype`, `adlcp:scormType`}, {`href="index.html">`, `href="start.html">`},
			{`<adlcp:masteryscore>80<`, `<adlcp:masteryscore>180<`}, {`default="course"`, `default="other"`}, {`identifierref="pages"`, `identifierref="page"`},
			{`<file href="bundle.json"></file>`, ``}, {`identifier="drills"`, `identifier="course"`}, {`isvisible="true"`, `isvisible="false"`}, {`imscp_rootv1p1p2"`, `imscp_v1p1"`},
			{`</item>`, ``}, {`identifier="s`, `identifier="1 s`},
		},
		SCORM2004: {
			{`2004 4th Edition`, `2004 3rd Edition`}, {`adlcp:scormType`, `adlcp:scormtype`}, {`imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`, `imsss:x>0.8</imsss:x>`}, {`minNormalizedMeasure>0.8`, `minNormalizedMeasure>80`},
			{`satisfiedByMeasure="true"`, `satisfiedByMeasure="false"`}, {`<imsss:objectives>`, `<imsss:controlMode choice="false"/><imsss:objectives>`}, {`type="webcontent"`, `type="course"`},
		},
		CMI5: {
			{`id="https://support.example/#course/drills"`, `id="drills"`}, {`moveOn="CompletedAndPassed"`, `moveOn="Done"`}, {`masteryScore="0.8"`, `masteryScore="80"`},
			{`<url>index.html</url>`, `<url>/index.html</url>`}, {`lang="en">Cases.`, `lang="ru">Cases.`}, {`v1/CourseStructure.xsd`, `v2/CourseStructure.xsd`}, {`launchMethod="AnyWindow"`, `launchMethod="Window"`},
		},
	}
	for _, f := range Formats() {
		data, err := course().Manifest(f, files)
		if err != nil {
			t.Fatal(err)
		}
		if what := wrong(f, data); what != "" {
			t.Errorf("%s: %s\n%s", f, what, data)
		}
		if again, _ := course().Manifest(f, files); !bytes.Equal(again, data) {
			t.Errorf("%s: other bytes on another run", f)
		}
		for _, m := range mutations[f] {
			broken := strings.Replace(string(data), m[0], m[1], 1)
			if broken == string(data) {
				t.Errorf("%s: no %q to break", f, m[0])
			} else if wrong(f, []byte(broken)) == "" {
				t.Errorf("%s: %q for %q is not found", f, m[1], m[0])
			}
		}
		if !bytes.Contains(data, []byte("Support &amp; &lt;training&gt;")) {
			t.Errorf("%s: the title is not written as text", f)
		}
		if _, err := course().Manifest(f, files[:2]); err == nil {
			t.Errorf("%s: a package without index.html", f)
		}
	}
	if _, err := course().Manifest("imscc", files); err == nil {
		t.Error("a format that is none")
	}
}

// TestIdentifiers finds packages that platforms take for one another: some keep 15 characters.
func TestIdentifiers(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Formats() {
		for _, id := range []string{"support.example", "support.example.org", "support"} {
			for _, languages := range [][]string{{"ru"}, {"en"}, {"ru", "en"}} {
				c := Course{ID: id, Languages: languages}
				got, what := c.Identifier(f), fmt.Sprint(f, id, languages)
				if short := got[:15]; seen[short] != "" || !idForm.MatchString(got) {
					t.Errorf("%s: %s is that of %s", what, got, seen[short])
				}
				seen[got[:15]] = what
			}
		}
	}
}

// TestSchemas holds the manifests against the schemas of those who made the formats, where a folder of them is at hand: SCORM_SCHEMAS
// names one with folders scorm12 and scorm2004. They are not in this repository: their licences do not let us.
func TestSchemas(t *testing.T) {
	folder := os.Getenv("SCORM_SCHEMAS")
	if _, err := exec.LookPath("xmllint"); err != nil || folder == "" {
		t.Skip("no xmllint, or SCORM_SCHEMAS names no folder with the schemas of ADL and IMS")
	}
	for f, schemas := range map[Format][][2]string{
		SCORM12: {{"http://www.imsproject.org/xsd/imscp_rootv1p1p2", "scorm12/imscp_rootv1p1p2.xsd"}, {"http://www.adlnet.org/xsd/adlcp_rootv1p2", "scorm12/adlcp_rootv1p2.xsd"},
			{"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "scorm12/imsmd_rootv1p2p1.xsd"}},
		SCORM2004: {{"http://www.imsglobal.org/xsd/imscp_v1p1", "scorm2004/imscp_v1p1.xsd"}, {"http://www.adlnet.org/xsd/adlcp_v1p3", "scorm2004/adlcp_v1p3.xsd"},
			{"http://www.imsglobal.org/xsd/imsss", "scorm2004/imsss_v1p0.xsd"}},
	} {
		var all strings.Builder
		all.WriteString(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">`)
		for _, s := range schemas {
			fmt.Fprintf(&all, `<xs:import namespace="%s" schemaLocation="%s"/>`, s[0], filepath.Join(folder, filepath.FromSlash(s[1])))
		}
		all.WriteString(`</xs:schema>`)
		catalogue := fmt.Sprintf(`<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><system systemId="http://www.w3.org/2001/xml.xsd" uri="%s"/></catalog>`, filepath.Join(folder, "scorm2004", "xml.xsd"))
		data, err := course().Manifest(f, files)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		run := func(manifest []byte) ([]byte, error) {
			for name, data := range map[string][]byte{"all.xsd": []byte(all.String()), "catalog.xml": []byte(catalogue), "imsmanifest.xml": manifest} {
				if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command("xmllint", "--nonet", "--noout", "--schema", "all.xsd", "imsmanifest.xml")
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "XML_CATALOG_FILES=catalog.xml")
			return cmd.CombinedOutput()
		}
		if out, err := run(data); err != nil {
			t.Errorf("%s: %s", f, out)
		}
		if _, err := run(bytes.Replace(data, []byte("<organizations"), []byte("<other/><organizations"), 1)); err == nil {
			t.Errorf("%s: the schemas find nothing", f)
		}
	}
}
