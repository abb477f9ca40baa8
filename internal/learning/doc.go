// Package learning is the training a service gives to those whose work it is, and the awareness it
// brings to the public: which events there are, who came, who is due again when, and whether more
// people were referred afterwards (R161 to R170).
//
// An event is planned, then held or cancelled. Training is counted in people trained, awareness in
// sessions and people who came; the two are never one figure. Which kinds a service gives, and after
// how long those trained are due again, stands in its file (catalogue, learning).
//
// Rules that hold always:
//   - an event has numbers once it was held, and not before its day;
//   - a number that is put right later leaves the earlier one where a return made before reads it;
//   - nobody outside the partnership is named: others who came are counted, by agency.
//
// Case workers, victim care officers, coaches, administrators, supervisors and community engagement
// officers of the service keep the record; those who pay for the service and those who count may read it.
//
// Tables: learning_event, learning_turnout, learning_came. Views for others: learning_v_fact_event,
// learning_v_fact_trained.
package learning
