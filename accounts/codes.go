package accounts

import "poliskontor/scheduling"

// Codes of what is refused here; each has a sentence in every language.
const (
	CodeEmail            scheduling.Code = "email"
	CodeRole             scheduling.Code = "role"
	CodeSignInWrong      scheduling.Code = "sign_in_wrong"      // of unknown accounts as of wrong secrets
	CodeSignInLater      scheduling.Code = "sign_in_later"      // after too many attempts
	CodeSignInBusy       scheduling.Code = "sign_in_busy"       // too many sign in right now
	CodeSignInNoRole     scheduling.Code = "sign_in_no_role"    // known to the authority, with no role here
	CodeSignInUnverified scheduling.Code = "sign_in_unverified" // the authority does not vouch for the e-mail address
	CodeForbidden        scheduling.Code = "forbidden"          // the role does not give the permission
	CodeGrantTooFar      scheduling.Code = "grant_too_far"      // a role that the giver may not give
	CodeOwnAccess        scheduling.Code = "own_access"         // nobody takes away their own last way in
	CodePasswordShort    scheduling.Code = "password_short"
	CodePasswordLong     scheduling.Code = "password_long"
	CodePasswordWeak     scheduling.Code = "password_weak"
	CodePasswordWrong    scheduling.Code = "password_wrong" // the present one, when it is changed
	CodeInvitationSpent  scheduling.Code = "invitation_spent"
	CodeKeyExpiry        scheduling.Code = "key_expiry" // in the past, or too far ahead
	CodeScope            scheduling.Code = "scope"
	CodeTooManyKeys      scheduling.Code = "too_many_keys"
	CodeTooManyPasskeys  scheduling.Code = "too_many_passkeys"
	CodePasskeyRefused   scheduling.Code = "passkey_refused"
)
