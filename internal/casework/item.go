package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ItemKind says what sort of thing stands on a case.
type ItemKind string

// The things that stand on a case.
const (
	ItemAttempt    ItemKind = "contact"
	ItemSession    ItemKind = "session"
	ItemNeed       ItemKind = "need"
	ItemOnward     ItemKind = "onward"
	ItemAdvocacy   ItemKind = "advocacy"
	ItemMediation  ItemKind = "mediation"
	ItemCourt      ItemKind = "court"
	ItemNote       ItemKind = "note"
	ItemPromise    ItemKind = "promise"
	ItemStage      ItemKind = "stage"
	ItemAlarm      ItemKind = "act now"
	ItemAssessment ItemKind = "assessment"
	ItemGoal       ItemKind = "goal"
	ItemCheck      ItemKind = "check"
	ItemAction     ItemKind = "action"
	ItemPast       ItemKind = "plan change" // how a goal or a step read before it was changed
	ItemFollowUp   ItemKind = "follow-up"

	ItemIssue         ItemKind = "issue"
	ItemTie           ItemKind = "tie"
	ItemSafety        ItemKind = "safety"
	ItemUpdate        ItemKind = "update"
	ItemExpectation   ItemKind = "expectation"
	ItemPower         ItemKind = "power"
	ItemAnswer        ItemKind = "answer" // to a referral onward
	ItemGap           ItemKind = "gap"
	ItemCoachReferral ItemKind = "coach referral"
	ItemPause         ItemKind = "pause"
	ItemLate          ItemKind = "late"
	ItemContribution  ItemKind = "contribution" // to another body's risk assessment
	ItemReceived      ItemKind = "received"     // an assessment that another body made
	ItemProposal      ItemKind = "proposal"     // to the panel
	ItemPanelAnswer   ItemKind = "panel answer" // to a proposal
	ItemMeeting       ItemKind = "meeting"      // what is wanted of one that is still to come
)

// Item is one thing that stands on a case, in one shape for all kinds, so that a case page reads
// them in one statement.
type Item struct {
	Kind     ItemKind
	ID       string
	Of       string        // what it belongs to: the goal of a step, the goal or step that was changed
	Code     string        // of a need, a service, a stage, a method, a forum, a danger, an instrument
	State    string        // outcome, status, kind of need, "kept", the band of an assessment
	On       clock.Date    // the civil day it is about
	At       clock.Instant // when it was recorded
	Due      clock.Instant // by when; zero: not at all
	By       id.Account
	Initials string      // of who did it
	Number   int         // of a session; version of what can be changed; least score of an assessment; 1: a day at court that stands
	Number2  int         // most score of an assessment; days between contacts of a plan of contact
	Text     *seal.Value // note, promise, what was asked
	More     *seal.Value // what was agreed, who was told
	Settled  bool        // met, told, kept, seen by both who must; of a score, that its band stands for the risk

	Supervisor, Safeguarding clock.Instant // of an alarm: when each answered; zero: not yet
}

// items reads what stands on a case, latest first: at most so many, and every assessment beside.
func items(ctx context.Context, q gate.Reader, c Case, most int) ([]Item, error) {
	return store.Collect(ctx, q, itemsSQL, func(scan store.Scan) (Item, error) {
		var it Item
		var text, more []byte
		err := scan(&it.Kind, &it.ID, &it.Of, &it.Code, &it.State, &it.On, &it.At, &it.Due, &it.By, &it.Initials, &it.Number, &it.Number2,
			&text, &more, &it.Settled, &it.Supervisor, &it.Safeguarding)
		it.Text, it.More = it.Kind.sealed(c.Folder, it.ID, text, more)
		return it, err
	}, c.Folder, c.ID, most)
}

// sealed gives the closed values of an item of this kind; kinds without text have none.
func (k ItemKind) sealed(f id.Folder, row string, text, more []byte) (*seal.Value, *seal.Value) {
	switch k {
	case ItemAttempt:
		return noteOfAttempt.Value(f, row, text), nil
	case ItemSession:
		return noteOfSession.Value(f, row, text), nil
	case ItemOnward:
		return whatForOnward.Value(f, row, text), nil
	case ItemAdvocacy:
		return askedThere.Value(f, row, text), agreedThere.Value(f, row, more)
	case ItemCourt:
		return noteOfCourt.Value(f, row, text), nil
	case ItemGoal:
		return whatGoal.Value(f, row, text), nil
	case ItemAction:
		return whatAction.Value(f, row, text), whichAgency.Value(f, row, more)
	case ItemPast:
		return pastWhat.Value(f, row, text), pastAgency.Value(f, row, more)
	case ItemIssue:
		return whatIssue.Value(f, row, text), numberIssue.Value(f, row, more)
	case ItemTie:
		return nameOfTie.Value(f, row, text), needOfTie.Value(f, row, more)
	case ItemSafety:
		return nil, whoFits.Value(f, row, more)
	case ItemContribution:
		return whatContributed.Value(f, row, text), whyContributed.Value(f, row, more)
	case ItemProposal:
		return whyProposed.Value(f, row, text), whyAllTheSame.Value(f, row, more)
	case ItemPanelAnswer:
		return panelSaid.Value(f, row, text), nil
	case ItemMeeting:
		return wantsThere.Value(f, row, text), nil
	case ItemUpdate, ItemExpectation:
		return whatLiaison.Value(f, row, text), nil
	case ItemPower:
		return noteOfPower.Value(f, row, text), nil
	case ItemAnswer:
		return wordsOnward.Value(f, row, text), nil
	case ItemCheck:
		return howAfter.Value(f, row, text), nil
	case ItemPause:
		return whyPaused.Value(f, row, text), nil
	case ItemLate:
		return whyLate.Value(f, row, text), nil
	case ItemNote:
		return textOfNote.Value(f, row, text), nil
	case ItemPromise:
		return whatPromised.Value(f, row, text), nil
	case ItemAlarm:
		return whatDanger.Value(f, row, text), whoTold.Value(f, row, more)
	}
	return nil, nil
}

