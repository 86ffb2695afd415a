// Signpost turns decision trees and prose into a localized site. See the
// README at the root of the repository.
package main

import (
	"os"

	"signpost/generator/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
