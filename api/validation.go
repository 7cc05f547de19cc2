package api

import (
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"poliskontor/scheduling"
)

// Huma validates requests by the schemas in the OpenAPI document and words what it
// finds in English, with the input's values in it. Here its messages are made into
// codes with parameters, which the catalogues word; the values are dropped.

const (
	codeMark  = "\x1e" // begins a message that is a code
	paramMark = "\x1f" // begins a parameter
)

// coded returns a message that decode understands. Values may be formatting verbs.
func coded(code scheduling.Code, keysAndValues ...string) string {
	message := codeMark + string(code)
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		message += paramMark + keysAndValues[i] + "=" + keysAndValues[i+1]
	}
	return message
}

// at is the parameter that leads from the location to the field that is meant.
const at = "at"

// literals are the messages that Huma has no template for.
var literals = map[string]scheduling.Code{
	"invalid integer":                      codeTypeInteger,
	"invalid boolean":                      codeTypeBoolean,
	"unknown query parameter":              codeParameterUnknown,
	"required query parameter is missing":  scheduling.CodeRequired,
	"required path parameter is missing":   scheduling.CodeRequired,
	"required header parameter is missing": scheduling.CodeRequired,
	"write only property is non-zero":      codeBadRequest,
	"request body is required":             codeBodyMissing,
}

// longestName bounds how much of an unknown field's name is repeated.
const longestName = 100

// decode reads what is wrong out of a message.
func decode(location, message string) fault {
	if code, known := literals[message]; known {
		return fault{location: clip(location), code: code}
	}
	message, isCode := strings.CutPrefix(message, codeMark)
	if !isCode {
		return fault{location: clip(location), code: codeBadRequest}
	}
	parts := strings.Split(message, paramMark)
	found := fault{location: location, code: scheduling.Code(parts[0]), params: map[string]string{}}
	for _, part := range parts[1:] {
		key, value, _ := strings.Cut(part, "=")
		found.params[key] = value
	}
	if field := found.params[at]; field != "" {
		found.location += "." + field
	}
	found.location = clip(found.location)
	return found
}

func clip(location string) string {
	location = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, location)
	if runes := []rune(location); len(runes) > longestName {
		return string(runes[:longestName]) + "…"
	}
	return location
}

func init() {
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
	huma.ErrorFormatter = fmt.Sprintf

	validation.MsgUnexpectedProperty = coded(codeFieldUnknown)
	validation.MsgExpectedRequiredProperty = coded(scheduling.CodeRequired, at, "%s")
	validation.MsgExpectedRFC3339Date = coded(scheduling.CodeDayFormat)
	validation.MsgExpectedBoolean = coded(codeTypeBoolean)
	validation.MsgExpectedNumber = coded(codeTypeNumber)
	validation.MsgExpectedInteger = coded(codeTypeInteger)
	validation.MsgExpectedString = coded(codeTypeText)
	validation.MsgExpectedArray = coded(codeTypeList)
	validation.MsgExpectedObject = coded(codeTypeObject)
	validation.MsgExpectedOneOf = coded(scheduling.CodeChoice, "allowed", "%s")
	validation.MsgExpectedMaxLength = coded(scheduling.CodeTooLong, "limit", "%d")
	validation.MsgExpectedMinimumNumber = coded(codeTooSmall, "least", "%v")
	validation.MsgExpectedMaximumNumber = coded(codeTooLarge, "most", "%v")
}
