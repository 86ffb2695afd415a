package site

import (
	"encoding/json"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/policy"
	"signpost/generator/internal/project"
)

// hugoConfig is the name of the configuration we write for Hugo.
const hugoConfig = "hugo.json"

// configuration is what Hugo is told: the languages, and to do nothing that
// nobody asked for. No command, no network, no environment, no raw HTML, no
// shortcode; no page kind but those a site has.
//
// menus are those of the languages, feeds the feeds of those that have one.
//
// helps are the lines about who helps, of a partner's site. offline is whether the pages are those of an offline copy.
func configuration(p *project.Project, assets *assets, menus map[string][]link, feeds map[string]*link, helps map[string]*helpLine, offline bool) ([]byte, error) {
	languages := map[string]any{}
	for i, l := range p.Languages {
		title := locale.NewTypesetter(l.Tag).Text(p.Config.Title[l.Tag])
		languages[hugoTag(l.Tag)] = map[string]any{
			"languageName": l.Name,
			"weight":       i + 1,
			"title":        title,
			"contentDir":   "content/" + l.Tag,
			"params": map[string]any{"menu": menus[l.Tag], "feed": feeds[l.Tag], "search": searchParams(p, l.Tag), "help": helps[l.Tag],
				"brand": map[string]any{"name": title, "logo": assets.logo}},
		}
	}
	var bundle map[string]string
	if offline {
		bundle = map[string]string{"css": bundleSheet, "data": bundleScript, "js": assets.scripts["bundle"], "folder": "bundle/"}
	}
	none := []string{"none"}
	return json.Marshal(map[string]any{
		"baseURL":                        "/",
		"title":                          p.Config.Title[p.FirstLanguage()],
		"defaultContentLanguage":         hugoTag(p.FirstLanguage()),
		"defaultContentLanguageInSubdir": true,
		"disableDefaultLanguageRedirect": true,
		"disableHugoGeneratorInject":     true,
		"disableKinds":                   []string{"taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"},
		"disableAliases":                 true,
		"disableLiveReload":              true, // serve has its own
		"enableEmoji":                    false,
		"enableRobotsTXT":                false,
		"timeout":                        "120s",
		"languages":                      languages,
		"params":                         map[string]any{"assets": assets.params(), "policy": policy.Page(), "bundle": bundle},
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
