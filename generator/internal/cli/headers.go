package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/policy"
	"signpost/generator/internal/site"
)

// servers write the settings of a server by its name.
var servers = map[string]func(policy.Site) []byte{
	"caddy":   policy.Caddy,
	"netlify": policy.Netlify,
	"nginx":   policy.Nginx,
}

func (a *app) headers() *cobra.Command {
	names := slices.Sorted(maps.Keys(servers))
	var root string
	c := &cobra.Command{
		Use:   "headers " + strings.Join(names, "|"),
		Short: "Print the settings with which a server sends the site's security policy",
		Long: `Prints settings for a server: security policy, caching, the page for what is
not found. The policy is the one that the pages hold, and what only a header can
say. For Netlify and Cloudflare Pages the same is published as _headers.`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			write, ok := servers[args[0]]
			if !ok {
				return fmt.Errorf("no settings for %q: there are some for %s", args[0], strings.Join(names, ", "))
			}
			l, err := a.project()
			if err != nil {
				return err
			}
			if err := a.report(l.list, l.project.Source); err != nil {
				return err
			}
			s := site.Headers(l.project)
			s.Root = root
			_, err = a.env.Stdout.Write(write(s))
			return err
		},
	}
	c.Flags().StringVar(&root, "root", "/srv/www", "folder the server takes files from; a site below the root of its host lies in it under its path")
	return c
}
