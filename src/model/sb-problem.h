/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SbSeverity:
 * @SB_SEVERITY_NOTE: worth knowing
 * @SB_SEVERITY_WARNING: allowed, and probably not what was meant
 * @SB_SEVERITY_ERROR: must be mended first
 */
typedef enum {
  SB_SEVERITY_NOTE,
  SB_SEVERITY_WARNING,
  SB_SEVERITY_ERROR,
} SbSeverity;

/* What is wrong with a text. ui/words has the sentence for each; `argument` of the problem is what
 * the comment says, and NULL where the comment names nothing. What is offered is NULL where the
 * text holds nothing that would be accepted; what is sent, where that is what was typed. */
typedef enum {
  SB_PROBLEM_NONE,
  SB_PROBLEM_EMPTY,
  SB_PROBLEM_TOO_LONG,      /* the limit, in characters */
  SB_PROBLEM_SENT_AS,       /* note: what is sent, which is not what was typed */
  SB_PROBLEM_MARKS,         /* typographic marks, or what stands around it: the text to offer */
  SB_PROBLEM_URL_MALFORMED, /* the URL to offer */
  SB_PROBLEM_URL_NOT_HTTP,  /* the scheme */
  SB_PROBLEM_URL_HTTP,      /* warning: not encrypted; what is sent */
  SB_PROBLEM_URL_NO_HOST,
  SB_PROBLEM_URL_CREDENTIALS,         /* a user name or password in the URL */
  SB_PROBLEM_URL_IS_ACTIVATION_CODE,  /* a link that sets up one phone */
  SB_PROBLEM_HOST_IS_URL,             /* the host to offer */
  SB_PROBLEM_HOST_IS_ACTIVATION_CODE, /* the host to offer; a matching ID is not part of it */
  SB_PROBLEM_HOST_HAS_PORT,           /* the host to offer */
  SB_PROBLEM_HOST_HAS_PATH,           /* the host to offer */
  SB_PROBLEM_HOST_IS_ADDRESS,         /* an IP address */
  SB_PROBLEM_HOST_NOT_QUALIFIED,      /* a single label */
  SB_PROBLEM_HOST_SINGLE_LABEL,       /* warning, in a URL; what is sent */
  SB_PROBLEM_HOST_LOCAL,              /* warning: the device itself; what is sent */
  SB_PROBLEM_HOST_NUMERIC,            /* warning: an IP address in a URL; what is sent */
  SB_PROBLEM_HOST_ODD_ENDING,         /* warning: a digit in the last label; what is sent */
  SB_PROBLEM_HOST_MALFORMED,          /* the label that is wrong; empty between two dots */
  SB_PROBLEM_HOST_TOO_LONG,           /* the limit, in characters of the A-label form */
  SB_PROBLEM_HOST_LABEL_TOO_LONG,     /* the label */
  SB_PROBLEM_CUSTOM_EMPTY,            /* Custom, and nothing chosen */
  SB_PROBLEM_NO_SPACE,                /* no device space chosen */
  SB_PROBLEM_REFUSED_BY_SERVER,       /* the server's own text */
  SB_PROBLEM_NAME_TAKEN,
} SbProblemCode;

/**
 * SbProblem:
 * @code: what it is
 * @severity: how bad it is
 * @argument: (nullable): what the code's comment says
 *
 * One thing that is wrong with a text, without a sentence.
 */
typedef struct {
  SbProblemCode code;
  SbSeverity severity;
  char *argument;
} SbProblem;

#define SB_TYPE_PROBLEM (sb_problem_get_type ())
GType sb_problem_get_type (void);

/**
 * sb_problem_new:
 * @argument: (nullable): what the code's comment says
 *
 * Returns: (transfer full): the problem
 */
SbProblem *sb_problem_new (SbProblemCode code, SbSeverity severity, const char *argument);

/**
 * sb_problem_copy:
 * @self: (nullable): a problem
 *
 * Returns: (transfer full) (nullable): a copy
 */
SbProblem *sb_problem_copy (const SbProblem *self);

/**
 * sb_problem_equal:
 * @a: (nullable): a problem
 * @b: (nullable): another
 *
 * Returns: whether both say the same; %NULL is no problem, and equal to itself alone
 */
gboolean sb_problem_equal (const SbProblem *a, const SbProblem *b);

/**
 * sb_problem_free:
 * @self: (transfer full): a problem
 */
void sb_problem_free (SbProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbProblem, sb_problem_free)

G_END_DECLS
