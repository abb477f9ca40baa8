package view

// AlarmQuestions are what "Act now" asks, at every door alike: which of the kinds of danger it is, what is happening, and who has
// been told. say gives the catalogue's words.
func AlarmQuestions[K ~string](say func(key string, filled ...string) string, kinds []K, a Answers) Parts {
	var items []Choice
	for _, k := range kinds {
		items = append(items, Choice{Value: string(k), Label: say("alarm.kinds." + string(k)), Hint: say("alarm.hints." + string(k))})
	}
	return Parts{
		Radios{Name: "kind", Legend: say("alarm.kind"), LegendSize: "s", Items: items}.From(a),
		Textarea{Name: "what", Label: say("alarm.what"), LabelSize: "s", Rows: 3}.From(a),
		TextInput{Name: "told", Label: say("alarm.told"), LabelSize: "s", Hint: say("alarm.told_hint")}.From(a),
	}
}
