package terms

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/source"
)

// schemaOf compiles a schema.
func schemaOf(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain gives YAML as the schema sees it in our reading: every scalar is text.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key] = plain(e.Value)
		}
		return out
	case source.List:
		out := []any{}
		for _, i := range n.Items {
			out = append(out, plain(i))
		}
		return out
	}
	return n.Value
}

// edited gives YAML as an editor sees it: numbers are numbers.
func edited(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	var fix func(v any) any
	fix = func(v any) any {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				x[k] = fix(e)
			}
		case []any:
			for i, e := range x {
				x[i] = fix(e)
			}
		case time.Time: // YAML 1.2 knows no dates
			return x.Format(time.DateOnly)
		}
		return v
	}
	return fix(v)
}

// TestSchemaTakesExamples holds every example against the schema.
func TestSchemaTakesExamples(t *testing.T) {
	s := schemaOf(t, Schema)
	names, _ := filepath.Glob(examples + "/*/terms.yaml")
	more, _ := filepath.Glob(examples + "/*/versions/*/terms.yaml")
	if names = append(names, more...); len(names) != 8 {
		t.Fatalf("%d files", len(names))
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n, l := source.ParseYAML(name, data, source.MaxNodes)
		if len(l) > 0 {
			t.Fatal(l)
		}
		if err := s.Validate(plain(n)); err != nil {
			t.Errorf("%s, as text: %v", name, err)
		}
		if err := s.Validate(edited(t, data)); err != nil {
			t.Errorf("%s, in an editor: %v", name, err)
		}
		line, _, _ := strings.Cut(string(data), "\n")
		at, ok := strings.CutPrefix(line, "# yaml-language-server: $schema=")
		if _, err := os.Stat(filepath.Join(filepath.Dir(name), at)); !ok || err != nil {
			t.Errorf("%s does not begin with the way to its schema: %q, %v", name, line, err)
		}
	}
}

// TestSchemaCopy: editors take the schema from beside the partners.
func TestSchemaCopy(t *testing.T) {
	copied, err := os.ReadFile(examples + "/terms.schema.json")
	if err != nil || !bytes.Equal(copied, Schema) {
		t.Errorf("partners/terms.schema.json is not the schema of the program (%v); copy it", err)
	}
}

// mutations change one place in an example. Those marked with "only" are
// refused by the program alone: what the schema cannot know.
const mutations = "testdata/mutations.txt"

// TestMutations holds schema and parser to each other.
func TestMutations(t *testing.T) {
	s := schemaOf(t, Schema)
	list, err := os.ReadFile(mutations)
	if err != nil {
		t.Fatal(err)
	}
	n, alone := 0, 0
	for line := range strings.Lines(string(list)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 4 {
			t.Fatalf("%q has %d fields", line, len(f))
		}
		data, err := os.ReadFile(examples + "/" + f[0] + "/terms.yaml")
		if err != nil {
			t.Fatal(err)
		}
		from, to := strings.ReplaceAll(f[1], `\n`, "\n"), strings.ReplaceAll(f[2], `\n`, "\n")
		if strings.Count(string(data), from) != 1 {
			t.Errorf("%s: %q stands there %d times", line, f[1], strings.Count(string(data), from))
			continue
		}
		data = []byte(strings.Replace(string(data), from, to, 1))
		n++
		code, only := strings.CutPrefix(f[3], "only ")
		root, _ := source.ParseYAML("terms.yaml", data, source.MaxNodes)
		if root == nil {
			t.Errorf("%s: no YAML", line)
			continue
		}
		_, l := Parse("terms.yaml", data)
		found := false
		for _, d := range l {
			found = found || d.Code == code
			if d.Pos.Line < 1 || d.Pos.Col < 1 || d.Pos.Line > strings.Count(string(data), "\n") {
				t.Errorf("%s: a place outside of the file: %v", line, d)
			}
		}
		if !found {
			t.Errorf("%s: the parser finds %v", line, l)
		}
		if refused := s.Validate(plain(root)) != nil; refused == only {
			t.Errorf("%s: refused by the schema: %v", line, refused)
		}
		if only {
			alone++
		}
	}
	if n < 60 || alone > n/3 {
		t.Errorf("%d mutations, %d of them beyond the schema", n, alone)
	}
}

// TestPublishedSchema holds terms.json of every example against its schema.
func TestPublishedSchema(t *testing.T) {
	s := schemaOf(t, PublishedSchema)
	entries, _ := os.ReadDir(examples)
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		for _, v := range loadExample(t, e.Name()).Versions {
			pub := v.Publish(e.Name())
			pub.Dated(v, hours.MakeDate(2026, time.November, 26))
			for _, h := range pub.Hours {
				if h.OpeningHours == "" || h.MapTag == "" {
					t.Errorf("%s: hours %s are not written", e.Name(), h.ID)
				}
			}
			data, err := pub.JSON()
			if err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(doc); err != nil {
				t.Errorf("%s %s: %v", e.Name(), v.Version.Number, err)
			}
			broken := bytes.Replace(data, []byte(`"validFrom"`), []byte(`"valid"`), 1)
			if doc, err = jsonschema.UnmarshalJSON(bytes.NewReader(broken)); err != nil || s.Validate(doc) == nil {
				t.Errorf("%s: the schema takes terms without validFrom, %v", e.Name(), err)
			}
		}
	}
	if !json.Valid(PublishedSchema) {
		t.Error("the schema is no JSON")
	}
}
