// Package signpost holds the default theme, embedded into the program.
package signpost

import "embed"

// Files is the theme: layouts, assets and interface strings.
//
//go:embed all:layouts assets i18n components
var Files embed.FS
