package main

import (
	"go/ast"
	"go/token"
	"maps"
	"strconv"
	"strings"
)

// scope holds the constants of one package and the types that its descriptions are later sent with.
type scope struct {
	texts map[string]string
	lists map[string]*ast.CompositeLit
	sent  map[string]string
}

func newScope(sources []*ast.File) *scope {
	s := &scope{map[string]string{}, map[string]*ast.CompositeLit{}, map[string]string{}}
	for _, source := range sources {
		for _, declaration := range source.Decls {
			if group, ok := declaration.(*ast.GenDecl); ok {
				s.learn(group)
			}
		}
		ast.Inspect(source, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok {
				s.learnSent(call)
			}
			return true
		})
	}
	return s
}

func (s *scope) within(declaration ast.Decl) *scope {
	inner := &scope{maps.Clone(s.texts), maps.Clone(s.lists), s.sent}
	inner.learn(declaration)
	return inner
}

// learn goes twice: a constant may be made of one that stands below it.
func (s *scope) learn(declaration ast.Decl) {
	for range 2 {
		ast.Inspect(declaration, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.ValueSpec:
				for i, value := range n.Values {
					s.remember(n.Names[i].Name, value)
				}
			case *ast.AssignStmt:
				if name, ok := n.Lhs[0].(*ast.Ident); ok && len(n.Rhs) == 1 && n.Tok == token.DEFINE {
					s.remember(name.Name, n.Rhs[0])
				}
			}
			return true
		})
	}
}

// learnSent notes the type that a description is sent with; one that is sent with two types, or shares its name, has none.
func (s *scope) learnSent(call *ast.CallExpr) {
	if len(call.Args) < 2 {
		return
	}
	key, kind := last(call.Args[0]), "histogram"
	switch last(call.Fun) {
	case "MustNewConstMetric", "NewConstMetric":
		var ok bool
		if kind, ok = strings.CutSuffix(last(call.Args[1]), "Value"); !ok {
			kind = ""
		}
	case "MustNewConstHistogram", "NewConstHistogram":
	default:
		return
	}
	kind = strings.ToLower(kind)
	if known, ok := s.sent[key]; ok && known != kind {
		kind = ""
	}
	s.sent[key] = kind
}

func (s *scope) remember(name string, value ast.Expr) {
	if list, ok := value.(*ast.CompositeLit); ok {
		s.lists[name] = list
	} else if text, ok := s.text(value); ok {
		s.texts[name] = text
	}
}

func joined(parts ...string) string {
	kept := []string{}
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "_")
}

func (s *scope) text(value ast.Expr) (string, bool) {
	switch v := value.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(v.Value)
		return text, err == nil && v.Kind == token.STRING
	case *ast.Ident:
		text, ok := s.texts[v.Name]
		return text, ok
	case *ast.BinaryExpr:
		left, ok1 := s.text(v.X)
		right, ok2 := s.text(v.Y)
		return left + right, ok1 && ok2
	case *ast.CallExpr:
		if last(v.Fun) != "BuildFQName" {
			return "", false
		}
		parts := []string{}
		for _, argument := range v.Args {
			part, ok := s.text(argument)
			if !ok {
				return "", false
			}
			parts = append(parts, part)
		}
		return joined(parts...), true
	}
	return "", false
}

func (s *scope) strings(value ast.Expr) []string {
	texts := []string{}
	list, ok := value.(*ast.CompositeLit)
	if name, named := value.(*ast.Ident); named {
		list, ok = s.lists[name.Name]
	}
	if !ok {
		return texts
	}
	for _, element := range list.Elts {
		if text, ok := s.text(element); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// last answers the identifier that an expression ends in: "NewDesc" of prometheus.NewDesc, "up" of c.up.
func last(value ast.Expr) string {
	switch v := value.(type) {
	case *ast.Ident:
		return v.Name
	case *ast.SelectorExpr:
		return v.Sel.Name
	case *ast.IndexExpr:
		return last(v.X)
	}
	return ""
}
