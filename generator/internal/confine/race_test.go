//go:build race

package confine

// The detector of races says otherwise that there is no memory.
const raced = true
