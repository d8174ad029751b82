/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-problem"

#include "sb-problem.h"

G_DEFINE_BOXED_TYPE (SbProblem, sb_problem, sb_problem_copy, sb_problem_free)

SbProblem *
sb_problem_new (SbProblemCode code, SbSeverity severity, const char *argument)
{
  SbProblem *self = g_new0 (SbProblem, 1);

  self->code = code;
  self->severity = severity;
  self->argument = g_strdup (argument);

  return self;
}

SbProblem *
sb_problem_copy (const SbProblem *self)
{
  return self != NULL ? sb_problem_new (self->code, self->severity, self->argument) : NULL;
}

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
