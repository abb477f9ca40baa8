package catalogue

import "slices"

// node is a part of a compiled rule. It answers from the values of facts and questions, and from
// which of them are known.
type node interface {
	ask(values map[string]any, known map[string]bool) Answer
}

type (
	and     struct{ left, right node }
	or      struct{ left, right node }
	not     struct{ inner node }
	choice  struct{ cond, then, otherwise node }
	isKnown string // a fact's name
)

func (n and) ask(values map[string]any, known map[string]bool) Answer {
	left := n.left.ask(values, known)
	if left.Verdict == No {
		return left
	}
	right := n.right.ask(values, known)
	switch {
	case right.Verdict == No:
		return right
	case left.Verdict == Yes && right.Verdict == Yes:
		return left
	}
	return unknown(left, right)
}

func (n or) ask(values map[string]any, known map[string]bool) Answer {
	left := n.left.ask(values, known)
	if left.Verdict == Yes {
		return left
	}
	right := n.right.ask(values, known)
	switch {
	case right.Verdict == Yes:
		return right
	case left.Verdict == No && right.Verdict == No:
		return left
	}
	return unknown(left, right)
}

func (n not) ask(values map[string]any, known map[string]bool) Answer {
	inner := n.inner.ask(values, known)
	switch inner.Verdict {
	case Yes:
		return Answer{Verdict: No}
	case No:
		return Answer{Verdict: Yes}
	}
	return inner
}

// ask of a choice whose condition is not known is decided only when both ways come to the same.
func (n choice) ask(values map[string]any, known map[string]bool) Answer {
	cond := n.cond.ask(values, known)
	switch cond.Verdict {
	case Yes:
		return n.then.ask(values, known)
	case No:
		return n.otherwise.ask(values, known)
	}
	then, otherwise := n.then.ask(values, known), n.otherwise.ask(values, known)
	if then.Verdict == otherwise.Verdict && then.Verdict != Ask {
		return then
	}
	return unknown(cond, then, otherwise)
}

func (n isKnown) ask(_ map[string]any, known map[string]bool) Answer {
	return decided(known[string(n)])
}

func decided(yes bool) Answer {
	if yes {
		return Answer{Verdict: Yes}
	}
	return Answer{Verdict: No}
}

// unknown gathers what is missing from the parts, each fact once, in the rule's order.
func unknown(parts ...Answer) Answer {
	var missing []string
	for _, p := range parts {
		for _, name := range p.Missing {
			if !slices.Contains(missing, name) {
				missing = append(missing, name)
			}
		}
	}
	return Answer{Verdict: Ask, Missing: missing}
}
