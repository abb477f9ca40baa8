package barnet

// postcodes are in sectors wholly in Barnet, with units that are not in use.
var postcodes = []string{"EN5 1PF", "EN5 1RB", "EN5 1YB", "EN5 2YE", "EN5 2YR", "EN5 2XE", "EN5 5YH", "EN5 5YB", "EN5 5ZH", "HA8 0GJ", "HA8 0UP",
	"HA8 0ZD", "HA8 9BD", "HA8 9XY", "HA8 9TQ", "N12 0EU", "N12 0BH", "N12 0NF", "N12 7XL", "N12 7FS", "N12 7SQ", "N12 8GF", "N12 8YG",
	"N12 8LN", "N12 9QZ", "N12 9YP", "N12 9FW", "N2 8TX", "N2 8RR", "N2 8RB", "N20 0BE", "N20 0AY", "N20 0EQ", "N20 8ZR", "N20 8FL",
	"N20 8UT", "N20 9ND", "N20 9UG", "N20 9WA", "N3 1XA", "N3 1WN", "N3 1DL", "N3 2GQ", "N3 2XW", "N3 2ZH", "N3 3QA", "N3 3UL", "N3 3HZ",
	"NW11 0UH", "NW11 0UZ", "NW11 6DE", "NW11 6DG", "NW11 6GF", "NW11 7YT", "NW11 7FZ", "NW11 8XX", "NW11 8FA", "NW11 9NW", "NW11 9PL",
	"NW2 1YW", "NW2 1SW", "NW2 1FX", "NW4 1WA", "NW4 1ZA", "NW4 1FG", "NW4 2ZE", "NW4 2XB", "NW4 2PW", "NW4 3XB", "NW4 3LB", "NW4 3EW",
	"NW4 4ZW", "NW4 4TW", "NW4 4XU", "NW7 1WL", "NW7 1PD", "NW7 1GS", "NW7 2PS", "NW7 2HQ", "NW7 2TT", "NW7 3PW", "NW7 3ZN", "NW7 3WD",
	"NW7 4RF", "NW7 4XW", "NW7 4YU", "NW9 4LD", "NW9 4ZJ", "NW9 4XS", "NW9 5BA", "NW9 5TX", "NW9 5ZY"}
