// Package view turns typed values into HTML: the frame of every page, and the parts pages are made of.
//
// A [Page] is a title and a body; the body is a [Part]. A part is one of the components of this
// package (TextInput, SummaryList, SafeContact, ...) or a page's own template, made with [Define]
// and filled with a struct of its own. Parts nest. All escaping is html/template's; HTML that is
// trusted is made in this package alone.
//
// The looks are those of GOV.UK Frontend and the Ministry of Justice's patterns, with the few
// parts those lack. Every page works without a script. Four rules are held here, so that no page
// can break them: a form that changes something carries a key ([Form] refuses to be drawn without
// one), a number is never drawn without the safe-contact rule before it ([SafeContact],
// [IdentityBar]), a button that changes something is a form and never a link, and every input has
// a label and its error beside it.
package view
