package confine

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Limits are those of a process that works.
type Limits struct {
	// Memory is what it may have beyond what it begins with, in bytes. The system
	// enforces it on Linux alone.
	Memory uint64
	// CPU is what one piece of work may use, in whole seconds. The system enforces
	// it on Linux alone.
	CPU time.Duration
	// Deadline is the time on the clock for one piece of work. It is long where the
	// system counts the CPU: a machine with much to do is no fault of a text.
	Deadline time.Duration
}

// Usual are the limits for a partner's words.
func Usual() Limits {
	return Limits{Memory: 512 << 20, CPU: 10 * time.Second, Deadline: 30 * time.Second}
}

const (
	spent    = 2 * time.Second // of CPU: a process that used more is replaced
	maxFrame = 16 << 20        // bytes of a piece of work, and of what comes back
	collect  = 96 << 20        // bytes from which garbage is collected more often
	large    = 32 << 10        // bytes of work after which garbage is collected
)

// Errors of Do, which are about the work and not about the machine.
var (
	ErrTime   = errors.New("it takes too long")
	ErrMemory = errors.New("it needs too much memory")
	ErrEnded  = errors.New("the program that read it ended")
)

// Crew has work done by other processes, each of which does one piece after the
// other until one of them exceeds a limit. It is safe for concurrent use.
type Crew struct {
	command []string
	limits  Limits
	slots   chan *worker // nil: not started yet
	peak    atomic.Uint64
	cpu     atomic.Int64
}

// Used is the CPU that went into all work that was done; 0 where the system does
// not tell.
func (c *Crew) Used() time.Duration { return time.Duration(c.cpu.Load()) }

// Peak is the most memory that a process of the crew ever held, in bytes, up to
// its last answer; 0 where the system does not tell.
func (c *Crew) Peak() uint64 { return c.peak.Load() }

// NewCrew describes a crew. command is a program with its arguments, the path of
// the program first; it has to end in Serve. size is how many processes there
// are at most, 0 for one on each processor. None is started before there is
// work. The limits have to be those that Serve is given.
func NewCrew(command []string, size int, limits Limits) *Crew {
	if size <= 0 {
		size = runtime.GOMAXPROCS(0)
	}
	c := &Crew{command: command, limits: limits, slots: make(chan *worker, size)}
	for range size {
		c.slots <- nil
	}
	return c
}

// Do has a piece of work done. The error is ErrTime, ErrMemory or ErrEnded where
// the work was ended by a limit or by a fault in it; the next piece finds a new
// process. Any other error is the machine's, or the context's.
func (c *Crew) Do(ctx context.Context, work []byte) ([]byte, error) {
	if len(work) > maxFrame {
		return nil, ErrMemory
	}
	var w *worker
	select {
	case w = <-c.slots:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { c.slots <- w }()
	if w != nil && w.used > spent {
		c.end(w)
		w = nil
	}
	for {
		fresh := w == nil
		if fresh {
			var err error
			if w, err = start(c.command); err != nil {
				return nil, err
			}
		}
		before := w.used
		out, err := w.do(ctx, work, c.limits)
		if err == nil {
			c.cpu.Add(int64(w.used - before))
			c.note(memory(w.cmd.Process.Pid))
			return out, nil
		}
		w = nil // it was ended
		if fresh || !errors.Is(err, ErrEnded) {
			return nil, err
		}
		// Something else may have ended it while it had no work.
	}
}

// Close ends all processes. There must be no work under way, nor any later.
func (c *Crew) Close() {
	for range cap(c.slots) {
		if w := <-c.slots; w != nil {
			c.end(w)
		}
	}
}

// worker is a process.
type worker struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	said   *tail         // what it wrote to its standard error
	used   time.Duration // of CPU, up to the last answer
	killed bool          // for the time on the clock
}

func start(command []string) (*worker, error) {
	w := &worker{cmd: exec.Command(command[0], command[1:]...), said: &tail{}}
	w.cmd.Env = []string{"GOTRACEBACK=none"} // nothing of ours
	w.cmd.Stderr = w.said
	w.cmd.WaitDelay = time.Second
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if w.out, err = w.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := w.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a process for partners' words: %w", err)
	}
	return w, nil
}

