/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-reset-plan"

#include "config.h"

#include "sb-reset-plan.h"

#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbResetPlan {
  SbVerb verb;
  GPtrArray *eligible; /* (owned) (element-type SbDevice) */
  GPtrArray *unsure;   /* (owned) (element-type SbDevice) */
  guint n_refused;
  SbEligibility refused; /* the last of them */
  GArray *groups;        /* (owned) (element-type Group): of those refused */
};

typedef struct {
  SbEligibility eligibility;
  guint n_devices;
} Group;

static gboolean
is_same_group (const SbEligibility *a, const SbEligibility *b)
{
  /* PCs with an older Windows have many builds. */
  return a->reason == b->reason
         && (a->argument == b->argument || a->reason == SB_REASON_WINDOWS_10);
}

static void
count_refused (SbResetPlan *self, const SbEligibility *eligibility)
{
  Group group = { *eligibility, 1 };

  for (guint i = 0; i < self->groups->len; i++) {
    Group *known = &g_array_index (self->groups, Group, i);

    if (is_same_group (&known->eligibility, eligibility)) {
      known->n_devices++;
      return;
    }
  }

  g_array_append_val (self->groups, group);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *first = a;
  const Group *second = b;

  return (first->n_devices < second->n_devices) - (first->n_devices > second->n_devices);
}

static void
add_device (SbResetPlan *self, SbDevice *device, SbEsimState *state)
{
  const SbEvidence evidence = { .device = device, .state = state };
  SbEligibility eligibility = sb_eligibility_judge (self->verb, &evidence);

  switch (eligibility.verdict) {
  case SB_VERDICT_ELIGIBLE:
    g_ptr_array_add (self->eligible, g_object_ref (device));
    break;
  case SB_VERDICT_CANNOT_TELL:
    g_ptr_array_add (self->unsure, g_object_ref (device));
    break;
  case SB_VERDICT_NOT_ELIGIBLE:
  default:
    self->n_refused++;
    self->refused = eligibility;
    count_refused (self, &eligibility);
    break;
  }
}

/* (transfer full): what they have in common that are left out for the same reason */
static char *
describe_group (const SbEligibility *eligibility, const char *number)
{
  switch ((int) eligibility->reason) {
  case SB_REASON_NOT_WINDOWS:
    /* Translators: "90 devices with iOS/iPadOS" */
    return g_strdup_printf (_ ("%s with %s"),
                            number,
                            sb_words_platform ((SbPlatform) eligibility->argument));
  case SB_REASON_WINDOWS_10:
    /* Translators: "7 devices with an older Windows" */
    return g_strdup_printf (_ ("%s with an older Windows"), number);
  case SB_REASON_NOT_ACTIVE: {
    g_autofree char *state = sb_words_registration_word (
      sb_enum_to_wire (sb_registration_state_get_type (), (int) eligibility->argument));

    /* Translators: "3 devices that are not active: Wiped" */
    return g_strdup_printf (_ ("%s not active: %s"), number, state);
  }
  default: {
    g_autofree char *reason = sb_words_eligibility (eligibility);

    /* Translators: how many devices, and why */
    return g_strdup_printf (_ ("%s: %s"), number, reason);
  }
  }
}

/* One line a reason, with the number of devices that it is true of, the most first. */
static void
append_reasons (SbResetPlan *self, GString *text)
{
  for (guint i = 0; i < self->groups->len; i++) {
    Group *group = &g_array_index (self->groups, Group, i);
    g_autofree char *number = sb_words_n_devices (group->n_devices);
    g_autofree char *line = describe_group (&group->eligibility, number);

    g_string_append_c (text, '\n');
    g_string_append (text, line);
  }
}

static void
describe_reach (SbResetPlan *self, GString *text)
{
  g_autofree char *certain = sb_words_n_devices (self->eligible->len);
  g_autofree char *unsure = sb_words_n_devices (self->unsure->len);

  if (self->unsure->len == 0)
    /* Translators: "This reaches 3 devices." */
    g_string_append_printf (text, _ ("This reaches %s."), certain);
  else if (self->eligible->len == 0)
    /* Translators: "This reaches 3 devices, if there is Windows 11 and an eSIM: that is not
     * reported." */
    g_string_append_printf (text,
                            _ ("This reaches %s, if there is Windows 11 and an eSIM: that is not "
                               "reported."),
                            unsure);
  else
    /* Translators: "This reaches 3 devices, and 1 device more if there is Windows 11: ..." */
    g_string_append_printf (
      text,
      _ ("This reaches %s, and %s more if there is Windows 11 and an eSIM: that "
         "is not reported."),
      certain,
      unsure);
}

