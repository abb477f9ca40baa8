// Package identity knows who is at the other end: accounts, sessions, second factors, drafts.
//
// Signing in takes two or three steps, each with a token of its own:
//
//	SignIn (email address, password) -> GiveCode (authenticator or printed code)
//	                                  -> ChoosePassword (the first time only) -> in
//
// [Authenticate] turns the token of a session that is in into an [access.Actor] with the
// memberships the account holds at that moment, so that a change of role or a suspension works on
// the next click.
//
// Rules that hold always:
//   - a password is kept as an Argon2id hash, a session as the SHA-256 of its token, a printed code
//     as a keyed hash, an authenticator's secret sealed in the account's folder; none of them can
//     be read back, and none prints;
//   - an authenticator's code and a printed code work once;
//   - a session dies after its idle and its absolute limit, and at once when the account is suspended;
//   - whether an account exists is not to be told from any answer, nor from the work done for it;
//   - tries that fail slow down what they have in common (name and place, place, name); a browser
//     the account was signed in to on before is counted by itself, so nobody can keep her out;
//   - nobody gives herself a role or renews her own second factor without her password.
//
// Hashing is slow and happens outside the unit of work: see [HashPassword] and [ProvePassword].
//
// Tables: account, account_code, session, known_device, draft, rate. Views for others:
// identity_v_account.
package identity
