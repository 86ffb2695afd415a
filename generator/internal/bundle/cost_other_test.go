//go:build !unix

package bundle

import "time"

func processorTime() time.Duration { return 0 }
