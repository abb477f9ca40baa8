// Package casework is the work done with one person by one service: from the day somebody picks up
// an accepted referral until the case is closed, and after, if it is opened again.
//
// Which stages lie between, and in which order, is the service's own file (catalogue/services), not
// this package: [Advance] moves a case along the file's arrows and refuses to leave a stage before
// what the file demands has been recorded.
//
// Rules that hold always:
//   - a case has one folder, its referral's, and the folder's grants say who may see it;
//   - a worker never takes more cases than the service's cap, also when two supervisors allocate at
//     once; one who is refused leaves the person an owned place on the waiting list (R205, D13);
//   - nobody works with both sides of one dispute (D4);
//   - nobody is tried on a number before the person's own rule allows it;
//   - a case closes only with one of the service's reasons, and only when no promise is open;
//   - [RaiseActNow] is blocked by nothing: no stage, cap, hour, missing form or stale version (D3);
//   - every event names the case and the folder, codes and days, and never what was said.
//
// Tables: case_file, case_stage, case_record, contact_attempt, waiting_place, promise, case_session,
// case_need, case_onward, case_onward_answer, case_advocacy, case_liaison, case_contribution, case_mediation, case_court,
// case_power, case_goal, case_action, case_plan_past, case_follow_up, case_issue, case_tie, case_safety, case_coach_referral, case_check, case_note,
// case_pause, case_late, case_wish, case_wished, case_cover, act_now. Views for others: casework_v_case, casework_v_place,
// casework_v_alarm, casework_v_promise, casework_v_fact_*.
package casework
