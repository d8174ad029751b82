/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change-state.h"
#include "sb-server.h"

G_BEGIN_DECLS

/*
 * What one change asks for, how far it is, and what comes next: a function of the step and of what
 * happened, which sends nothing, waits for nothing and writes nothing. Whoever calls it writes the
 * step down first and then does what it says.
 */

/* A step is never changed once it was made: what comes of an event is another one. */
typedef struct _SbStep SbStep;

struct _SbStep {
  grefcount refs;

  SbCommand *command; /* (owned): all that was asked for; goes on from what our own changes made */
  SbChangeState state;
  SbConfiguration *joined; /* (owned) (nullable): see sb_change_get_joined() */
  SbOutcome *outcome;      /* (owned) (nullable): once it is over */
  GError *error;           /* (owned) (nullable) */
  gint64 ended_at;         /* milliseconds since 1970, or 0 */
  guint n_parts_sent;      /* once it is over, see sb_change_get_n_parts_sent() */
  gboolean stops;          /* what was not sent shall not be */
  gboolean asks;   /* it goes on when a person says so, and not before; the error says why */
  gboolean rested; /* nobody looked at it for long: it asks before it takes anything away */
  gint64 at;       /* what happened last, milliseconds since 1970; 0 before it began */

  /* Once it began: parts and their keys follow from the command and the size alone. */
  SbRequestSize size;
  guint n_parts;             /* 0 until it began */
  SbConfiguration *doubtful; /* (owned) (nullable): what an edit of ours may have made before */
  guint part;                /* the one that is under way */
  SbCommand *whole;          /* (owned) (nullable): that part, but for the devices that it is not to
                                be sent to any more */
  gboolean unsent;           /* nothing of it was sent yet: its devices are judged again first */
  SbCommand *now;            /* (owned) (nullable): what is sent of it: the devices that it is not
                                done for */
  gint64 first_sent_at;      /* of the part, milliseconds since 1970; 0 before */
  gboolean sent_here;        /* by this process: then the next one counts, which no one sets */
  gint64 first_sent_monotonic; /* milliseconds */
  gint64 age;                  /* how long ago that is at least, as far as it was written down */
  gboolean lost;               /* an answer was lost: it may have been carried out */
  guint tries;                 /* answers, or means to find out, lost so far */
  guint joins;                 /* how often somebody else was faster */
  guint waits;                 /* how often the server said that it is still at work */

  /* The sum of what the parts came to */
  SbOutcome *only; /* (owned) (nullable): of a change in one part, as it came */
  gint64 accepted;
  gint64 rejected_count;
  gint64 unknown_count;
  gint64 not_sent_count;
  gint64 left_out_count; /* of the rejected, those that it was not sent to */
  GPtrArray *rejected;   /* (owned) (element-type SbRejection): not changed, replaced */
};

typedef enum {
  SB_EVENT_BEGIN,     /* its turn has come */
  SB_EVENT_LOOKED,    /* its devices were judged again, or could not be */
  SB_EVENT_ANSWERED,  /* the server answered, or did not */
  SB_EVENT_FOUND,     /* what was found out */
  SB_EVENT_TIME,      /* it waited long enough */
  SB_EVENT_UNWRITTEN, /* it could not be written down before it began */
  SB_EVENT_RESTART,   /* the program that began it is gone, and another one goes on */
  SB_EVENT_CANCEL,    /* a person takes it back, as far as it was not sent */
} SbEventKind;

typedef struct {
  SbEventKind kind;
  gboolean patient;          /* what fails for now is tried again for as long as it takes */
  gboolean resumed;          /* another process was asked for it */
  gboolean rested;           /* of BEGIN and RESTART: nobody looked at it for long */
  gboolean confirmed;        /* of BEGIN and RESTART: a person says that it goes on */
  gint64 now;                /* milliseconds since 1970 */
  gint64 monotonic;          /* milliseconds */
  SbRequestSize size;        /* of BEGIN: what the server takes at once */
  SbConfiguration *doubtful; /* (nullable): of BEGIN */
  SbOutcome *outcome;        /* (nullable): of ANSWERED; else there is an error */
  const SbFinding *finding;  /* of FOUND */
  GPtrArray *rejected; /* (nullable) (element-type SbRejection): of LOOKED: the devices that it
                          is not to be sent to any more; else there is an error */
  const GError *error; /* of ANSWERED, LOOKED and UNWRITTEN */
} SbEvent;

typedef enum {
  SB_EFFECT_NOTHING,  /* what is under way goes on */
  SB_EFFECT_LOOK,     /* judge the devices of `whole` again, and tell what comes of it */
  SB_EFFECT_SEND,     /* send `now`, and tell of the answer */
  SB_EFFECT_FIND_OUT, /* find out what became of `now`, and tell what it was */
  SB_EFFECT_WAIT,     /* tell when `delay` milliseconds are over */
  SB_EFFECT_ASK,      /* nothing, until a person says that it goes on */
  SB_EFFECT_REST,     /* nothing, until there is another way to the server */
  SB_EFFECT_END,      /* it is over */
} SbEffectKind;

typedef struct {
  SbEffectKind kind;
  gboolean is_first; /* of SEND: nothing of it was sent before */
  gint64 delay;      /* of WAIT, in milliseconds */
  gint64 age;        /* of FIND_OUT: how long ago it was first sent, in milliseconds */
} SbEffect;

SbStep *sb_step_new (SbCommand *command);
SbStep *sb_step_ref (SbStep *self);
void sb_step_unref (SbStep *self);
SbStep *sb_step_rebase (SbStep *self, SbCommand *command);
SbStep *sb_step_run (SbStep *self, const SbEvent *event, SbEffect *effect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbStep, sb_step_unref)

G_END_DECLS
