package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/export"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/serve"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

func (a *app) serve() *cobra.Command {
	var addr, partner, date string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site while you work on it",
		Long: `Builds the site in memory and serves it. When a file changes, the site is built
again and open pages reload; what is wrong is shown in the page and here. The
components of the theme are shown with examples at /_components/.

With --partner, it is the site of that partner, as it will be on --date: a
version of the terms that begins on that day is shown as the one in force, and so
is a draft.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runServe(cmd.Context(), addr, partner, date)
		},
	}
	c.Flags().StringVar(&partner, "partner", "", "the id of a partner whose site to show")
	c.Flags().StringVar(&date, "date", "", "the day to show it as of, for the terms of partners, as 2026-11-20 (default: today)")
	c.Flags().StringVarP(&addr, "addr", "a", "localhost:8080", "address to listen on; port 0 takes a free one")
	return c
}

// workshop builds a project again and again.
type workshop struct {
	w       *workspace
	partner string // id of the partner whose site it is; "" for the site itself
	builder site.Builder
	checker verify.Checker
	engine  *export.Engine
	today   dayFunc // nil: the day it is
}

// build returns the new tree and all that is wrong. A project with errors is
// shown as far as it goes: an author writes the source first and the
// translations after. Without sound settings there is no tree.
func (s *workshop) build() (*site.Tree, *loaded, diag.List, error) {
	l, err := s.w.load()
	if err != nil {
		return nil, nil, nil, err
	}
	for _, d := range l.list {
		if d.Severity == diag.Error && d.Pos.File == config.File {
			return nil, l, l.list, nil
		}
	}
	today := hours.DateOf(time.Now().UTC())
	if s.today != nil {
		if today, err = s.today(); err != nil {
			return nil, nil, nil, err
		}
	}
	broken := l.list.HasErrors()
	if s.partner == "" {
		err = s.w.addPartners(context.Background(), l, today)
	} else {
		l, err = s.w.partnerSite(context.Background(), l, s.partner, today)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	if s.partner != "" && l.project.Partner == nil {
		return nil, l, l.list, nil
	}
	in := l.input()
	in.Today = today
	in.Engine = s.engine
	in.Watch, in.Components = true, s.partner == ""
	tree, list, err := s.builder.Build(in)
	list = append(slices.Clone(l.list), list...)
	if err != nil || tree == nil || broken {
		return tree, l, list, err
	}
	found, err := verifyTree(&s.checker, tree, l)
	return tree, l, append(list, found...), err
}

func (a *app) runServe(ctx context.Context, addr, partner, date string) error {
	debug.SetGCPercent(gcPercent)
	if _, err := a.day(date); err != nil {
		return err
	}
	w, err := a.open()
	if err != nil {
		return err
	}
	switch partner {
	case "":
	case "all":
		return errors.New("serve shows the site of one partner: name it")
	default:
		if _, err := w.partnerIDs(partner); err != nil {
			return err
		}
	}
	watch, err := newWatcher(w.root)
	if err != nil {
		return err
	}
	defer watch.Close()
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("something listens on %s already, perhaps another \"signpost serve\": take another port with --addr, or 0 for a free one", addr)
	}
	if err != nil {
		return err
	}
	defer listener.Close()
	shop := &workshop{w: w, partner: partner, engine: a.engine(), today: func() (hours.Date, error) { return a.day(date) }}
	server := &serve.Server{Hosts: []string{host}}
	if partner == "" {
		server.Shows = showsPartners
	}
	a.progress().step("building")
	base, err := a.round(shop, server)
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "http://%s%s\n", net.JoinHostPort(cmp.Or(host, "localhost"), port), base)
	srv := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	for {
		select {
		case <-ctx.Done():
			return srv.Close()
		case err := <-failed:
			return err
		case err := <-watch.failed:
			return fmt.Errorf("watching %s: %w", a.dir, err)
		case <-watch.changed:
			if _, err := a.round(shop, server); err != nil {
				return err
			}
		}
	}
}

// showsPartners says that what is wrong with a partner is shown on the pages that
// list partners, and nowhere else: whoever writes a guide can do nothing about it.
func showsPartners(page string, d diag.Diagnostic) bool {
	return !strings.HasPrefix(d.Pos.File, partnersFolder+"/") || strings.Contains(page, "/partners/")
}

// round builds once and shows the result, in the page and here, and returns the
// site's base path. That the build failed is shown as well, and the next round
// may go better: the error is for a standard error that cannot be written.
func (a *app) round(shop *workshop, server *serve.Server) (string, error) {
	start := time.Now()
	tree, l, list, err := shop.build()
	base, source := "/", func(string) []byte { return nil }
	if l != nil {
		base, source = l.project.Config.BasePath(), l.source
	}
	if err != nil {
		tree = nil
		list.Add(diag.Pos{File: "."}, "build-failed", "%v", err).Hint = "this is no error of a text or a flow; the site stays as it was until a build succeeds"
	}
	list = list.Sorted()
	if tree == nil {
		server.Update(nil, base, list)
	} else {
		server.Update(tree, base, list)
	}
	if err := diag.Text(a.env.Stderr, list, source); err != nil {
		return "", err
	}
	wrong, warnings := list.Count()
	result := "no errors"
	if wrong+warnings > 0 {
		result = counts(wrong, warnings)
	}
	fmt.Fprintf(a.env.Stderr, "built in %d ms, %s\n", time.Since(start).Milliseconds(), result)
	return base, nil
}
