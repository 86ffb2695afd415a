package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/export"
)

// vectorFile is what both walkers, this program's and that of the pages, must
// make of a flow: a table, and cases with answers and where they lead.
type vectorFile struct {
	Table export.TableJSON `json:"table"`
	Cases []vector         `json:"cases"`
}

type vector struct {
	Answers map[string]string `json:"answers"`
	Steps   [][3]string       `json:"steps"` // state, node, answer
	Current string            `json:"current"`
	Waiting map[string]string `json:"waiting"`
	Dropped [][3]string       `json:"dropped"`       // node, answer, unknown or off
	Why     []whyVector       `json:"why,omitempty"` // at an outcome
}

// whyVector is [node, answer, [[other answer, state], …]].
type whyVector struct {
	Node, Answer string
	Instead      [][2]string
}

func (w whyVector) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{w.Node, w.Answer, w.Instead})
}

// TestVectors writes what the walker here makes of answers to each flow of the
// repository, and holds it against e2e/vectors, which the walker of the pages
// is held against too. With -update the files are written anew.
func TestVectors(t *testing.T) {
	flows := repositoryFlows(t)
	for _, name := range slices.Sorted(maps.Keys(flows)) {
		t.Run(name, func(t *testing.T) {
			linked, l := decision.Link(flows[name], func(n string) *decision.Flow { return flows[n] })
			if len(l) > 0 {
				t.Fatal(l)
			}
			a, _ := automaton.Compile(linked)
			out := vectorFile{Table: export.Table(a)}
			for _, answers := range samples(a) {
				out.Cases = append(out.Cases, vectorOf(a, answers))
			}
			var want bytes.Buffer
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if err := e.Encode(out); err != nil {
				t.Fatal(err)
			}
			text := bytes.ReplaceAll(want.Bytes(), []byte(`{"answers":`), []byte("\n{\"answers\":"))
			file := filepath.Join("../e2e/vectors", name+".json")
			if *update {
				if err := os.WriteFile(file, text, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			have, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(have, text) {
				t.Errorf("%s is not what the walker gives: run go test ./generator -run Vectors -update, and read the difference", file)
			}
		})
	}
}

func repositoryFlows(t testing.TB) map[string]*decision.Flow {
	files, err := filepath.Glob("../decisions/*/flow.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no flows: ", err)
	}
	flows := map[string]*decision.Flow{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file))
		f, l := decision.Parse(name, "flow.yaml", data)
		if len(l) > 0 {
			t.Fatal(l)
		}
		flows[name] = f
	}
	return flows
}

// samples gives answers to try: each example whole, one example cut short, with
// a strange answer, with another answer in its middle, and answers at random.
func samples(a *automaton.Automaton) []map[string]string {
	r := rand.New(rand.NewPCG(1, 2))
	var out []map[string]string
	for i, x := range a.Flow.Examples {
		if i >= 40 {
			break
		}
		answers := x.Answers()
		for _, v := range a.Walk(answers) {
			if n := a.States[v.State].Node; n != nil && (n.Kind == decision.Step || n.Kind == decision.Result) {
				answers[n.ID] = automaton.Done
			}
		}
		out = append(out, answers)
		nodes := slices.Sorted(maps.Keys(answers))
		node := nodes[r.IntN(len(nodes))]
		changed := maps.Clone(answers)
		switch i % 4 {
		case 0:
			delete(changed, node)
		case 1:
			changed[node] = "no-such-answer"
		case 2:
			changed["no-such-node"] = "yes"
			changed[node] = other(a.Flow.Node(node), r)
		case 3:
			changed[node] = other(a.Flow.Node(node), r)
		}
		out = append(out, changed)
	}
	for range 15 {
		answers := map[string]string{}
		for i := range a.States {
			if n := a.States[i].Node; n != nil && n.Kind != decision.Outcome && r.IntN(5) > 0 {
				answers[n.ID] = other(n, r)
			}
		}
		out = append(out, answers)
	}
	return out
}

// other is an answer to a node at random, sometimes one that is none.
func other(n *decision.Node, r *rand.Rand) string {
	switch {
	case n.Kind != decision.Question:
		return automaton.Done
	case n.Type == decision.Number:
		return strconv.FormatInt([]int64{n.Min, n.Max, n.Min + 1, n.Max + 1, r.Int64N(n.Max-n.Min+1) + n.Min}[r.IntN(5)], 10)
	case n.Type == decision.Many:
		var ids []string
		for _, a := range n.Answers {
			if r.IntN(2) == 0 {
				ids = append([]string{a.ID}, ids...) // against the order of the flow
			}
		}
		if len(ids) == 0 {
			return decision.None
		}
		return strings.Join(ids, ",")
	}
	return n.Answers[r.IntN(len(n.Answers))].ID
}

func vectorOf(a *automaton.Automaton, answers map[string]string) vector {
	trail := a.Follow(answers)
	v := vector{Answers: answers, Steps: [][3]string{}, Current: a.States[trail.Current].ID, Waiting: trail.Waiting, Dropped: [][3]string{}}
	for _, p := range trail.Steps {
		v.Steps = append(v.Steps, [3]string{a.States[p.State].ID, p.Node, p.Answer})
	}
	for _, d := range trail.Dropped {
		why := "unknown"
		if d.Off {
			why = "off"
		}
		v.Dropped = append(v.Dropped, [3]string{d.Node, d.Answer, why})
	}
	if a.States[trail.Current].End() {
		for _, reason := range a.Why(trail) {
			w := whyVector{reason.Node, reason.Answer, nil}
			for _, i := range reason.Instead {
				w.Instead = append(w.Instead, [2]string{i.Answer, a.States[i.State].ID})
			}
			v.Why = append(v.Why, w)
		}
	}
	return v
}
