package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"signpost": main})
}

// TestScripts runs testdata/script/<command>_<topic>.txtar: what a user sees
// of each command. A script begins in a folder that holds testdata/base.txtar
// as the clean project "base", beside its own files. The command "exits N"
// runs a command and wants its exit code: "! exec" cannot tell 1 from 2.
func TestScripts(t *testing.T) {
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			unpack(t, filepath.Join(e.WorkDir, "base"), base.Files)
			return os.Mkdir(filepath.Join(e.WorkDir, "home"), 0o755)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "replace": replace, "append": appendHex},
	})
}

// exits runs "exits CODE COMMAND…". Its output is for stdout and stderr.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec("sh", append([]string{"-c", `code=$1; shift; "$@"; got=$?; test $got = $code || { echo "exit code $got, want $code" >&2; exit 1; }`, "sh"}, args...)...)
	ts.Check(err)
}

// appendHex puts bytes at the end of a file, making it where it is not there:
// "append FILE HEX".
func appendHex(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE HEX")
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(setUp(ts.MkAbs("."), "append "+args[0]+" "+args[1]))
}

// replace changes a text in a file: "replace FILE OLD NEW".
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	ts.Check(setUp(ts.MkAbs("."), "replace "+args[0]+" "+strconv.Quote(args[1])+" "+strconv.Quote(args[2])))
}
