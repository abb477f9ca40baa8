// Package agency is the partnership: the agencies in it and the teams they have.
//
// An agency is a council, a force, a housing association, a provider. It is named by an id and by a
// key that people choose once ("barnet-homes") and files and command lines use. A team belongs to
// one agency and may run one service; a service is run by one team at a time, which is whom its
// new referrals are shared with.
//
// The system administrator and the operator's command line may add and rename. Anyone signed in
// may list: who is in the partnership is no secret among its members.
//
// Rules that hold always:
//   - a key never changes and is never used twice;
//   - at most one team runs a service.
//
// Who belongs to an agency or team is the gate's (membership); whose account that is, identity's.
//
// Tables: agency, team. Views for others: agency_v_agency, agency_v_team.
package agency
