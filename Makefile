# A list of the commands one needs, nothing more: Go knows what to rebuild.

SITE := bin/site
# The example partners are looked at as of this day: their terms end.
DAY := 2026-11-26
HOSTILE := $(CURDIR)/bin/hostile
# Programs of Debian that tests hold our files against.
TOOLS := epubcheck kiwix-serve ssh-keygen unzip xmllint zimwriterfs

.PHONY: test lint staticcheck vet check site e2e pictures bench long clean

# Everything that must hold before a change lands. Under 15 minutes on 2 cores.
# Lint has run vet. What Go tests ask of other programs they leave out where those are missing: they are installed first.
# On the way the Go tests leave hostile partners built, for the browser to open.
test: check
	$(MAKE) -j2 lint
	e2e/install-tools $(TOOLS)
	HOSTILE=$(HOSTILE) go test -count=1 -vet=off ./...
	$(MAKE) e2e BUILT=$(HOSTILE)

# Style of the code, in all its languages. staticcheck has one processor busy for longest.
lint: staticcheck vet

staticcheck:
	go tool staticcheck ./...

vet:
	test -z "$$(gofmt -l generator bench themes)" || { gofmt -l generator bench themes; exit 1; }
	go vet ./...

# The reference site, warnings as errors.
check:
	go build -o bin/signpost ./generator
	test "$$(bin/signpost check --json --date $(DAY))" = "[]" || { bin/signpost check --date $(DAY); exit 1; }
	bin/signpost status >/dev/null

# A folder of its own each time: publishing keeps the assets of the release before.
site: check
	rm -rf $(SITE)
	bin/signpost build --date $(DAY) --out $(SITE)

# The built site in a real browser, with all that is built of it, two builds at a time.
e2e: site e2e/node_modules/.installed
	e2e/install-tools $(TOOLS)
	$(MAKE) -j2 $(BUILDS)
	SITE=$(CURDIR)/$(SITE) TYPES=$(CURDIR)/bin/types PROJECT=$(CURDIR) npm --prefix e2e test

COURSES := bin/courses/scorm12 bin/courses/scorm2004 bin/courses/cmi5.zip

# Each a build of its own, anew every time; those that take longest first.
BUILDS := $(filter-out $(BUILT),$(HOSTILE)) bin/partners bin/books bin/bundle.zip bin/flows bin/components $(COURSES) bin/types bin/translations

.PHONY: $(HOSTILE) $(BUILDS)

$(HOSTILE):
	HOSTILE=$@ go test -count=1 -vet=off -run '^TestMarkupPages$$' ./generator

bin/partners:
	rm -rf $@
	bin/signpost build --partner all --date $(DAY) --out $@

bin/books:
	rm -rf $@
	bin/signpost bundle --format epub --date $(DAY) --out $@

bin/bundle.zip:
	bin/signpost bundle --date $(DAY) --expires 2098-12-31 -o $@

bin/flows:
	rm -rf $@
	bin/signpost bundle --format html --flow coverage --date $(DAY) -o $@

bin/components:
	rm -rf $@
	bin/signpost build --components --date $(DAY) --out $@

$(COURSES):
	rm -rf $@
	mkdir -p $(@D)
	bin/signpost bundle --format $(basename $(@F)) --date $(DAY) --out $@

bin/types bin/translations:
	rm -rf $@
	bin/signpost -C e2e/fixtures/$(@F) build --out $(CURDIR)/$@

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
