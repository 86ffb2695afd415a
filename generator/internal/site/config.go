package site

import (
	"encoding/json"

	"signpost/generator/internal/policy"
)

// hugoConfig is the name of the configuration we write for Hugo.
const hugoConfig = "hugo.json"

// configuration is what Hugo is told: the languages, and to do nothing that
// nobody asked for. No command, no network, no environment, no raw HTML, no
// shortcode; no page kind but those a site has.
//
// What differs between the sites of partners stands in it as slots.
func (c *context) configuration() ([]byte, error) {
	p, feeds, helps := c.p, c.feeds(), c.helps()
	unused := []string{"taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"}
	if c.course() != nil {
		helps, unused = nil, append(unused, "home", "section")
	}
	languages := map[string]any{}
	for i, l := range p.Languages {
		title := c.names[l.Tag].shown
		languages[hugoTag(l.Tag)] = map[string]any{
			"languageName": l.Name,
			"weight":       i + 1,
			"title":        title,
			"contentDir":   "content/" + l.Tag,
			"params": map[string]any{"menu": c.menus[l.Tag], "feed": feeds[l.Tag], "search": searchParams(p, l.Tag), "help": helps[l.Tag], "copy": c.bundleWithin(l.Tag), "dash": c.tongues[l.Tag].Dash(),
				"brand": map[string]any{"name": title, "logo": c.logo()}},
		}
	}
	none := []string{"none"}
	return json.Marshal(map[string]any{
		"baseURL":                        "/",
		"title":                          c.names[p.FirstLanguage()].plain,
		"defaultContentLanguage":         hugoTag(p.FirstLanguage()),
		"defaultContentLanguageInSubdir": true,
		"disableDefaultLanguageRedirect": true,
		"disableHugoGeneratorInject":     true,
		"disableKinds":                   unused,
		"disableAliases":                 true,
		"disableLiveReload":              true, // serve has its own
		"enableEmoji":                    false,
		"enableRobotsTXT":                false,
		"timeout":                        "120s",
		"languages":                      languages,
		"params":                         map[string]any{"assets": c.assetParams(), "policy": policy.Site{Worker: c.keeps()}.Page(), "bundle": c.bundleParams(), "course": c.course() != nil, "offline": c.offlineParams()},
		"outputs":                        map[string]any{"home": []string{"html"}, "section": []string{"html"}, "page": []string{"html"}},
		"markup":                         map[string]any{"goldmark": map[string]any{"renderer": map[string]any{"unsafe": false}}},
		"security": map[string]any{
			"enableInlineShortcodes": false,
			"exec":                   map[string]any{"allow": none, "osEnv": none},
			"funcs":                  map[string]any{"getenv": none},
			"http":                   map[string]any{"methods": none, "urls": none},
		},
	})
}
