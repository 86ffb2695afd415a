# A list of the commands one needs, nothing more: Go knows what to rebuild.

SITE := bin/site

.PHONY: test lint check site e2e pictures bench long clean

# Everything that must hold before a change lands. Under 15 minutes on 2 cores.
# Lint has run vet.
test: lint check
	go test -count=1 -vet=off ./...
	$(MAKE) e2e

# Style of the code, in all its languages.
lint:
	test -z "$$(gofmt -l generator bench themes)" || { gofmt -l generator bench themes; exit 1; }
	go vet ./...
	go tool staticcheck ./...

# The reference site, warnings as errors. The example partners are looked at as of one day: their terms end.
check:
	go build -o bin/signpost ./generator
	test "$$(bin/signpost check --json --date 2026-11-26)" = "[]" || { bin/signpost check --date 2026-11-26; exit 1; }
	bin/signpost status >/dev/null

# A folder of its own each time: publishing keeps the assets of the release before.
site: check
	rm -rf $(SITE)
	bin/signpost build --out $(SITE)

# The built site in a real browser.
e2e: site e2e/node_modules/.installed
	e2e/install-tools epubcheck unzip zimwriterfs kiwix-serve
	rm -rf bin/types bin/components bin/partners bin/books
	bin/signpost -C e2e/fixtures/types build --out $(CURDIR)/bin/types
	bin/signpost -C e2e/fixtures/translations build --out $(CURDIR)/bin/translations
	bin/signpost build --components --out bin/components
	bin/signpost build --partner all --date 2026-11-26 --out bin/partners
	rm -rf bin/flows
	bin/signpost bundle --date 2026-11-26 --expires 2098-12-31 -o bin/bundle.zip
	bin/signpost bundle --format html --flow coverage -o bin/flows
	HOSTILE=$(CURDIR)/bin/hostile go test -count=1 -vet=off -run '^TestMarkupPages$$' ./generator
	bin/signpost bundle --format epub --date 2026-11-26 --out bin/books
	rm -rf bin/courses
	bin/signpost bundle --format scorm12 --date 2026-11-26 --out bin/courses/scorm12
	bin/signpost bundle --format scorm2004 --date 2026-11-26 --out bin/courses/scorm2004
	bin/signpost bundle --format cmi5 --date 2026-11-26 --out bin/courses/cmi5.zip
	SITE=$(CURDIR)/$(SITE) TYPES=$(CURDIR)/bin/types PROJECT=$(CURDIR) npm --prefix e2e test

# Screenshots of ten pages in five languages, for people to look at: e2e/results/sheets/index.html leads to them.
pictures: site e2e/node_modules/.installed
	e2e/install-tools pdftoppm
	SITE=$(CURDIR)/$(SITE) PROJECT=$(CURDIR) npm --prefix e2e run pictures

e2e/node_modules/.installed: e2e/package-lock.json
	npm --prefix e2e ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Ratios to the plain hugo command, written to docs/benchmarks.md.
bench:
	go run ./bench -md docs/benchmarks.md

# Longer campaigns: fuzzing, more random flows, races, every example in a browser, Lighthouse.
long:
	./long

clean:
	rm -rf bin e2e/node_modules e2e/results