SbResetPlan *
sb_reset_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states)
{
  SbResetPlan *self = g_new0 (SbResetPlan, 1);

  self->verb = verb;
  self->eligible = g_ptr_array_new_with_free_func (g_object_unref);
  self->unsure = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  for (guint i = 0; i < devices->len; i++) {
    SbDevice *device = g_ptr_array_index (devices, i);
    gint64 id = sb_device_get_int64 (device, SB_DEVICE_ID);

    add_device (self, device, states != NULL ? g_hash_table_lookup (states, &id) : NULL);
  }
  g_array_sort (self->groups, compare_groups);

  return self;
}

void
sb_reset_plan_free (SbResetPlan *self)
{
  g_ptr_array_unref (self->eligible);
  g_ptr_array_unref (self->unsure);
  g_array_unref (self->groups);
  g_free (self);
}

guint
sb_reset_plan_get_n_eligible (SbResetPlan *self)
{
  return self->eligible->len;
}

guint
sb_reset_plan_get_n_unsure (SbResetPlan *self)
{
  return self->unsure->len;
}

GPtrArray *
sb_reset_plan_get_devices (SbResetPlan *self, gboolean keep_unsure)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->eligible->len; i++)
    g_ptr_array_add (devices, g_object_ref (g_ptr_array_index (self->eligible, i)));
  for (guint i = 0; keep_unsure && i < self->unsure->len; i++)
    g_ptr_array_add (devices, g_object_ref (g_ptr_array_index (self->unsure, i)));

  return devices;
}

char *
sb_reset_plan_describe_refusal (SbResetPlan *self)
{
  GString *text;

  if (self->n_refused == 1)
    return sb_words_eligibility (&self->refused);

  text = g_string_new (self->verb == SB_VERB_RESET
                         ? _ ("Only active PCs with Windows 11 and an eSIM can be reset. Left out:")
                         : _ ("Only a reset that has not begun can be taken back. Left out:"));
  append_reasons (self, text);

  return g_string_free (text, FALSE);
}

char *
sb_reset_plan_describe_heading (SbResetPlan *self)
{
  guint n_devices = self->eligible->len + self->unsure->len;
  SbDevice *device = NULL;
  g_autofree char *inside = NULL;

  if (self->verb == SB_VERB_CANCEL_RESET)
    return g_strdup (_ ("Cancel the eSIM Reset?"));

  /* How many it will be is still to be said. */
  if (n_devices > 1 && self->unsure->len > 0)
    return g_strdup (_ ("Reset eSIM to Factory State?"));

  if (n_devices == 1) {
    device = g_ptr_array_index (self->eligible->len == 1 ? self->eligible : self->unsure, 0);

    inside = sb_words_name_in (sb_device_get_label (device));
    /* Translators: the name of a device */
    return g_strdup_printf (_ ("Reset the eSIM of “%s” to Factory State?"), inside);
  }

  return g_strdup_printf (ngettext ("Reset the eSIM of %u Device to Factory State?",
                                    "Reset the eSIM of %u Devices to Factory State?",
                                    n_devices),
                          n_devices);
}

static char *
describe_cancel (SbResetPlan *self)
{
  g_autofree char *number = sb_words_n_devices (self->eligible->len);
  GString *text = g_string_new (NULL);

  g_string_append_printf (
    text,
    /* Translators: "Taken back, where it has not begun yet: the reset of 5 devices. ..." */
    _ ("Taken back, where it has not begun yet: the reset of %s. One that runs cannot be stopped."),
    number);
  if (self->n_refused > 0) {
    g_string_append (text, "\n\n");
    g_string_append (text, _ ("Left out:"));
    append_reasons (self, text);
  }

  return g_string_free (text, FALSE);
}

char *
sb_reset_plan_describe_body (SbResetPlan *self)
{
  GString *text;
  guint n_devices = self->eligible->len + self->unsure->len;

  if (self->verb == SB_VERB_CANCEL_RESET)
    return describe_cancel (self);

  text = g_string_new (NULL);
  describe_reach (self, text);
  g_string_append_c (text, ' ');
  g_string_append (text,
                   ngettext ("Every eSIM profile on it is deleted, including ones that a user "
                             "added and that the server cannot list.",
                             "Every eSIM profile on each of them is deleted, including ones that "
                             "a user added and that the server cannot list.",
                             n_devices));
  g_string_append (text, "\n\n");
  g_string_append (
    text,
    _ ("The carrier may refuse a new download until it releases the eSIM profile, and "
       "may go on billing. A PC without another network goes out of reach."));

  if (self->n_refused > 0) {
    g_string_append (text, "\n\n");
    g_string_append (
      text,
      _ ("Left out, since only active PCs with Windows 11 and an eSIM can be reset:"));
    append_reasons (self, text);
  }

  return g_string_free (text, FALSE);
}
