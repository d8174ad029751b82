/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-problem"

#include "sb-problem.h"

G_DEFINE_BOXED_TYPE (SbProblem, sb_problem, sb_problem_copy, sb_problem_free)

/**
 * sb_problem_new:
 * @argument: (nullable): what the code's comment says
 *
 * Returns: (transfer full): the problem
 */
SbProblem *
sb_problem_new (SbProblemCode code, SbSeverity severity, const char *argument)
{
  SbProblem *self = g_new0 (SbProblem, 1);

  self->code = code;
  self->severity = severity;
  self->argument = g_strdup (argument);

  return self;
}

/**
 * sb_problem_copy:
 * @self: (nullable): a problem
 *
 * Returns: (transfer full) (nullable): a copy
 */
SbProblem *
sb_problem_copy (const SbProblem *self)
{
  return self != NULL ? sb_problem_new (self->code, self->severity, self->argument) : NULL;
}

/**
 * sb_problem_equal:
 * @a: (nullable): a problem
 * @b: (nullable): another
 *
 * Returns: whether both say the same; %NULL is no problem, and equal to itself alone
 */
gboolean
sb_problem_equal (const SbProblem *a, const SbProblem *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->code == b->code && a->severity == b->severity
         && g_strcmp0 (a->argument, b->argument) == 0;
}

void
sb_problem_free (SbProblem *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->argument);
  g_free (self);
}
