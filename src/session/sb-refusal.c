/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-refusal"

#include "sb-refusal.h"

/* Only what the editor has a place for: the others are told as a whole. */
static gboolean
has_place (SbDraftField field)
{
  return !sb_draft_field_is_setting (field)
         || sb_draft_field_get_info (field)->type == SB_FIELD_STRING;
}

gboolean
sb_refusal_apply (SbDraft *draft, const GError *error, SbDraftField *first)
{
  GPtrArray *said = sb_error_get_fields (error);
  gboolean found = FALSE;

  g_return_val_if_fail (SB_IS_DRAFT (draft), FALSE);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_NAME_TAKEN)) {
    g_autoptr (SbProblem) taken = sb_problem_new (SB_PROBLEM_NAME_TAKEN, SB_SEVERITY_ERROR, NULL);

    sb_draft_set_server_problem (draft, SB_DRAFT_FIELD_NAME, taken);
    *first = SB_DRAFT_FIELD_NAME;
    return TRUE;
  }

  if (!g_error_matches (error, SB_ERROR, SB_ERROR_INVALID) || said == NULL)
    return FALSE;

  for (guint i = 0; i < said->len; i++) {
    const SbFieldError *line = g_ptr_array_index (said, i);
    g_autoptr (SbProblem) problem = NULL;
    SbDraftField field = (SbDraftField) line->field;

    if (line->field < 0 || !has_place (field))
      continue;

    problem = sb_problem_new (SB_PROBLEM_REFUSED_BY_SERVER,
                              SB_SEVERITY_ERROR,
                              line->message != NULL ? line->message : line->code);
    sb_draft_set_server_problem (draft, field, problem);
    if (!found || field < *first)
      *first = field;
    found = TRUE;
  }

  return found;
}