// itemsSQL reads everything that stands on a case, latest first, in one statement. Each part is
// driven by its own index on the case or its folder. The limit leaves no assessment out: the risk in
// the identity bar must not depend on how much was written since.
var itemsSQL = store.SQL("casework.items", `
	WITH item AS (
		SELECT 'contact' AS kind, id, '' AS of_id, method AS code, outcome AS state, on_date, at, 0 AS due_at, by_account, 0 AS number,
			0 AS number2,			note AS words, CAST(NULL AS bytea) AS more, true AS settled, 0 AS supervisor_at, 0 AS safeguarding_at
		FROM contact_attempt WHERE folder_id = $1
		UNION ALL
		SELECT 'session', id, '', strand, '', on_date, recorded_at, 0, by_account, number, 0, note, NULL, true, 0, 0
		FROM case_session WHERE case_id = $2
		UNION ALL
		SELECT 'need', id, '', code, kind, noted_on, recorded_at, 0, '', 0, 0, NULL, NULL, met_on <> '', 0, 0
		FROM case_need WHERE case_id = $2
		UNION ALL
		SELECT 'onward', id, '', code, status, made_on, recorded_at, 0, '', version, 0, what, NULL, status NOT IN ('made', 'received'), 0, 0
		FROM case_onward WHERE case_id = $2
		UNION ALL
		SELECT 'advocacy', id, '', forum, told_on, on_date, recorded_at, tell_by, '', 0, 0, asked, agreed, told_on <> '', 0, 0
		FROM case_advocacy WHERE case_id = $2
		UNION ALL
		SELECT 'mediation', id, '', outcome, '', offered_on, recorded_at, 0, '', 0, 0, NULL, NULL, true, 0, 0
		FROM case_mediation WHERE case_id = $2
		UNION ALL
		SELECT 'court', h.id, '', h.kind, h.answer, h.on_date, h.recorded_at, h.tell_by, h.by_account, CASE WHEN h.kind = 'hearing' AND`+stillHeld+` THEN 1 ELSE 0 END, 0,
			h.note, NULL, h.tell_by = 0 OR h.told_on <> '', 0, 0
		FROM case_court h WHERE h.case_id = $2
		UNION ALL
		SELECT 'note', id, '', '', '', '', at, 0, by_account, 0, 0, note, NULL, true, 0, 0
		FROM case_note WHERE folder_id = $1
		UNION ALL
		SELECT 'goal', id, '', agreed_with, state, agreed_on, recorded_at, 0, by_account, version, 0, what, NULL, state IN ('met', 'not wanted any more'), 0, 0
		FROM case_goal WHERE case_id = $2
		UNION ALL
		SELECT 'action', id, goal_id, owner, state, due_on, recorded_at, 0, by_account, version, 0, what, agency, state <> 'open', 0, 0
		FROM case_action WHERE case_id = $2
		UNION ALL
		SELECT 'plan change', id, of_id, kind, state, on_date, replaced_at, 0, by_account, version, 0, what, agency, true, 0, 0
		FROM case_plan_past WHERE case_id = $2
		UNION ALL
		SELECT 'follow-up', id, '', method, until_on, agreed_on, recorded_at, 0, by_account, version, every_days, NULL, NULL, true, 0, 0
		FROM case_follow_up WHERE case_id = $2
		UNION ALL
		SELECT 'issue', id, '', code, reported_to, told_on, recorded_at, 0, by_account, 0, 0, what, number, true, 0, 0
		FROM case_issue WHERE case_id = $2
		UNION ALL
		SELECT 'tie', id, '', relation, part, '', changed_at, 0, changed_by, version, 0, name, need, state <> 'now', 0, 0
		FROM case_tie WHERE case_id = $2
		UNION ALL
		SELECT 'safety', id, category, code, state,
			CASE WHEN state = 'fitted' THEN fitted_on WHEN state = 'arranged' THEN arranged_on ELSE asked_on END,
			changed_at, 0, changed_by, version, 0, NULL, who, state IN ('fitted', 'not wanted any more'), 0, 0
		FROM case_safety WHERE case_id = $2
		UNION ALL
		SELECT kind, id, '', agency, told_on, on_date, recorded_at, tell_by, by_account, 0, 0, what, NULL, told_on <> '', 0, 0
		FROM case_liaison WHERE case_id = $2
		UNION ALL
		SELECT 'contribution', id, agency, kind, agreed, on_date, recorded_at, tell_by, by_account, 0, 0, what, why, tell_by = 0 OR told_on <> '', 0, 0
		FROM case_contribution WHERE case_id = $2
		UNION ALL
		SELECT 'proposal', id, '', agreed, answer, on_date, recorded_at, 0, by_account, 0, 0, reason, why, answer <> '', 0, 0
		FROM case_proposal WHERE case_id = $2
		UNION ALL
		SELECT 'panel answer', id, id, answer, '', answered_on, answered_at, 0, answered_by, 0, 0, said, NULL, true, 0, 0
		FROM case_proposal WHERE case_id = $2 AND answer <> ''
		UNION ALL
		SELECT 'meeting', id, '', forum, '', meets_on, recorded_at, 0, by_account, 0, 0, wants, NULL, advocacy_id <> '', 0, 0
		FROM case_meeting WHERE case_id = $2
		UNION ALL
		SELECT 'power', id, '', code, '', on_date, recorded_at, 0, by_account, 0, 0, note, NULL, true, 0, 0
		FROM case_power WHERE case_id = $2
		UNION ALL
		SELECT 'answer', id, onward_id, status, reason, on_date, recorded_at, 0, by_account, 0, 0, words, NULL, true, 0, 0
		FROM case_onward_answer WHERE case_id = $2
		UNION ALL
		SELECT 'gap', id, '', code, '', gap_on, gap_at, 0, '', 0, 0, NULL, NULL, true, 0, 0
		FROM case_need WHERE case_id = $2 AND gap_on <> ''
		UNION ALL
		SELECT 'coach referral', id, '', '', '', '', recorded_at, 0, by_account, version, 0, NULL, NULL, true, 0, 0
		FROM case_coach_referral WHERE case_id = $2
		UNION ALL
		SELECT 'check', id, '', '', outcome, '', at, 0, by_account, 0, 0, how, NULL, true, 0, 0
		FROM case_check WHERE case_id = $2
		UNION ALL
		SELECT 'pause', id, '', reason, back_on, '', since_at, until_at, by_account, 0, 0, note, NULL, until_at > 0, 0, 0
		FROM case_pause WHERE case_id = $2
		UNION ALL
		SELECT 'late', l.id, '', l.reason, s.stage, '', l.at, s.due_at, l.by_account, 0, 0, l.note, NULL, true, 0, 0
		FROM case_late l JOIN case_stage s ON s.id = l.step_id WHERE l.case_id = $2
		UNION ALL
		SELECT 'received', r.received_id, r.body, r.instrument, COALESCE(g.name, ''), r.scored_on, r.recorded_at, 0, r.recorded_by, 0, 0, NULL, NULL, true, 0, 0
		FROM assessment_v_received r LEFT JOIN agency_v_agency g ON g.agency_id = r.agency_id WHERE r.folder_id = $1
		UNION ALL
		SELECT 'promise', id, '', CASE WHEN settled = 'kept' AND settled_at > due_at THEN 'late' ELSE why END, settled, '', made_at, due_at, owner,
			version, 0, what, NULL, settled <> '', 0, 0
		FROM promise WHERE folder_id = $1
		UNION ALL
		SELECT 'stage', id, '', stage, outcome, '', since_at, 0, by_account, 0, 0, NULL, NULL, true, 0, 0
		FROM case_stage WHERE case_id = $2
		UNION ALL
		SELECT 'act now', id, '', kind, '', '', raised_at, 0, raised_by, 0, 0, what, told, supervisor_at > 0 AND safeguarding_at > 0,
			supervisor_at, safeguarding_at
		FROM act_now WHERE folder_id = $1
	), latest AS (
		SELECT kind, id, of_id, code, state, on_date, at, due_at, by_account, number, number2, words, more, settled, supervisor_at, safeguarding_at
		FROM item ORDER BY at DESC, id LIMIT $3
	)
	SELECT i.kind, i.id, i.of_id, i.code, i.state, i.on_date, i.at, i.due_at, i.by_account, COALESCE(w.initials, ''), i.number, i.number2, i.words,
		i.more, i.settled, i.supervisor_at, i.safeguarding_at
	FROM latest i LEFT JOIN identity_v_account w ON w.account_id = i.by_account
	UNION ALL
	SELECT 'assessment', a.assessment_id, '', a.instrument, a.said, a.assessed_on, a.assessed_at, 0, a.assessed_by, COALESCE(w.initials, ''),
		a.low, a.high, NULL, NULL, NOT a.beside, 0, 0
	FROM assessment_v_asked a LEFT JOIN identity_v_account w ON w.account_id = a.assessed_by
	WHERE a.folder_id = $1
	ORDER BY 7 DESC, 2`)
