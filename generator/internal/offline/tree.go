package offline

import (
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
)

// forMachines are files that only a server, a search engine or a reader of feeds asks for, by name.
var forMachines = map[string]bool{"404.html": true, "_headers": true, "robots.txt": true, "llms.txt": true, "sitemap.xml": true,
	"changes.xml": true, ".signpost-manifest.json": true}

// Tree gives the pages of a finished site as they are opened from a folder.
func Tree(site fs.FS) (Files, error) {
	files, err := Read(site)
	if err != nil {
		return nil, err
	}
	var pages []string
	for _, name := range files.Names() {
		switch {
		case forMachines[path.Base(name)]:
			delete(files, name)
		case strings.HasSuffix(name, ".html"):
			pages = append(pages, name)
		}
	}
	made := make([][]byte, len(pages))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(pages); i += workers {
				made[i] = Page(files[pages[i]])
			}
		})
	}
	wg.Wait()
	for i, name := range pages {
		files[name] = made[i]
	}
	return files, nil
}
