package catalogue

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
)

// Rule is a yes-or-no expression over [Facts]: `Age >= 18 and Area in Areas`.
//
// A rule answers yes, no or ask. It is taken apart at and, or, not and ?: into comparisons. A
// comparison that uses a fact that is not known is itself not known, and the parts are put
// together as Kleene did: no and unknown is no, yes or unknown is yes, and otherwise unknown stays
// unknown. So a rule never guesses, and never asks for what would change nothing. An answer of ask
// names the facts that are missing. known(Age) is always yes or no: with it a rule can say itself
// what an unknown fact means.
//
// The language is what decisions need and no more: facts, literal values, and or not, comparisons,
// in, contains, startsWith, endsWith, ?: and known(). It has nothing that can fail or take long
// when it runs.
type Rule struct {
	text string
	root node
}

// Verdict is what a rule comes to. Its zero value is Ask: where nothing was decided, a human decides.
type Verdict int

// The verdicts.
const (
	Ask Verdict = iota
	Yes
	No
)

var verdictNames = [...]string{"ask", "yes", "no"}

// String gives the verdict in a word.
func (v Verdict) String() string { return verdictNames[v] }

// Answer is a rule's verdict and, with Ask, the facts that are missing.
type Answer struct {
	Verdict Verdict
	Missing []string
}

// String gives the rule as its file has it.
func (r Rule) String() string { return r.text }

// IsZero tells whether the file gave no rule.
func (r Rule) IsZero() bool { return r.text == "" }

// UnmarshalYAML keeps the text; the rule is compiled when what it may refer to is known.
func (r *Rule) UnmarshalYAML(unmarshal func(any) error) error { return unmarshal(&r.text) }

// Ask answers the rule. A rule that is not there says yes: nothing stands in the way.
func (r Rule) Ask(f Facts) Answer { return r.AskWith(f, nil) }

// AskWith answers a rule that may also use an instrument's questions, from the options chosen, by
// question key. A question without an answer is a fact that is not known.
func (r Rule) AskWith(f Facts, answers map[string]string) Answer {
	if r.root == nil {
		return Answer{Verdict: Yes}
	}
	values, known := f.record()
	for question, option := range answers {
		values[question], known[question] = option, true
	}
	return r.root.ask(values, known)
}

// vocabulary is what a rule may refer to besides the facts, and what values things can have.
type vocabulary struct {
	constants map[string]any                // "Areas": the service's own
	questions map[string][]string           // question key -> option keys
	valid     func(list, value string) bool // is a value one of a fact's list
	ofCase    bool                          // it is asked of a case that is worked on, and not of what comes in
}

// asked says why a fact can't be asked for here; empty: it can.
func (v vocabulary) asked(name string) string {
	switch f, fact := factFields[name]; {
	case fact && v.ofCase && f.onCase == "":
		return fmt.Sprintf("%s is not known of a case: use Band, Need, Needs, OpenNeeds or Issues", name)
	case fact && !v.ofCase && f.onCase == "only":
		return fmt.Sprintf("%s is known only once a case is worked on", name)
	}
	return ""
}

// ruleFault is what is wrong with a rule, with the line within its text, from 0.
type ruleFault struct {
	line   int
	reason string
}

func (e *ruleFault) Error() string { return e.reason }

// compile makes a rule of its text.
func compile(text string, v vocabulary) (Rule, error) {
	tree, err := parser.Parse(text)
	if err != nil {
		return Rule{}, faultOf(err)
	}
	c := compiler{vocabulary: v, source: file.NewSource(text), options: v.options()}
	if _, err := expr.Compile(text, c.options...); err != nil {
		return Rule{}, faultOf(err)
	}
	root, err := c.node(tree.Node)
	if err != nil {
		return Rule{}, err
	}
	return Rule{text: text, root: root}, nil
}

func (v vocabulary) options() []expr.Option {
	env := make(map[string]any, len(factFields)+len(v.constants)+len(v.questions))
	for name, f := range factFields {
		env[name] = f.zero
	}
	for name, value := range v.constants {
		env[name] = value
	}
	for question := range v.questions {
		env[question] = ""
	}
	return []expr.Option{
		expr.Env(env), expr.AsBool(), expr.DisableAllBuiltins(),
		expr.Function("known", func(...any) (any, error) { return true, nil }, new(func(any) bool)),
	}
}

// compiler takes one rule apart.
type compiler struct {
	vocabulary
	source  file.Source
	options []expr.Option
}

