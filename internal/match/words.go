package match

import (
	"strconv"
	"strings"

	"goldenthread/internal/text"
)

// commonFrom is the share of people from which a name is called a common one.
const commonFrom = 0.002

func forenameWords(l level, s share) string {
	switch l {
	case same:
		return "Same first name" + commonly(s)
	case variant:
		return "First names are forms of one name"
	case alike92:
		return "First names are spelt nearly alike"
	case alike88, alike75:
		return "First names are a little alike"
	case initialOnly:
		return "Only an initial to go by, and it fits"
	}
	return "First names differ"
}

func surnameWords(l level, s share, other bool) string {
	words := "Surnames differ"
	switch l {
	case same:
		words = "Same surname" + commonly(s)
	case part:
		words = "Surnames have a part in common"
	case alike92:
		words = "Surnames are spelt nearly alike"
	case alike88, alike75:
		words = "Surnames are a little alike"
	}
	if other {
		words += ", going by another of the names recorded"
	}
	return words
}

func commonly(s share) string {
	if s.u >= commonFrom {
		return ", a common one"
	}
	return ""
}

func bornWords(l level, a, b Birth) string {
	switch l {
	case same:
		return "Same date of birth"
	case dayMonth:
		return "Day and month of birth are the other way round"
	case oneEdit:
		if isDayApart(string(a.date), string(b.date)) {
			return "Date of birth differs by a day"
		}
		return "Date of birth differs in one place"
	case twoParts:
		return "Date of birth agrees in part"
	case yearOnly:
		return "Same year of birth; the day is not known"
	case nearYear:
		return "Years of birth are one apart; the day is not known"
	case yearsApart:
		years := max(a.date.Year(), b.date.Year()) - min(a.date.Year(), b.date.Year())
		return "Dates of birth are about " + strconv.Itoa(years) + " years apart"
	}
	return "Dates of birth differ"
}

var homeWords = map[level]string{
	sameAddress:  "Same address",
	sameUnit:     "Same postcode, another house or not known",
	sameLine:     "Same house and street, postcode differs or is not known",
	sameSector:   "Homes are in the same few streets",
	sameDistrict: "Homes are in the same postcode district",
	apart:        "Homes are in different places",
}

var (
	phoneWords = map[level]string{same: "Same phone", apart: "Phones differ"}
	emailWords = map[level]string{same: "Same e-mail", apart: "E-mails differ"}
	sexWords   = map[level]string{same: "Same sex", apart: "Sex is recorded differently"}
)

// worthSaying is the least weight, for or against, that goes into the one-line summary.
const worthSaying = 2.0

// Words gives the result in one line for a list: what speaks for it, then what speaks against.
// "Same phone, same surname; date of birth differs by a day". No personal data.
func (r Result) Words() string {
	var pro, con []string
	for _, reason := range r.Reasons {
		words := text.Within(reason.Words)
		differs := strings.Contains(words, "differ") || reason.Weight < 0
		switch {
		case reason.Field == FieldHousehold:
		case differs && (reason.Weight <= -worthSaying || reason.Field == FieldBorn):
			con = append(con, words)
		case !differs && reason.Weight >= worthSaying:
			pro = append(pro, words)
		}
	}
	line := strings.Join(pro, ", ")
	if len(con) > 0 {
		if line != "" {
			line += "; "
		}
		line += strings.Join(con, ", ")
	}
	if line == "" {
		return "Little to go by"
	}
	return strings.ToUpper(line[:1]) + line[1:]
}
