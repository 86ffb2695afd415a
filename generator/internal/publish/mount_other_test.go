//go:build unix && !linux

package publish

import "errors"

func mountTmpfs(string, int) error { return errors.New("Linux only") }

func unmount(string) {}
