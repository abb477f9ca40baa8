// Package account is the pages of signing in and out, of one's own account, and of looking after
// other people's: /sign-in, /sign-out, /account, /accounts.
//
// It also fits identity to the shell: [Authenticate] tells who a cookie belongs to, [Drafts] keeps
// what is typed.
package account
