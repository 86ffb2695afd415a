package export

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// Graphviz 12.1.2 as WebAssembly, compressed: internal/wasm/graphviz.wasm of
// github.com/goccy/go-graphviz v0.2.9 (SHA-256 of the file below, unpacked:
// see graphviz_test.go). NOTICE has its licences. That module itself is not
// imported: it compiles Graphviz at the start of every program that has it,
// and takes machine code from a folder that anybody on the computer may make.
//
//go:embed graphviz.wasm.gz
var graphvizWasm []byte

// Engine lays graphs out. It compiles Graphviz when it is first used, which
// takes half a second, and once; drawings may be made side by side. The zero
// value is ready.
type Engine struct {
	// Cache is a folder for the compiled code, made if it is not there; only
	// its owner may be able to write to it. "" keeps the code in memory alone.
	Cache string

	once    sync.Once
	err     error
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// compile makes the engine ready.
func (e *Engine) compile(ctx context.Context) error {
	unzip, err := gzip.NewReader(bytes.NewReader(graphvizWasm))
	if err != nil {
		return err
	}
	code, err := io.ReadAll(unzip)
	if err != nil {
		return err
	}
	config := wazero.NewRuntimeConfig()
	if cache := e.cache(); cache != nil {
		config = config.WithCompilationCache(cache)
	}
	e.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if e.module, err = e.runtime.CompileModule(ctx, code); err != nil {
		return err
	}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, e.runtime); err != nil {
		return err
	}
	env := e.runtime.NewHostModuleBuilder("env") // plugins written in Go: there are none
	for _, f := range e.module.ImportedFunctions() {
		if module, name, _ := f.Import(); module == "env" {
			env.NewFunctionBuilder().WithGoFunction(api.GoFunc(func(context.Context, []uint64) { panic("no plugin " + name) }),
				f.ParamTypes(), f.ResultTypes()).Export(name)
		}
	}
	_, err = env.Instantiate(ctx)
	return err
}

// cache is where compiled code is kept, or nil. Code that another user might
// have put there would be run: such a folder is not used.
func (e *Engine) cache() wazero.CompilationCache {
	if e.Cache == "" || os.MkdirAll(filepath.Dir(e.Cache), 0o700) != nil {
		return nil
	}
	if err := os.Mkdir(e.Cache, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return nil
	}
	if info, err := os.Lstat(e.Cache); err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 || !ours(info) {
		return nil
	}
	c, err := wazero.NewCompilationCacheWithDir(e.Cache)
	if err != nil {
		return nil
	}
	return c
}

// graphvizJSON gives Graphviz a graph and returns it with its layout. Each call
// has an instance, and a memory, of its own.
func (e *Engine) graphvizJSON(dot string) ([]byte, error) {
	ctx := context.Background()
	e.once.Do(func() { e.err = e.compile(ctx) })
	if e.err != nil {
		return nil, e.err
	}
	m, err := e.runtime.InstantiateModule(ctx, e.module, wazero.NewModuleConfig().WithName("")) // no files, no clock, no environment
	if err != nil {
		return nil, err
	}
	defer m.Close(ctx)
	g := &machine{ctx: ctx, Module: m}
	p := g.call("malloc", 8)
	g.call("wasm_bridge_SymList_default", p)
	g.call("wasm_bridge_getContextWithPlugins", g.word(p), 1, p)
	gvc := g.word(p)
	g.call("agseterr", 3) // no messages
	graph := g.call("agmemread", g.text(dot))
	if g.err == nil && graph == 0 {
		return nil, errors.New("graphviz cannot read the graph")
	}
	if failed := g.call("gvLayout", gvc, graph, g.text("dot")); g.err == nil && failed != 0 {
		return nil, errors.New("graphviz cannot lay the graph out")
	}
	g.call("gvRenderData", gvc, graph, g.text("json0"), p, p+4)
	if g.err != nil {
		return nil, g.err
	}
	data, ok := m.Memory().Read(uint32(g.word(p)), uint32(g.word(p+4)))
	if !ok {
		return nil, errors.New("graphviz gave no text")
	}
	return bytes.Clone(data), nil
}

// machine calls functions of C. After an error it does nothing more.
type machine struct {
	api.Module
	ctx context.Context
	err error
}

func (m *machine) call(name string, args ...uint64) uint64 {
	if m.err != nil {
		return 0
	}
	results, err := m.ExportedFunction(name).Call(m.ctx, args...)
	if err != nil {
		m.err = fmt.Errorf("%s: %w", name, err)
	}
	if err != nil || len(results) == 0 {
		return 0
	}
	return results[0]
}

// text puts a text where C finds it.
func (m *machine) text(s string) uint64 {
	p := m.call("malloc", uint64(len(s)+1))
	if m.err == nil && !m.Memory().Write(uint32(p), append([]byte(s), 0)) {
		m.err = errors.New("out of memory")
	}
	return p
}

// word reads a pointer or a length.
func (m *machine) word(p uint64) uint64 {
	v, ok := m.Memory().ReadUint32Le(uint32(p))
	if !ok && m.err == nil {
		m.err = errors.New("a pointer leads nowhere")
	}
	return uint64(v)
}
