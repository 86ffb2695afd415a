// Package cli is the command line: one file for each command, and what they
// share.
//
// In: arguments, the standard streams, the environment, all passed in. Out: an
// exit code: 0 for success, warnings included; 1 where the project has errors;
// 2 for wrong usage and failures of input and output. Results go to the
// standard output, diagnostics and progress to the standard error. It wires
// the other packages together and decides nothing about sites.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitOK      = 0
	exitProject = 1 // the project has errors
	exitUsage   = 2 // wrong usage, or input or output failed
	exitSignal  = 130
)

// Env is what a command sees of the world.
type Env struct {
	Stdin          io.Reader // for the commands that read it; may be nil for all others
	Stdout, Stderr io.Writer
	// Terminal is whether Stderr is one: only then is progress shown.
	Terminal bool
	// Dir is where the command was called.
	Dir string
	// Home is the user's home directory, which is never published into; may
	// be "".
	Home string
	// Cache is a folder that only the user may write to, for what is dear to
	// make again; "" for none.
	Cache string
	// Epoch is SOURCE_DATE_EPOCH, seconds after 1970 that stand for the time of a build
	// that is to come out the same again; "" for none.
	Epoch string
	// Self is the command by which the program runs itself, to have work done that
	// it may have to end; nil where it does that work itself.
	Self []string
}

// System is the real world.
func System() Env {
	e := Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Epoch: os.Getenv("SOURCE_DATE_EPOCH")}
	if self, err := os.Executable(); err == nil {
		e.Self = []string{self}
	}
	if info, err := os.Stderr.Stat(); err == nil {
		e.Terminal = info.Mode()&os.ModeCharDevice != 0
	}
	e.Dir, _ = os.Getwd()
	e.Home, _ = os.UserHomeDir()
	if cache, err := os.UserCacheDir(); err == nil {
		e.Cache = filepath.Join(cache, "signpost")
	}
	return e
}

// path is where a name leads that the user wrote: from the folder in which the command was called.
func (a *app) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.env.Dir, name)
}

// errProject says that diagnostics with errors were printed.
var errProject = errors.New("the project has errors")

// Main runs one command and returns the exit code.
func Main(args []string, env Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	a := &app{env: env}
	root := newRoot(a)
	root.SetArgs(args)
	ended := make(chan error, 1)
	go func() { ended <- root.ExecuteContext(ctx) }()
	err := a.wait(ctx, ended)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errProject):
		return exitProject
	case ctx.Err() != nil:
		fmt.Fprintln(env.Stderr, "signpost: stopped")
		return exitSignal
	}
	fmt.Fprintf(env.Stderr, "signpost: %v\n", err)
	return exitUsage
}

// grace is how long a command may take to end after a signal.
const grace = 2 * time.Second

// wait gives a command's error. A command that does not end after a signal, a
// read that hangs for one, is left behind; but publishing, once begun, is
// never: it ends by itself, before the exchange or after all of it.
func (a *app) wait(ctx context.Context, ended <-chan error) error {
	select {
	case err := <-ended:
		a.line.Load().done()
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		a.line.Load().done()
		return err
	case <-time.After(grace):
	}
	a.line.Load().done()
	if a.publishing.Load() {
		return <-ended
	}
	return ctx.Err()
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "signpost",
		Short:         "Turns decision trees and prose into a localized site",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.PersistentFlags().StringVarP(&a.dir, "project", "C", ".", "folder of the project")
	root.CompletionOptions.HiddenDefaultCmd = true
	check, flow := a.check(), a.flow()
	for _, c := range append(flow.Commands(), check) {
		c.PreRun = func(*cobra.Command, []string) { a.progress().step("reading") }
	}
	root.AddCommand(check, a.build(), a.bundle(), a.verify(), a.serve(), a.headers(), flow, a.newCommand(), a.importCommand(), a.status(), a.translate(), a.termsCommand(), a.training(), a.rehearse())
	speak(root)
	root.SetHelpCommand(help(root))
	return root
}

// version is that of the module the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}

// app is what the commands share.
type app struct {
	env Env
	dir string // the project's folder, as given

	line       atomic.Pointer[progress] // shown at the moment
	publishing atomic.Bool              // the target may be touched from now on
}
