// Package staff is the pages of the people who do the work: the log of what they do beside the cases
// and where they work their days (/work-log), and, for supervisors, who there is, what is due for each
// of them, and who covers for whom (/staff).
package staff
