package project

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"signpost/generator/internal/decision"
)

// maxName is how long a name of a page or folder may be, in characters.
const maxName = 64

// reserved is the name that makes a folder of what it stands in, and that
// servers leave out of an address.
const reserved = "index"

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// PageName returns why there can be no page at a path such as
// "guides/opening-hours" or "guides/_index", below the folder of a language
// and without ".md"; nil where there can.
func PageName(name string) error {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		switch {
		case part == "_index" && i == len(parts)-1:
		case part == reserved || part == "_index":
			return errors.New("the page of a folder is _index.md; nothing else is called index")
		case !slug.MatchString(part) || len(part) > maxName:
			return fmt.Errorf("names of pages have lower-case letters, digits and hyphens, %d at most", maxName)
		}
	}
	return nil
}

// FlowName returns why no flow can have the name; nil where one can.
func FlowName(name string) error {
	switch {
	case name == reserved:
		return errors.New("index is what servers leave out of an address; take another name")
	case !decision.ValidID(name):
		return fmt.Errorf("a name of a flow has a-z, 0-9 and -, a letter first, %d at most", maxName)
	}
	return nil
}
