package publish

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// block is how many neighbours a worker takes at a time: files of one folder
// mostly go to one worker, which spares the file system waiting for locks.
const block = 16

// parallel calls f for every number below n, several at a time, until one
// fails or ctx ends, and returns that first error. All calls have ended when it
// returns.
func parallel(ctx context.Context, n int, f func(i int) error) error {
	var (
		next  atomic.Int64
		stop  atomic.Bool
		once  sync.Once
		first error
		wg    sync.WaitGroup
	)
	fail := func(err error) {
		once.Do(func() { first = err })
		stop.Store(true)
	}
	for range min(2*runtime.GOMAXPROCS(0), 16, (n+block-1)/block) {
		wg.Go(func() {
			for !stop.Load() {
				end := int(next.Add(block))
				if end-block >= n {
					return
				}
				for i := end - block; i < min(end, n) && !stop.Load(); i++ {
					if err := ctx.Err(); err != nil {
						fail(err)
					} else if err := f(i); err != nil {
						fail(err)
					}
				}
			}
		})
	}
	wg.Wait()
	return first
}
