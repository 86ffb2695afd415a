// Package verify reads the finished site as a stranger would: it knows files
// and HTML, and nothing of templates, of Hugo or of the project they came from.
//
// In: the built tree as an fs.FS and what the site says of itself (Options).
// Out: a diag.List; positions are those of the output files. It never writes,
// never asks the network and never mends what it finds.
//
// Each file is scanned alone into facts (links, ids, language, what is wrong
// within it); the facts of all files are then held against each other. Facts
// are kept from one Check to the next, so that one changed page costs one scan.
//
// The rules. All are errors.
//
//	out-link           an internal address leads to a file that is not in the tree
//	out-anchor         a fragment names no id of its page (one with "=" is a flow's address)
//	out-duplicate-id   an id, or a name of <a>, is given twice in a page
//	out-lang           <html lang> is missing or is not the language of the folder
//	out-lang-tag       a lang or hreflang is no well-formed language tag
//	out-hreflang       a link promises another language than its page has
//	out-reciprocal     a page names a translation that does not name it in return
//	out-canonical      <link rel=canonical> or hreflang leads out of the site
//	out-external       the page makes the browser ask another host
//	out-scheme         an address with a scheme other than https, mailto or tel
//	out-inline-script  a script without src that is not data
//	out-handler        an on… attribute
//	out-inline-style   a style element or attribute
//	out-csp            the policy is missing, weak, or comes after what it should govern
//	out-title          not exactly one non-empty <title>
//	out-heading        not exactly one <h1>
//	out-main           not exactly one <main>
//	out-alt            an image without alt
//	out-link-text      a link without words
//	out-base           a <base> element
//	out-leftover       what a template engine leaves behind when something failed
//	out-element        an element that is not on the list in allow.go
//	out-attribute      an attribute that is not on it, is repeated, or has an odd value
//	out-structured-data  what a page claims as JSON-LD cannot be read, lacks something, or is claimed of nothing
//	out-xml            a sitemap or feed is no well-formed XML, or lacks what its format asks for
//	out-noindex        a sitemap lists a page that asks not to be listed
//	out-overview       llms.txt does not begin with a heading
//	out-markup         no doctype or charset, bytes that are not UTF-8, an unfinished tag
//	out-filename       a name that some file system or server cannot carry
//	out-collision      two files whose names differ only by case
//
// More rules hold for a site that is opened from a folder (Options.Offline):
//
//	offline-folder     a link to a folder, of which a browser shows a list
//	offline-absolute   an address from the root, which is that of the disk
//	offline-script     a module, or a script that asks for files or hosts
//	offline-integrity  integrity or crossorigin, which no file from a disk passes
//	offline-use        a drawing taken from another file
//	offline-refresh    a page that leads elsewhere by itself
//	offline-name       a path too long for some folders of Windows
//
// Scanned are .html, .css, .svg and .xml files, llms.txt and robots.txt, and scripts of a site opened from a folder. Of other
// files only the names count.
package verify
