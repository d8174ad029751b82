/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-rules"

#include "sb-draft-rules.h"

#include "sb-validate.h"

static gboolean
has_any_target (SbDraft *self)
{
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    if (g_list_model_get_n_items (sb_draft_get_targets (self, kind)) > 0)
      return TRUE;
  }

  return FALSE;
}

static SbProblem *
check_distribution (SbDraft *self)
{
  SbDistributionType distribution = sb_draft_get_distribution (self);

  if (distribution == SB_DISTRIBUTION_UNKNOWN)
    return sb_problem_new (SB_PROBLEM_EMPTY, SB_SEVERITY_ERROR, NULL);
  if (distribution == SB_DISTRIBUTION_CUSTOM && !has_any_target (self))
    return sb_problem_new (SB_PROBLEM_CUSTOM_EMPTY, SB_SEVERITY_ERROR, NULL);

  return NULL;
}

gboolean
sb_draft_uses_field (SbDraft *self, SbDraftField field)
{
  if (field == SB_DRAFT_CARRIER_URL)
    return sb_draft_get_platform (self) == SB_PLATFORM_IOS;
  if (field == SB_DRAFT_SERVER_NAME || field == SB_DRAFT_IS_DISCOVERY_SERVER
      || field == SB_DRAFT_AUTO_ENABLE)
    return sb_draft_get_platform (self) == SB_PLATFORM_WINDOWS;

  return TRUE;
}

SbProblem *
sb_draft_check_field (SbDraft *self, SbDraftField field)
{
  switch (field) {
  case SB_DRAFT_NAME:
    return sb_check_name (sb_draft_get_name (self));
  case SB_DRAFT_OS:
    return sb_draft_get_platform (self) != SB_PLATFORM_IOS
               && sb_draft_get_platform (self) != SB_PLATFORM_WINDOWS
             ? sb_problem_new (SB_PROBLEM_EMPTY, SB_SEVERITY_ERROR, NULL)
             : NULL;
  case SB_DRAFT_CARRIER_URL:
    return sb_check_carrier_url (sb_draft_get_carrier_url (self));
  case SB_DRAFT_SERVER_NAME:
    return sb_check_server_name (sb_draft_get_server_name (self));
  case SB_DRAFT_SPACE:
    return sb_draft_get_space (self) <= 0
             ? sb_problem_new (SB_PROBLEM_NO_SPACE, SB_SEVERITY_ERROR, NULL)
             : NULL;
  case SB_DRAFT_DISTRIBUTION:
    return check_distribution (self);
  case SB_DRAFT_DESCRIPTION:
  case SB_DRAFT_IS_DISCOVERY_SERVER:
  case SB_DRAFT_AUTO_ENABLE:
  case SB_DRAFT_ENABLED:
  default:
    return NULL;
  }
}
