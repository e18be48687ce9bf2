/*
 * pbft-rounds with one round, n = 4, f = 1, replica 0 Byzantine: the state space of protocols/pbft-rounds without any
 * reduction. Honest are 1, 2 and 3; replica 0 is the primary of the only view in which anything can be received.
 * -DTIMEOUTS=1 is for timeouts at any time, 0 for none.
 *
 * A set of votes is a byte: bit j for value 1 from replica j, bit 4+j for value 2. Each step is one d_step, so that
 * Spin stores no states in between.
 */

#define VOTE(value, j) (1 << (4 * ((value) - 1) + (j)))
#define HAS(set, value, j) ((set) & VOTE(value, j))
#define BIT_OF(set, value, j) (((set) >> (4 * ((value) - 1) + (j))) & 1)
#define COUNT(set, value) (BIT_OF(set, value, 0) + BIT_OF(set, value, 1) + BIT_OF(set, value, 2) + BIT_OF(set, value, 3))

/* The PREPAREs and COMMITs that honest replicas have sent. */
byte prepareSent, commitSent;

typedef Replica {
  /* What it has appended to its log: a value, or 0. */
  unsigned appended : 2;
  /* Whether it has skipped the slot. */
  bit skipped;
  unsigned accepted : 2;
  byte prepares;
  byte commits;
}
/* Indexed by the replica's id minus 1. */
Replica r[3];

#define R(i) r[(i) - 1]
#define ACTIVE(i) (R(i).appended == 0 && !R(i).skipped)

#define AGREEMENT assert(!((r[0].appended == 1 || r[1].appended == 1 || r[2].appended == 1) && \
  (r[0].appended == 2 || r[1].appended == 2 || r[2].appended == 2)))

#define FORGET(i) R(i).accepted = 0; R(i).prepares = 0; R(i).commits = 0

/* Section 4.2: prepared with 2f PREPAREs, committed with 2f+1 COMMITs that match what was accepted. */
#define SETTLE(i) \
  if \
  :: R(i).accepted != 0 && COUNT(R(i).prepares, R(i).accepted) >= 2 -> \
    R(i).commits = R(i).commits | VOTE(R(i).accepted, i); \
    commitSent = commitSent | VOTE(R(i).accepted, i); \
    if \
    :: COUNT(R(i).commits, R(i).accepted) >= 3 -> R(i).appended = R(i).accepted; AGREEMENT; FORGET(i) \
    :: else \
    fi \
  :: else \
  fi

/* The Byzantine primary's PRE-PREPARE for either value is always there. */
#define PRE_PREPARE(i, value) \
  :: d_step { ACTIVE(i) && R(i).accepted == 0 -> \
    R(i).accepted = value; \
    R(i).prepares = R(i).prepares | VOTE(value, i); \
    prepareSent = prepareSent | VOTE(value, i); \
    SETTLE(i) }

#define PREPARE(i, j, value) \
  :: d_step { ACTIVE(i) && HAS(prepareSent, value, j) && !HAS(R(i).prepares, value, j) -> \
    R(i).prepares = R(i).prepares | VOTE(value, j); \
    SETTLE(i) }

#define COMMIT(i, j, value, there) \
  :: d_step { ACTIVE(i) && there && !HAS(R(i).commits, value, j) -> \
    R(i).commits = R(i).commits | VOTE(value, j); \
    SETTLE(i) }

#define FROM(i, j) \
  PREPARE(i, j, 1) PREPARE(i, j, 2) \
  COMMIT(i, j, 1, HAS(commitSent, 1, j)) COMMIT(i, j, 2, HAS(commitSent, 2, j))

/* The votes of i's own are counted when it casts them. */
#define REPLICA(i, j, k) \
  PRE_PREPARE(i, 1) PRE_PREPARE(i, 2) \
  FROM(i, j) FROM(i, k) \
  COMMIT(i, 0, 1, true) COMMIT(i, 0, 2, true) \
  :: d_step { TIMEOUTS && ACTIVE(i) -> R(i).skipped = 1; FORGET(i) }

/* -DONE: one process, so the shortest state; else a process for each of them, as partial order reduction wants it. */
#ifdef ONE
active proctype system() {
  do
  REPLICA(1, 2, 3)
  REPLICA(2, 1, 3)
  REPLICA(3, 1, 2)
  od
}
#else
active proctype replica1() { do REPLICA(1, 2, 3) od }
active proctype replica2() { do REPLICA(2, 1, 3) od }
active proctype replica3() { do REPLICA(3, 1, 2) od }
#endif