// do has one piece of work done, or ends the process.
func (w *worker) do(ctx context.Context, work []byte, limits Limits) ([]byte, error) {
	var once sync.Once
	kill := func(late bool) {
		once.Do(func() {
			w.killed = late
			_ = w.cmd.Process.Kill() // it may have ended
		})
	}
	timer := time.AfterFunc(limits.Deadline, func() { kill(true) })
	defer timer.Stop()
	defer context.AfterFunc(ctx, func() { kill(false) })()
	err := writeFrame(w.in, 0, work)
	if err == nil {
		var out []byte
		if out, w.used, err = readFrame(w.out); err == nil {
			done := false
			once.Do(func() { done = true }) // from now on nobody kills it for this work
			if done {
				return out, nil
			}
		}
	}
	kill(false)
	_ = w.in.Close()
	_ = w.cmd.Wait() // how it ended is in its state
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, w.cause(limits)
}

// cause tells why a process ended that should not have.
func (w *worker) cause(limits Limits) error {
	status, _ := w.cmd.ProcessState.Sys().(syscall.WaitStatus)
	cpu := w.cmd.ProcessState.UserTime() + w.cmd.ProcessState.SystemTime()
	switch {
	case w.killed:
		return ErrTime
	case bytes.Contains(w.said.last, []byte("out of memory")) || bytes.Contains(w.said.last, []byte("cannot allocate")):
		return ErrMemory
	case status.Signaled() && cpu >= limits.CPU:
		return ErrTime
	}
	return ErrEnded
}

// note remembers the memory of a process that has answered.
func (c *Crew) note(held uint64) {
	for {
		if old := c.peak.Load(); held <= old || c.peak.CompareAndSwap(old, held) {
			return
		}
	}
}

// end lets a process end that has no work.
func (c *Crew) end(w *worker) {
	_ = w.in.Close() // that is how it learns
	late := time.AfterFunc(time.Second, func() { _ = w.cmd.Process.Kill() })
	_, _ = io.Copy(io.Discard, w.out)
	_ = w.cmd.Wait()
	late.Stop()
}

// tail keeps the beginning of what is written to it.
type tail struct{ last []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.last = append(t.last, p[:min(len(p), 4096-min(len(t.last), 4096))]...)
	return len(p), nil
}

// Serve is what a process of a crew does: it limits itself, then does the work
// that comes in until there is no more. The first error is that of its limits,
// of reading or of writing; a panic of do ends the process, as it should.
func Serve(in io.Reader, out io.Writer, limits Limits, do func(work []byte) []byte) error {
	if err := limit(limits); err != nil {
		return fmt.Errorf("limit this process: %w", err)
	}
	debug.SetMemoryLimit(collect)
	debug.SetGCPercent(40)
	for {
		work, _, err := readFrame(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		answer := do(work)
		if err := writeFrame(out, used(), answer); err != nil {
			return err
		}
		if len(work) > large {
			answer = nil
			debug.FreeOSMemory() // what one text needed is not added to what the next needs
		}
	}
}

// A frame is the length of what follows, the CPU that was used in all, in
// milliseconds, and bytes. Numbers have four bytes, the highest first.
func writeFrame(w io.Writer, cpu time.Duration, data []byte) error {
	if len(data) > maxFrame {
		return fmt.Errorf("%d bytes; the limit is %d", len(data), maxFrame)
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	head = binary.BigEndian.AppendUint32(head, uint32(cpu.Milliseconds()))
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

func readFrame(r io.Reader) (data []byte, cpu time.Duration, err error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, 0, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > maxFrame {
		return nil, 0, fmt.Errorf("%d bytes; the limit is %d", size, maxFrame)
	}
	data = make([]byte, size)
	_, err = io.ReadFull(r, data)
	return data, time.Duration(binary.BigEndian.Uint32(head[4:])) * time.Millisecond, err
}
