/*
 * Two-phase commit: one transaction manager and N resource managers (1 to 10, say -DN=7), the state space of
 * protocols/two-phase-commit without any reduction: the resource managers' states, whom the transaction manager has
 * noted as prepared, its decision, and the messages sent. The logs of our states are a function of these.
 *
 * Sets are bits, and each step is one d_step, so that Spin stores as little as it can, and no states in between.
 */
#define ALL ((1 << N) - 1)
#define IN(set, i) ((set) & (1 << (i)))
#define ADD(set, i) set = (set) | (1 << (i))

/* Who has sent PREPARED. COMMIT and ABORT are sent with the decision. */
unsigned sent : N;
unsigned noted : N;
unsigned committed : N;
unsigned aborted : N;
bit commit, abort;

#define AGREEMENT assert(committed == 0 || aborted == 0)
#define WORKING(i) (!IN(sent, i) && !IN(committed, i) && !IN(aborted, i))

#define MANAGER \
  :: d_step { !commit && !abort && noted == ALL -> commit = 1 } \
  :: d_step { !commit && !abort -> abort = 1 }

#define NOTE(i) \
  :: d_step { !commit && !abort && IN(sent, i) && !IN(noted, i) -> ADD(noted, i) }

#define RESOURCE(i) \
  :: d_step { WORKING(i) -> ADD(sent, i) } \
  :: d_step { WORKING(i) -> ADD(aborted, i); AGREEMENT } \
  :: d_step { commit && !IN(committed, i) -> ADD(committed, i); AGREEMENT } \
  :: d_step { abort && !IN(aborted, i) -> ADD(aborted, i); AGREEMENT }

/* -DONE: one process, so the shortest state; else a process for each of them, as partial order reduction wants it. */
#ifdef ONE
#define PER_RESOURCE(i) NOTE(i) RESOURCE(i)
#else
#define PER_RESOURCE(i) NOTE(i)
active [N] proctype resource() { do RESOURCE(_pid) od }
#endif

active proctype manager() {
  do
  MANAGER
  PER_RESOURCE(0)
#if N > 1
  PER_RESOURCE(1)
#endif
#if N > 2
  PER_RESOURCE(2)
#endif
#if N > 3
  PER_RESOURCE(3)
#endif
#if N > 4
  PER_RESOURCE(4)
#endif
#if N > 5
  PER_RESOURCE(5)
#endif
#if N > 6
  PER_RESOURCE(6)
#endif
#if N > 7
  PER_RESOURCE(7)
#endif
#if N > 8
  PER_RESOURCE(8)
#endif
#if N > 9
  PER_RESOURCE(9)
#endif
  od
}
