// Package offline makes a finished site one that is opened from a folder, by a
// double click, without a network.
//
// In: the built tree, an fs.FS. Out: Files, a tree of the same pages in which
// every link names a file and nothing is left that only a server or a search
// engine reads (Tree); or one page with all it needs in a single file (Single).
// What is not touched keeps its bytes. It never writes to a disk, never reads
// anything but the tree, and does not judge: whether the result holds is for
// the rules of verify (verify.Options.Offline).
//
// What a browser does with pages from a disk decided the rules: a link to a
// folder shows its list, modules and files of data are refused, and so is
// what is fetched under integrity. See docs/adr/031.
package offline
