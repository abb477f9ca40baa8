// Package entitlement is what others owe a victim of a crime under the Victims' Code: from whom, after
// what, by when, and what came of asking for it.
//
// It knows a folder, never a case. Rights, providers, times and gateways are rows of the catalogue
// (catalogue/entitlements), each in force from its day.
//
// Rules that hold always:
//   - nothing becomes due to somebody who is not known to be a victim of a crime, and nothing stays due once it is
//     known that she is none; if it was a crime after all it is due again; she is told what
//     applies to her instead, and everything else goes on as for anybody (2024 Act, section 1: no
//     report, charge or conviction is needed to be a victim);
//   - the enhanced times are for those who came through a gateway, and the gateway is recorded;
//   - a day that passes is the provider's: it is asked again ([Chase]), and never late work of ours;
//   - what a provider says for not having done it is kept as its good reason (section 5).
//
// Tables: code_standing, code_due, code_chase. View for others: entitlement_v_open.
package entitlement
