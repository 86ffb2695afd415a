package publish

import (
	"fmt"
	"strings"
)

// maxNamed is the largest number of files a ForeignError names.
const maxNamed = 10

// TargetError says that a directory can never be a target.
type TargetError struct {
	Dir    string // absolute
	Reason string // completes "it …": "is the root of the file system"
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("cannot publish into %q: it %s", e.Dir, e.Reason)
}

// ForeignError says that the target holds files that would be lost. Foreign and
// Changed together name at most ten, sorted, relative to Dir; a folder ends
// in "/" and stands for all it holds.
type ForeignError struct {
	Dir     string   // absolute
	Foreign []string // not in the manifest
	Changed []string // in the manifest, with another content
	More    int      // further ones of either kind, not named
}

func (e *ForeignError) Error() string {
	var parts []string
	if len(e.Foreign) > 0 {
		parts = append(parts, "files that were not published into it: "+strings.Join(e.Foreign, ", "))
	}
	if len(e.Changed) > 0 {
		parts = append(parts, "files changed since they were published: "+strings.Join(e.Changed, ", "))
	}
	more := ""
	if e.More > 0 {
		more = fmt.Sprintf("; and %d more", e.More)
	}
	return fmt.Sprintf("%q holds %s%s (move them away, or publish into another directory)",
		e.Dir, strings.Join(parts, "; and "), more)
}

func (e *ForeignError) add(list *[]string, path string) {
	if len(e.Foreign)+len(e.Changed) >= maxNamed {
		e.More++
		return
	}
	*list = append(*list, path)
}

// LockedError says that another process is publishing to the target.
type LockedError struct {
	Dir string // absolute
	PID int    // the other process; 0 where unknown
}

func (e *LockedError) Error() string {
	who := "another process"
	if e.PID != 0 {
		who = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("%s is publishing to %q", who, e.Dir)
}
