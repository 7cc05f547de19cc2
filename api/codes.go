package api

import "poliskontor/scheduling"

// Codes of what is wrong with a request before the domain sees it, and of faults of
// the server. Each has a sentence in every language, as those of the domain have.
const (
	codeRouteUnknown     scheduling.Code = "route_unknown"      // no such address
	codeMethodNotAllowed scheduling.Code = "method_not_allowed" // the address does not know the method
	codeBadRequest       scheduling.Code = "bad_request"        // not to be understood at all
	codeTokenMissing     scheduling.Code = "token_missing"
	codeTokenWrong       scheduling.Code = "token_wrong"
	codeSignInNeeded     scheduling.Code = "sign_in_needed"          // by a person: a token does not do
	codeCrossSite        scheduling.Code = "cross_site"              // sent by a page of another site, or of none
	codeVersionMissing   scheduling.Code = "version_missing"         // a change that does not say what it saw
	codeIfMatch          scheduling.Code = "if_match"                // If-Match is not one strong ETag
	codeKeyUnreadable    scheduling.Code = "idempotency_key"         // Idempotency-Key is no text of the right length
	codeKeyReused        scheduling.Code = "idempotency_key_reused"  // another request came under the same key
	codeAnswerLost       scheduling.Code = "idempotency_answer_lost" // it was done, but what was answered is not kept

	codeBodyMissing    scheduling.Code = "body_missing"
	codeBodyUnreadable scheduling.Code = "body_unreadable" // the connection broke
	codeBodyTimeout    scheduling.Code = "body_timeout"    // it came too slowly
	codeBodyTooLarge   scheduling.Code = "body_too_large"
	codeContentType    scheduling.Code = "content_type"
	codeJSONSyntax     scheduling.Code = "json_syntax"
	codeJSONDepth      scheduling.Code = "json_depth"
	codeNotUTF8        scheduling.Code = "body_not_utf8"

	codeFieldUnknown     scheduling.Code = "field_unknown"
	codeParameterUnknown scheduling.Code = "parameter_unknown"
	codeTypeText         scheduling.Code = "type_text"
	codeTypeInteger      scheduling.Code = "type_integer"
	codeTypeNumber       scheduling.Code = "type_number"
	codeTypeBoolean      scheduling.Code = "type_boolean"
	codeTypeList         scheduling.Code = "type_list"
	codeTypeObject       scheduling.Code = "type_object"
	codeTooSmall         scheduling.Code = "too_small"
	codeTooLarge         scheduling.Code = "too_large"
	codeYear             scheduling.Code = "year" // further away than anybody plans
	codeClockFormat      scheduling.Code = "clock_format"
	codeMonthDayFormat   scheduling.Code = "month_day_format"

	codeInternal    scheduling.Code = "internal"    // a fault of ours; the log has it
	codeUnavailable scheduling.Code = "unavailable" // for the moment
)