// node takes an expression apart down to its comparisons.
func (c compiler) node(n ast.Node) (node, error) {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			inner, err := c.node(n.Node)
			return not{inner}, err
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&", "or", "||":
			left, err := c.node(n.Left)
			if err != nil {
				return nil, err
			}
			right, err := c.node(n.Right)
			if n.Operator == "and" || n.Operator == "&&" {
				return and{left, right}, err
			}
			return or{left, right}, err
		}
	case *ast.ConditionalNode:
		parts := make([]node, 3)
		for i, part := range []ast.Node{n.Cond, n.Exp1, n.Exp2} {
			var err error
			if parts[i], err = c.node(part); err != nil {
				return nil, err
			}
		}
		return choice{parts[0], parts[1], parts[2]}, nil
	case *ast.CallNode:
		return c.known(n)
	}
	return c.comparison(n)
}

// known compiles known(Fact).
func (c compiler) known(n *ast.CallNode) (node, error) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok || callee.Value != "known" {
		return nil, c.fault(n, "a rule may call nothing but known()")
	}
	if len(n.Arguments) == 1 {
		if id, ok := n.Arguments[0].(*ast.IdentifierNode); ok {
			if why := c.asked(id.Value); why != "" {
				return nil, c.fault(n, why)
			}
			if _, constant := c.constants[id.Value]; !constant {
				return isKnown(id.Value), nil
			}
		}
	}
	return nil, c.fault(n, "known() is asked of one fact, like known(Age)")
}

// comparison compiles a part without and, or, not.
func (c compiler) comparison(n ast.Node) (node, error) {
	look := &looker{compiler: c}
	ast.Walk(&n, look)
	if look.err != nil {
		return nil, look.err
	}
	program, err := expr.Compile(n.String(), c.options...)
	if err != nil {
		return nil, c.fault(n, "can't be used here: "+faultOf(err).reason)
	}
	return leaf{program: program, uses: look.uses, constants: c.constants}, nil
}

func (c compiler) fault(n ast.Node, reason string) error {
	e := (&file.Error{Location: n.Location(), Message: reason}).Bind(c.source)
	return &ruleFault{line: e.Line - 1, reason: reason}
}

func faultOf(err error) *ruleFault {
	if e, ok := err.(*file.Error); ok {
		return &ruleFault{line: max(e.Line-1, 0), reason: e.Message}
	}
	return &ruleFault{reason: err.Error()}
}

// looker walks a comparison: it gathers the facts used and refuses what the language leaves out.
type looker struct {
	compiler
	uses []string
	err  error
}

var comparisons = []string{"==", "!=", "<", "<=", ">", ">=", "in", "contains", "startsWith", "endsWith", ".."}

// Visit looks at one node.
func (l *looker) Visit(n *ast.Node) {
	if l.err != nil {
		return
	}
	switch n := (*n).(type) {
	case *ast.IdentifierNode:
		if why := l.asked(n.Value); why != "" {
			l.err = l.fault(n, why)
			return
		}
		if _, constant := l.constants[n.Value]; !constant && !slices.Contains(l.uses, n.Value) {
			l.uses = append(l.uses, n.Value)
		}
	case *ast.BoolNode, *ast.IntegerNode, *ast.StringNode, *ast.ConstantNode, *ast.ArrayNode:
	case *ast.BinaryNode:
		if !slices.Contains(comparisons, n.Operator) {
			l.err = l.fault(n, fmt.Sprintf("a rule compares and does not calculate: %q can't be used inside a comparison", n.Operator))
			return
		}
		l.values(n.Left, n.Right)
		l.values(n.Right, n.Left)
	default:
		l.err = l.fault(n, "a rule may use facts, values, and, or, not, comparisons, in and known() only")
	}
}

// values checks the literal values a fact or question is compared with against its list.
func (l *looker) values(subject, with ast.Node) {
	id, ok := subject.(*ast.IdentifierNode)
	if !ok {
		return
	}
	for _, value := range literals(with) {
		if options, question := l.questions[id.Value]; question && !slices.Contains(options, value) {
			l.err = l.fault(with, fmt.Sprintf("%q is not an answer to the question %s", value, id.Value))
			return
		}
		if list := factFields[id.Value].of; list != "" && !l.valid(list, value) {
			l.err = l.fault(with, fmt.Sprintf("%q is not in the list %s", value, list))
			return
		}
	}
}

// literals gives the texts written out in a node.
func literals(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.StringNode:
		return []string{n.Value}
	case *ast.ArrayNode:
		var all []string
		for _, item := range n.Nodes {
			all = append(all, literals(item)...)
		}
		return all
	}
	return nil
}

// leaf is a comparison.
type leaf struct {
	program   *vm.Program
	uses      []string
	constants map[string]any
}

func (l leaf) ask(values map[string]any, known map[string]bool) Answer {
	var missing []string
	for _, name := range l.uses {
		if !known[name] {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		return Answer{Verdict: Ask, Missing: missing}
	}
	for name, value := range l.constants {
		values[name] = value
	}
	result, err := expr.Run(l.program, values)
	if err != nil {
		return Answer{Verdict: Ask, Missing: l.uses} // the language leaves out what can fail; were it to, a human decides
	}
	return decided(reflect.ValueOf(result).Bool())
}
