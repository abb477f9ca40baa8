// Package staff is the pages of the people who do the work: the log of what they do beside the cases
// and where they work their days (/work-log), and, for supervisors, who there is, what is due for each
// of them, which posts there are and how hard they are to fill (/posts), who covers for whom and who takes over (/staff, /covering), and who waits for a worker (/waiting-list); and how
// a call was for somebody and how she was thanked (/check-in, /thanks), which her supervisor reads (/check-ins).
package staff
