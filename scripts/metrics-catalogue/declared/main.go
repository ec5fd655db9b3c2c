// Lists the metric families that Go source declares, one JSON object a line: {"name", "type", "labels"}.
// It sees what no scrape shows: metrics of hardware, features and traffic that the machine at hand has not.
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

type family struct {
	Name   string   `json:"name"`
	Type   string   `json:"type,omitempty"`
	Labels []string `json:"labels"`
}

func main() {
	packages := map[string][]*ast.File{}
	files := token.NewFileSet()
	for _, root := range os.Args[1:] {
		filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
				strings.Contains(path, "/vendor/") || strings.Contains(path, "/testdata/") {
				return err
			}
			if file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution); err == nil {
				packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], file)
			}
			return nil
		})
	}
	out := json.NewEncoder(os.Stdout)
	for _, sources := range packages {
		shared := newScope(sources)
		for _, source := range sources {
			for _, declaration := range source.Decls {
				// Each function may have a "subsystem" of its own.
				scope := shared.within(declaration)
				ast.Inspect(declaration, func(node ast.Node) bool {
					if found, ok := scope.declared(node); ok {
						out.Encode(found)
					}
					return true
				})
			}
		}
	}
}

// declared reads a constructor call, alone or as what a variable or field is set to.
func (s *scope) declared(node ast.Node) (family, bool) {
	switch n := node.(type) {
	case *ast.ValueSpec:
		for i, value := range n.Values {
			if found, ok := s.described(value, n.Names[min(i, len(n.Names)-1)]); ok {
				return found, true
			}
		}
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
			return s.described(n.Rhs[0], n.Lhs[0])
		}
	case *ast.KeyValueExpr:
		return s.described(n.Value, n.Key)
	case *ast.CallExpr:
		if found, ok := s.described(n, nil); ok {
			return found, true
		}
		return s.constructed(n)
	}
	return family{}, false
}

func (s *scope) described(value, target ast.Expr) (family, bool) {
	call, ok := value.(*ast.CallExpr)
	if !ok || last(call.Fun) != "NewDesc" || len(call.Args) < 3 {
		return family{}, false
	}
	name, ok := s.text(call.Args[0])
	found := family{name, "", s.strings(call.Args[2])}
	if target != nil {
		found.Type = s.sent[last(target)]
	}
	return found, ok && name != ""
}

func (s *scope) constructed(call *ast.CallExpr) (family, bool) {
	kind, ok := strings.CutPrefix(last(call.Fun), "New")
	kind = strings.TrimSuffix(strings.TrimSuffix(kind, "Vec"), "Func")
	if !ok || len(call.Args) == 0 || !strings.Contains(" Counter Gauge Histogram Summary Untyped ", " "+kind+" ") {
		return family{}, false
	}
	options, ok := call.Args[0].(*ast.CompositeLit)
	if !ok {
		return family{}, false
	}
	parts := map[string]string{}
	for _, element := range options.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return family{}, false
		}
		key := last(pair.Key)
		if key != "Namespace" && key != "Subsystem" && key != "Name" {
			continue
		}
		if parts[key], ok = s.text(pair.Value); !ok {
			return family{}, false
		}
	}
	labels := []string{}
	if strings.HasSuffix(last(call.Fun), "Vec") && len(call.Args) > 1 {
		labels = s.strings(call.Args[1])
	}
	return family{joined(parts["Namespace"], parts["Subsystem"], parts["Name"]), strings.ToLower(kind), labels}, parts["Name"] != ""
}
